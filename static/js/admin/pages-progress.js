/* Asks how far the pages of an issue are, until they are ready or the file is refused. */

import { read } from "./same-site.js"

const EVERY = 1500 // milliseconds

class PagesProgress extends HTMLElement {
  connectedCallback() {
    if (this.dataset.state === "making") this.timer = setTimeout(() => this.ask(), EVERY)
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
  }

  async ask() {
    const now = await read(this.dataset.url)
    if (now) this.show(now)
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
