/* A list of suggestions under a text field, as the combobox pattern of WAI-ARIA describes it. */

import { read } from "./same-site.js"

let count = 0

/* `ask(text)` answers with a list of {id, text} and maybe a `note` to each; `choose(item)` is called with the one that is taken. */
export function suggest(input, { ask, choose }) {
  const list = document.createElement("ul")
  list.className = "suggestions"
  list.id = `suggestions-${++count}`
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", "Suggestions")
  list.hidden = true
  input.after(list)
  input.setAttribute("role", "combobox")
  input.setAttribute("aria-autocomplete", "list")
  input.setAttribute("aria-controls", list.id)
  input.setAttribute("aria-expanded", "false")
  input.autocomplete = "off"

  let items = []
  let current = -1
  let asked = 0
  let timer = 0

  function close() {
    items = []
    current = -1
    list.hidden = true
    list.replaceChildren()
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }

  function mark(position) {
    current = position
    for (const [index, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", index === current)
      if (index === current) option.scrollIntoView({ block: "nearest" })
    }
    if (current >= 0) input.setAttribute("aria-activedescendant", list.children[current].id)
    else input.removeAttribute("aria-activedescendant")
  }

  function take(position) {
    const item = items[position]
    close()
    choose(item)
  }

  function show(found) {
    items = found
    list.replaceChildren(
      ...found.map((item, index) => {
        const option = document.createElement("li")
        option.id = `${list.id}-${index}`
        option.setAttribute("role", "option")
        option.textContent = item.text
        if (item.note) {
          const note = document.createElement("span")
          note.className = "suggestion-note"
          note.textContent = item.note
          option.append(note)
        }
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault()
          take(index)
        })
        return option
      }),
    )
    list.hidden = !found.length
    input.setAttribute("aria-expanded", String(Boolean(found.length)))
    mark(-1)
  }

  async function look() {
    const mine = ++asked
    const found = await ask(input.value)
    if (mine === asked && document.activeElement === input) show(found)
  }

  input.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(look, 150)
  })
  input.addEventListener("blur", close)
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) {
      event.preventDefault()
      look()
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      const step = event.key === "ArrowDown" ? 1 : -1
      mark((current + step + items.length) % items.length)
    } else if (event.key === "Enter" && current >= 0) {
      event.preventDefault()
      take(current)
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault()
      close()
    }
  })
}

/* Rows that Django's endpoint for autocompletion finds for a text. */
export async function found(url, term) {
  const address = new URL(url, location.href)
  address.searchParams.set("term", term)
  return (await read(address))?.results ?? []
}
