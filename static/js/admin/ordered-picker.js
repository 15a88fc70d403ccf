import { orderButtons, removeButton } from "./buttons.js"
import { found, suggest } from "./suggestions.js"

/* Rows found by typing, and kept in an order where that matters (`data-in-order`). The hidden fields of the chosen are what is sent, in their order. */
class OrderedPicker extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol")
    this.input = this.querySelector('input[type="search"]')
    for (const item of this.list.children) this.equip(item)
    this.mark()
    suggest(this.input, {
      ask: async (term) => {
        const chosen = new Set([...this.list.children].map((item) => item.dataset.id))
        return (await found(this.dataset.url, term)).filter((row) => !chosen.has(row.id))
      },
      choose: (row) => this.add(row),
    })
  }

  add({ id, text }) {
    const item = document.createElement("li")
    item.dataset.id = id
    const field = document.createElement("input")
    Object.assign(field, { type: "hidden", name: this.dataset.name, value: id })
    const words = document.createElement("span")
    words.textContent = text
    item.append(field, words)
    this.equip(item)
    this.list.append(item)
    this.input.value = ""
    this.mark()
  }

  equip(item) {
    const name = () => item.querySelector("span").textContent
    const buttons = "inOrder" in this.dataset ? orderButtons : removeButton
    item.append(buttons(item, name, () => this.mark()))
  }

  mark() {
    this.list.hidden = !this.list.children.length
    this.dispatchEvent(new Event("change", { bubbles: true }))
  }
}

customElements.define("ordered-picker", OrderedPicker)
