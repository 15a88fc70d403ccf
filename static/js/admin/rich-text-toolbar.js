import { button } from "./buttons.js"
import { GROUPS } from "./rich-text-commands.js"
import { inWords } from "./rich-text-shortcuts.js"

/* One stop for the tab key; arrow keys lead from button to button. */
export class Toolbar {
  constructor(host) {
    this.host = host
    this.element = document.createElement("div")
    this.element.className = "rich-text-toolbar"
    this.element.setAttribute("role", "toolbar")
    this.element.setAttribute("aria-label", "Formatting")
    this.buttons = []
    this.groups = GROUPS.map(([name, members, when]) => this.group(name, members, when))
    this.element.append(...this.groups.map(({ element }) => element))
    this.element.addEventListener("keydown", (event) => this.walk(event))
    this.stop(this.buttons[0].element)
    host.editor.on("transaction", () => this.refreshSoon())
    this.refresh()
  }

  group(name, members, when) {
    const element = document.createElement("div")
    element.className = "rich-text-group"
    element.setAttribute("role", "group")
    element.setAttribute("aria-label", name)
    for (const { sign, label, keys, act, type, attrs } of members) {
      const made = button(sign, label, () => act(this.host))
      if (keys) made.title = `${label} (${inWords(keys)})`
      made.addEventListener("pointerdown", (event) => event.preventDefault()) // keeps the selection in the text
      made.addEventListener("focus", () => this.stop(made))
      const types = [type ?? []].flat()
      if (types.length) made.dataset.type = types[0]
      this.buttons.push({ element: made, types, attrs })
      element.append(made)
    }
    return { element, when }
  }

  stop(chosen) {
    for (const { element } of this.buttons) element.tabIndex = element === chosen ? 0 : -1
  }

  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const shown = this.buttons.map(({ element }) => element).filter((element) => !element.closest("[hidden]"))
    const at = shown.indexOf(document.activeElement)
    shown[(at + step + shown.length) % shown.length].focus()
  }

  /* Once for all that happens before the next picture of the page. */
  refreshSoon() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null
      if (!this.host.editor.isDestroyed) this.refresh()
    })
  }

  refresh() {
    const { editor } = this.host
    for (const { element, types, attrs } of this.buttons) {
      if (!types.length) continue
      const pressed = String(types.some((type) => editor.isActive(type, attrs)))
      if (element.getAttribute("aria-pressed") !== pressed) element.setAttribute("aria-pressed", pressed)
    }
    for (const { element, when } of this.groups) if (when) element.hidden = !when(editor)
  }
}
