import { button, orderButtons } from "./buttons.js"

/* Edits a JSON list line by line. The text area stays what is sent, so that nothing is lost when the form comes back. */
class ListEditor extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea")
    this.columns = JSON.parse(this.dataset.columns || "[]")
    let items
    try {
      items = JSON.parse(this.area.value || "[]")
      if (!Array.isArray(items)) return
    } catch {
      return // not JSON: left as it is, to be mended by hand
    }
    this.area.hidden = true
    this.list = document.createElement("ol")
    this.list.className = "list-editor-lines"
    const add = button(this.dataset.add, this.dataset.add, () => this.addLine().querySelector("textarea").focus())
    add.className = "button"
    this.append(this.list, add)
    for (const item of items) this.addLine(item)
    const label = document.querySelector(`label[for="${this.area.id}"]`)
    add.id = `${this.area.id}_add`
    if (label) label.htmlFor = add.id
    this.mark()
  }

  addLine(value) {
    const line = document.createElement("li")
    const fields = document.createElement("div")
    fields.className = "list-editor-fields"
    const columns = this.columns.length ? this.columns : [{ key: "", label: "", long: true }]
    for (const { key, label, long } of columns) {
      const field = document.createElement("textarea")
      field.rows = long ? 2 : 1
      field.dataset.key = key
      field.value = (key ? value?.[key] : value) ?? ""
      field.setAttribute("aria-label", label || "Line")
      if (label) field.placeholder = label
      field.addEventListener("input", () => this.write())
      fields.append(field)
    }
    const name = () => fields.querySelector("textarea").value.slice(0, 40) || "empty line"
    line.append(fields, orderButtons(line, name, () => this.mark()))
    this.list.append(line)
    this.mark()
    return line
  }

  mark() {
    this.list.hidden = !this.list.children.length
    this.write()
  }

  write() {
    const items = [...this.list.children].map((line) => {
      const fields = [...line.querySelectorAll("textarea")]
      if (!this.columns.length) return fields[0].value
      return Object.fromEntries(fields.map((field) => [field.dataset.key, field.value]))
    })
    this.area.value = JSON.stringify(items)
  }
}

customElements.define("list-editor", ListEditor)
