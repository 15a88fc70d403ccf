/* Shows how far work in the background has come; when it ends, the page says what came of it. */
const EVERY = 1500 // milliseconds

const place = document.querySelector("[data-progress]")
const bar = place.querySelector("progress")
const said = place.querySelector("[data-said]")

async function look() {
  const answer = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } }).catch(() => null)
  if (answer?.ok) {
    const now = await answer.json()
    if (!now.busy) return location.reload()
    bar.value = now.percent
    said.textContent = now.said
  }
  setTimeout(look, EVERY)
}

setTimeout(look, EVERY)
