let count = 0

/* Asks for one line of text. Answers with the text, with "" where what is there is to be removed, or with null. */
export function ask({ title, label = "", value = "", type = "text", message = "", remove = "", check = () => "" }) {
  const id = `dialog-${++count}`
  const dialog = document.createElement("dialog")
  dialog.className = "ask"
  dialog.setAttribute("aria-labelledby", `${id}-title`)
  const heading = document.createElement("h2")
  heading.id = `${id}-title`
  heading.textContent = title
  const note = document.createElement("p")
  note.className = "ask-note"
  note.id = `${id}-note`
  note.setAttribute("role", "status")
  note.textContent = message
  const row = document.createElement("div")
  row.className = "button-row"
  const press = (text, answer, kind = "") => {
    const made = document.createElement("button")
    made.type = "button"
    made.className = `button ${kind}`
    made.textContent = text
    made.addEventListener("click", answer)
    row.append(made)
    return made
  }
  dialog.append(heading)
  document.body.append(dialog)

  return new Promise((resolve) => {
    const end = (answer) => {
      dialog.remove()
      resolve(answer)
    }
    if (label) {
      const words = document.createElement("label")
      words.htmlFor = id
      words.textContent = label
      const input = document.createElement("input")
      Object.assign(input, { id, value, type, autocomplete: type === "password" ? "current-password" : "off" })
      if (type === "text") input.inputMode = "url"
      input.setAttribute("aria-describedby", note.id)
      const done = () => {
        const answer = type === "password" ? input.value : input.value.trim()
        note.textContent = check(answer)
        if (note.textContent) input.focus()
        else end(answer)
      }
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return
        event.preventDefault()
        done()
      })
      dialog.append(words, input)
      press("Done", done, "primary")
      if (remove) press(remove, () => end(""))
    }
    press(label ? "Cancel" : "Close", () => end(null))
    dialog.append(note, row)
    dialog.addEventListener("cancel", () => end(null))
    dialog.showModal()
  })
}
