/* What must stay in sight of a picture: a mark that is set by clicking or moved by arrow keys, and what the crops round it
   leave. The two fields of numbers say the same, and do without this. */

const STEP = 0.01
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

class FocalPoint extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form")
    this.fields = [form?.elements.focal_x, form?.elements.focal_y]
    if (!this.fields.every(Boolean)) return // of somebody who may only look
    this.mark = this.querySelector(".focal-mark")
    for (const hidden of [this.mark, ...this.querySelectorAll("[data-help], [data-crops]")]) hidden.hidden = false
    const picture = this.querySelector(".focal-picture")
    picture.addEventListener("click", (event) => {
      if (event.target === this.mark) return
      const { left, top, width, height } = picture.getBoundingClientRect()
      this.set((event.clientX - left) / width, (event.clientY - top) / height)
      this.mark.focus({ preventScroll: true })
    })
    this.mark.addEventListener("keydown", (event) => {
      const way = KEYS[event.key]
      if (!way) return
      event.preventDefault()
      const [x, y] = this.point()
      const step = event.shiftKey ? 10 * STEP : STEP
      this.set(x + way[0] * step, y + way[1] * step)
    })
    for (const field of this.fields) field.addEventListener("input", () => this.show())
    this.show()
  }

  point() {
    return this.fields.map((field) => Math.min(1, Math.max(0, Number.parseFloat(field.value) || 0)))
  }

  set(...point) {
    point.forEach((share, which) => {
      this.fields[which].value = Math.min(1, Math.max(0, share)).toFixed(2)
    })
    this.fields[0].dispatchEvent(new Event("input", { bubbles: true }))
  }

  show() {
    const [x, y] = this.point().map((share) => Math.round(share * 100))
    this.mark.style.left = `${x}%`
    this.mark.style.top = `${y}%`
    const said = `What must stay in sight: ${x}% from the left, ${y}% from the top. Arrow keys move it.`
    this.mark.setAttribute("aria-label", said)
    this.mark.title = said
    for (const crop of this.querySelectorAll(".focal-crop img")) crop.style.objectPosition = `${x}% ${y}%`
  }
}

customElements.define("focal-point", FocalPoint)
