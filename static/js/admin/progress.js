/* Shows how far work in the background has come; when it ends, the page says what came of it. */

import { read } from "./same-site.js"

const EVERY = 1500 // milliseconds

const place = document.querySelector("[data-progress]")
const bar = place.querySelector("progress")
const said = place.querySelector("[data-said]")

async function look() {
  const now = await read(place.dataset.progress)
  if (now) {
    if (!now.busy) return location.reload()
    bar.value = now.percent
    said.textContent = now.said
  }
  setTimeout(look, EVERY)
}

setTimeout(look, EVERY)
