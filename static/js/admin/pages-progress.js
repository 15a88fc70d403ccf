/* Asks how far the pages of an issue are, until they are ready or the file is refused. */
const EVERY = 1500 // milliseconds

class PagesProgress extends HTMLElement {
  connectedCallback() {
    if (this.dataset.state === "making") this.timer = setTimeout(() => this.ask(), EVERY)
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
  }

  async ask() {
    const response = await fetch(this.dataset.url, { headers: { Accept: "application/json" } }).catch(() => null)
    if (response?.ok) this.show(await response.json())
    if (this.dataset.state === "making") this.timer = setTimeout(() => this.ask(), EVERY)
  }

  show({ state, text, done, total }) {
    this.classList.replace(`is-${this.dataset.state}`, `is-${state}`)
    this.dataset.state = state
    const words = this.querySelector(".pages-progress-text")
    if (words.textContent !== text) words.textContent = text
    const bar = this.querySelector("progress")
    if (bar) Object.assign(bar, { max: total || 1, value: done, hidden: state !== "making" })
  }
}

customElements.define("pages-progress", PagesProgress)
