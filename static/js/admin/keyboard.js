/* The admin without a mouse. Single keys work outside of fields only, and whoever speaks to their computer turns them off
   (WCAG 2.1.4); the list of them is templates/admin/keyboard.html. */

const OFF = "newsroom-single-keys-off"
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable=true]"
const help = document.getElementById("keyboard-help")
const single = document.getElementById("single-keys")

const isWriting = (event) => event.target.closest?.(FIELDS)
const isSeen = (each) => each?.checkVisibility({ visibilityProperty: true })
const first = (selectors) => selectors.map((each) => document.querySelector(each)).find(isSeen)

const rows = () => [...document.querySelectorAll("#result_list tbody tr, .picture-grid > li")]
const here = () => document.activeElement?.closest("#result_list tbody tr, .picture-grid > li")

/* Goes to what a row leads to, so many rows further; from outside of the list, into it. */
function move(by) {
  const all = rows()
  const from = all.indexOf(here())
  const row = all[from < 0 ? 0 : Math.min(Math.max(from + by, 0), all.length - 1)]
  const leads = row?.querySelector("a") ?? row?.querySelector("input[type=checkbox]")
  leads?.focus()
}

const KEYS = {
  "/": () => {
    const search = first(["#searchbar", "#desk-search"])
    search?.focus()
    search?.select()
  },
  "?": () => help.showModal(),
  j: () => move(1),
  k: () => move(-1),
  x: () => here()?.querySelector("input.action-select")?.click(),
  n: () => first([".list-add a", ".desk-add"])?.click(),
  e: () => first(["form.edit .headline", "form.edit .edit-main :is(input:not([type=hidden]), textarea, select)"])?.focus(),
  a: () => first([".actions select", ".actions-panel button", ".actions-panel a", ".kept-offer button"])?.focus(),
  g: () => first([".desk-nav a[aria-current]", ".desk-nav a"])?.focus(),
}

function save() {
  const button = first(["form.edit [name=_save]", "#changelist-form [name=_save]"])
  button?.form.requestSubmit(button)
  return button
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || document.querySelector("dialog[open]")) return
  // The rich-text editor takes every Escape for its own, whatever it does with it.
  if (event.defaultPrevented && !(event.key === "Escape" && event.target.isContentEditable)) return
  const isCommand = event.metaKey !== event.ctrlKey
  if (isCommand && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
    if (save()) event.preventDefault()
  } else if (event.key === "Escape" && isWriting(event)) {
    event.target.blur()
  } else if (!isCommand && !event.altKey && single.checked && !isWriting(event) && KEYS[event.key]) {
    event.preventDefault()
    KEYS[event.key]()
  }
})

try {
  single.checked = !localStorage.getItem(OFF)
} catch {
  // a browser that keeps nothing has them on
}
single.addEventListener("change", () => {
  try {
    if (single.checked) localStorage.removeItem(OFF)
    else localStorage.setItem(OFF, "1")
  } catch {
    // they are off until the page is left
  }
})
for (const button of document.querySelectorAll("[data-keyboard-help]")) {
  button.hidden = false
  button.addEventListener("click", () => help.showModal())
}
