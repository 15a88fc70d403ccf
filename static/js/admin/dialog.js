let count = 0

/* A dialogue with a title: `addButton` gives it a button under all that is in it, `ended` shows it and waits for its end,
   which `end` is. */
export function windowOf(title, kind = "") {
  const dialog = document.createElement("dialog")
  dialog.className = `ask ${kind}`.trim()
  const heading = document.createElement("h2")
  heading.id = `dialog-${++count}-title`
  heading.textContent = title
  dialog.setAttribute("aria-labelledby", heading.id)
  dialog.append(heading)
  const row = document.createElement("div")
  row.className = "button-row"
  dialog.addButton = (text, press, look = "") => {
    const made = document.createElement("button")
    made.type = "button"
    made.className = `button ${look}`.trim()
    made.textContent = text
    made.addEventListener("click", press)
    row.append(made)
    return made
  }
  dialog.ended = () => {
    dialog.append(row)
    document.body.append(dialog)
    return new Promise((resolve) => {
      dialog.end = () => {
        dialog.close() // gives the focus back
        dialog.remove()
        resolve()
      }
      dialog.addEventListener("cancel", (event) => {
        event.preventDefault()
        dialog.end()
      })
      dialog.showModal()
    })
  }
  return dialog
}

/* Asks for one line of text. Answers with the text, with "" where what is there is to be removed, or with null. `prepare`
   is given the field before it is shown, and what answers for it. */
export async function ask({
  title, label = "", value = "", type = "text", message = "", remove = "", check = () => "", prepare = () => {},
}) {
  const dialog = windowOf(title)
  let answer = null
  const end = (given) => {
    answer = given
    dialog.end()
  }
  const note = document.createElement("p")
  note.className = "ask-note"
  note.id = `dialog-${count}-note`
  note.setAttribute("role", "status")
  note.textContent = message
  if (label) {
    const words = document.createElement("label")
    const input = document.createElement("input")
    words.textContent = label
    words.htmlFor = `dialog-${count}`
    Object.assign(input, { value, type, autocomplete: type === "password" ? "current-password" : "off" })
    input.id = words.htmlFor
    if (type === "text") input.inputMode = "url"
    input.setAttribute("aria-describedby", note.id)
    const place = document.createElement("div")
    place.className = "ask-field"
    place.append(words, input)
    prepare(input, end)
    const done = () => {
      const given = type === "password" ? input.value : input.value.trim()
      note.textContent = check(given)
      if (note.textContent) input.focus()
      else end(given)
    }
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.defaultPrevented) return
      event.preventDefault()
      done()
    })
    dialog.append(place)
    dialog.addButton("Done", done, "primary")
    if (remove) dialog.addButton(remove, () => end(""))
  }
  dialog.addButton(label ? "Cancel" : "Close", () => end(null))
  dialog.append(note)
  await dialog.ended()
  return answer
}
