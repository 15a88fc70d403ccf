/* The front page desk: its buttons are pressed without leaving the page, dragging presses them, and nothing is lost when
   the session has ended meanwhile. Without this, every press loads the page again. */

import { post, signInAgain, withToken } from "./same-site.js"

const form = document.querySelector("form.front-desk")
const board = document.querySelector("#board")
const foundStories = document.querySelector("#found")
const said = document.querySelector("#said")
const preview = document.querySelector("#preview")
const LOOK = { name: "do", value: "look" }
let searched = 0

const taken = () => form.querySelector('[name="story"]:checked')
const written = () => form.dispatchEvent(new Event("input"))

/* Sends the whole plan with the button that was pressed; answers with how the page is then, or with null. */
async function ask(button) {
  for (;;) {
    const fields = new URLSearchParams(new FormData(form))
    fields.set("live", "1")
    fields.set(button.name, button.value)
    const answer = await post(form.action, fields)
    if (answer.board) return answer
    if (!answer.isSignedOut || !(await signInAgain(form.dataset.signIn, form.dataset.username))) return null
    withToken(form)
  }
}

/* Presses a button; until the answer is there nothing else can be pressed, since it would be pressed on the page as it
   was. Whether it went well. */
async function press(button) {
  const focused = document.activeElement?.id
  board.inert = true
  const answer = await ask(button)
  board.inert = false
  if (answer) {
    board.innerHTML = answer.board
    foundStories.innerHTML = answer.found
    said.textContent = answer.said
  } else {
    said.textContent = "The server cannot be reached. What you have arranged is still here; please try again."
  }
  focus(focused)
  return Boolean(answer)
}

function focus(id) {
  if (id && document.activeElement?.id !== id) document.getElementById(id)?.focus()
}

form.addEventListener("submit", async (event) => {
  const button = event.submitter
  if (button?.dataset.sure) {
    delete button.dataset.sure
    return // for the browser to send
  }
  event.preventDefault()
  if (button?.name === "do") {
    const [verb, , story = taken()?.value] = button.value.split(" ")
    if (verb === "put" && !story) return
    if (!(await press(button))) return
    written()
    if (verb === "put") focus(`story-${story}`)
    if (verb === "release") focus(`story-${button.value.split(" ")[1]}`)
    if (taken()) taken().checked = false
    return
  }
  if (!(await press(LOOK))) return // the session may have ended; what is here would be lost
  const again = document.getElementById(button.id)
  again.dataset.sure = "yes"
  if (again.name === "_preview") showPreview(again)
  form.requestSubmit(again)
  if (again.name === "_preview") written()
})

function showPreview(button) {
  button.setAttribute("formtarget", "front-page-preview")
  preview.hidden = false
  preview.scrollIntoView({ block: "start" })
}

/* A moment is looked at when it is written, not at every key. */
form.addEventListener("focusout", ({ target }) => {
  if (target.name?.startsWith("until-") && target.value !== target.defaultValue) press(LOOK)
})

form.addEventListener("change", ({ target }) => {
  if (target.name === "shown") press(LOOK)
})

form.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && taken()) taken().checked = false
})

/* -- Searching as one types -- */

let timer = 0
form.querySelector("#find").addEventListener("input", () => {
  clearTimeout(timer)
  timer = setTimeout(find, 250)
})

async function find() {
  const mine = ++searched
  const answer = await ask(LOOK)
  if (answer && mine === searched) foundStories.innerHTML = answer.found
}

/* -- Dragging -- */

let dragged = null

form.addEventListener("dragstart", (event) => {
  const story = event.target.closest?.(".story label")
  const strip = event.target.closest?.(".strip-head")?.parentElement
  dragged = story ? { story } : strip ? { strip } : null
  if (!dragged) return
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", (story ?? strip).textContent.trim())
  form.classList.toggle("is-dragging-story", Boolean(story))
  if (story) story.querySelector("input").checked = true
})

form.addEventListener("dragover", (event) => {
  const target = targetOf(event)
  mark(target)
  if (target) event.preventDefault()
})

form.addEventListener("drop", async (event) => {
  const target = targetOf(event)
  if (!target) return
  event.preventDefault()
  if (dragged.story) form.requestSubmit(target.querySelector(".place-put"))
  else if (await press({ name: "do", value: `move ${dragged.strip.dataset.strip} ${target.dataset.position}` })) written()
})

form.addEventListener("dragend", () => {
  mark(null)
  form.classList.remove("is-dragging-story")
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
