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

/* Remove, for an item of a list; `name()` says which item it is. */
export function removeButton(item, name, changed) {
  const remove = button("×", "", () => {
    const next = item.nextElementSibling ?? item.previousElementSibling
    item.remove()
    changed()
    next?.querySelector('[data-do="remove"]')?.focus()
  })
  const row = document.createElement("span")
  row.className = "order-buttons"
  row.append(named(remove, "remove", "Remove:", name))
  return row
}

/* Up, down and remove. */
export function orderButtons(item, name, changed) {
  const row = removeButton(item, name, changed)
  const move = (sibling, place, again) => {
    if (!sibling) return
    sibling[place](item)
    changed()
    row.querySelector(`[data-do="${again}"]`).focus()
  }
  const up = button("↑", "", () => move(item.previousElementSibling, "before", "up"))
  const down = button("↓", "", () => move(item.nextElementSibling, "after", "down"))
  row.prepend(named(up, "up", "Move up:", name), named(down, "down", "Move down:", name))
  return row
}

/* The button, which says what it does to which item whenever somebody comes to it. */
function named(each, action, verb, name) {
  each.dataset.do = action
  const label = () => {
    each.title = `${verb} ${name()}`.trim()
    each.setAttribute("aria-label", each.title)
  }
  label()
  each.addEventListener("focus", label)
  return each
}
