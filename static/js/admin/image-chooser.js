/* Shows the picture whose id stands in the hidden field, which Django's pop-up windows fill in. */

import { read } from "./same-site.js"

class ImageChooser extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input")
    this.removal = this.querySelector("[data-remove]")
    this.removal.addEventListener("click", () => {
      this.input.value = ""
      this.show(null)
    })
    // The pop-ups announce their choice through Django's jQuery only, which plain listeners do not hear.
    window.django.jQuery(this.input).on("change", () => this.look())
  }

  async look() {
    const id = this.input.value
    if (!id) return this.show(null)
    const image = await read(this.dataset.about.replace("/0/", `/${id}/`))
    if (image) this.show(image)
  }

  show(image) {
    const shown = this.querySelector(".image-chooser-shown")
    shown.hidden = this.removal.hidden = !image
    this.querySelector(".image-chooser-none").hidden = Boolean(image)
    if (!image) return
    if (!shown.querySelector("img")) shown.prepend(new Image())
    Object.assign(shown.querySelector("img"), { src: image.src, alt: image.alt })
    shown.querySelector(".image-chooser-alt").textContent = image.alt
    shown.querySelector(".picture-warning").textContent = image.warning
  }
}

customElements.define("image-chooser", ImageChooser)
