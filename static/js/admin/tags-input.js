import { found, suggest } from "./suggestions.js"

/* Suggests tags for the word that is being typed; what is sent is the text itself. */
class TagsInput extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input")
    const words = () => input.value.split(",")
    suggest(input, {
      ask: async () => {
        const parts = words().map((part) => part.trim())
        const term = parts.pop()
        if (!term) return []
        const there = new Set(parts.map((part) => part.toLowerCase()))
        return (await found(this.dataset.url, term)).filter((tag) => !there.has(tag.text.toLowerCase()))
      },
      choose: ({ text }) => {
        const parts = words().slice(0, -1).map((part) => part.trim())
        input.value = `${[...parts, text].join(", ")}, `
      },
    })
  }
}

customElements.define("tags-input", TagsInput)
