/* The front page desk: its buttons are pressed without leaving the page, dragging presses them, and nothing is lost when
   the session has ended meanwhile. Without this, every press loads the page again. */

import { post, signInAgain, withToken } from "./same-site.js"

const form = document.querySelector("form.front-desk")
const said = document.querySelector("#said")
const preview = document.querySelector("#preview")
let dragged = null
let asked = 0

/* Sends the whole plan with the button that was pressed; the server says how the page is then. */
async function press(button) {
  const mine = ++asked
  const answer = await ask(button)
  if (!answer) {
    said.textContent = "The server cannot be reached. What you have arranged is still here; please try again."
    return false
  }
  if (mine !== asked) return true
  const focused = document.activeElement?.id
  document.querySelector("#board").innerHTML = answer.board
  document.querySelector("#found").innerHTML = answer.found
  said.textContent = answer.said
  document.querySelector(`#${CSS.escape(focused || "none")}`)?.focus()
  return true
}

async function ask(button) {
  for (;;) {
    const fields = new URLSearchParams(new FormData(form))
    fields.set("live", "1")
    if (button?.name) fields.set(button.name, button.value)
    const answer = await post(form.action, fields)
    if (answer.board) return answer
    if (!answer.isSignedOut) return null
    if (!(await signInAgain(form.dataset.signIn, form.dataset.username))) return null
    withToken(form)
  }
}

const written = () => form.dispatchEvent(new Event("input"))
const look = { name: "do", value: "look" }

form.addEventListener("submit", async (event) => {
  const button = event.submitter
  if (button?.dataset.sure) {
    delete button.dataset.sure
    return // for the browser to send
  }
  event.preventDefault()
  if (button?.name === "do") {
    const story = button.value.startsWith("put") ? button.value.split(" ")[2] || taken()?.value : ""
    if (button.value.startsWith("put") && !story) return
    const done = await press(button)
    if (done && button.value !== "look") written()
    if (done && story) {
      const radio = document.querySelector(`#story-${story}`)
      if (radio) radio.checked = false
      radio?.focus()
    }
    return
  }
  if (!(await press(look))) return // the session may have ended; what is here would be lost
  button.dataset.sure = "yes"
  if (button.name === "_preview") showPreview(button)
  form.requestSubmit(button)
  if (button.name === "_preview") written()
})

function showPreview(button) {
  button.setAttribute("formtarget", "front-page-preview")
  preview.hidden = false
  preview.scrollIntoView({ block: "start" })
}

const taken = () => form.querySelector('[name="story"]:checked')

form.addEventListener("change", (event) => {
  if (event.target.name === "shown" || event.target.name?.startsWith("until-")) {
    press(look)
  }
})

form.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && taken()) taken().checked = false
})

/* -- Searching as one types -- */

let timer = 0
form.querySelector("#find").addEventListener("input", () => {
  clearTimeout(timer)
  timer = setTimeout(() => press(look), 250)
})

/* -- Dragging -- */

form.addEventListener("dragstart", (event) => {
  const story = event.target.closest?.(".story label")
  const strip = event.target.closest?.(".strip-head")?.parentElement
  dragged = story ? { story } : strip ? { strip } : null
  if (!dragged) return
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", (story ?? strip).textContent.trim())
  form.classList.add(story ? "is-dragging-story" : "is-dragging-strip")
  if (story) story.querySelector("input").checked = true
})

form.addEventListener("dragover", (event) => {
  const target = targetOf(event)
  mark(target)
  if (target) event.preventDefault()
})

form.addEventListener("drop", (event) => {
  const target = targetOf(event)
  if (!target) return
  event.preventDefault()
  if (dragged.story) form.requestSubmit(target.querySelector(".place-put"))
  else moveStrip(target)
})

form.addEventListener("dragend", () => {
  mark(null)
  form.classList.remove("is-dragging-story", "is-dragging-strip")
  if (dragged?.story) dragged.story.querySelector("input").checked = false
  dragged = null
})

function targetOf(event) {
  if (!dragged) return null
  const target = event.target.closest?.(dragged.story ? ".place" : ".strip")
  return target && !target.contains(dragged.story ?? dragged.strip) ? target : null
}

function mark(target) {
  for (const each of form.querySelectorAll(".is-target")) if (each !== target) each.classList.remove("is-target")
  target?.classList.add("is-target")
}

async function moveStrip(target) {
  const value = `move ${dragged.strip.dataset.strip} ${target.dataset.position}`
  if (await press({ name: "do", value })) written()
}
