/* A button with a word or sign, and a name for those who cannot see it. */
export function button(sign, label, press) {
  const made = document.createElement("button")
  made.type = "button"
  made.className = "sign-button"
  made.textContent = sign
  made.title = label
  made.setAttribute("aria-label", label)
  made.addEventListener("click", press)
  return made
}

/* Up, down and remove for an item of a list; `name()` says which item it is. */
export function orderButtons(item, name, changed) {
  const row = document.createElement("span")
  row.className = "order-buttons"
  const move = (sibling, place, again) => {
    if (!sibling) return
    sibling[place](item)
    changed()
    row.querySelector(`[data-do="${again}"]`).focus()
  }
  const up = button("↑", "", () => move(item.previousElementSibling, "before", "up"))
  const down = button("↓", "", () => move(item.nextElementSibling, "after", "down"))
  const remove = button("×", "", () => {
    const next = item.nextElementSibling ?? item.previousElementSibling
    item.remove()
    changed()
    next?.querySelector('[data-do="remove"]')?.focus()
  })
  const named = (each, action, verb) => {
    each.dataset.do = action
    const label = () => {
      each.title = `${verb} ${name()}`.trim()
      each.setAttribute("aria-label", each.title)
    }
    label()
    each.addEventListener("focus", label)
  }
  named(up, "up", "Move up:")
  named(down, "down", "Move down:")
  named(remove, "remove", "Remove:")
  row.append(up, down, remove)
  return row
}
