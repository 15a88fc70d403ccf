/* The real page in a frame: as wide as a desk's screen or a telephone's, light or dark; beside the form of an article it
   follows what is typed. */

import { post } from "./same-site.js"

const DESK = 1280 // pixels
const NARROW = 500 // of a page with less room for it, a desk’s screen would be too small to read
const AFTER = 500 // milliseconds after the last key
const DARK = /prefers-color-scheme:\s*dark/

class PagePreview extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector("iframe")
    this.room = this.frame.parentElement
    this.status = this.querySelector("[role=status]")
    this.form = document.getElementById(this.dataset.form)
    this.addEventListener("change", () => this.arrange())
    this.frame.addEventListener("load", () => this.loaded())
    new ResizeObserver(() => this.arrange()).observe(this.room)
    if (this.form) this.followForm()
    this.loaded()
  }

  chosen(name) {
    return this.querySelector(`[name=${name}]:checked`).value
  }

  /* A desk's screen is drawn smaller where it does not fit. */
  arrange() {
    const { clientWidth, clientHeight } = this.room
    if (!clientWidth) return // not shown yet
    if (!this.hasBegun && clientWidth < NARROW) this.querySelector("[value=phone]").checked = true
    this.hasBegun = true
    const isPhone = this.chosen("preview-width") === "phone"
    const width = isPhone ? Math.min(390, clientWidth) : Math.max(DESK, clientWidth)
    const scale = isPhone ? 1 : clientWidth / width
    Object.assign(this.frame.style, {
      width: `${width}px`,
      height: `${clientHeight / scale}px`,
      transform: `scale(${scale})`,
      marginInline: isPhone ? "auto" : "0",
    })
    this.paint()
  }

  /* As if the reader's own setting were the chosen one: the page knows it only by its style sheets. */
  paint() {
    const page = this.frame.contentDocument
    if (!page?.documentElement) return
    const light = this.chosen("preview-light")
    page.documentElement.style.colorScheme = light
    const visit = (rules) => {
      for (const rule of rules) {
        if (rule instanceof this.frame.contentWindow.CSSMediaRule) {
          rule.written ??= rule.media.mediaText
          if (DARK.test(rule.written)) rule.media.mediaText = light === "dark" ? "all" : "not all"
        }
        if (rule.cssRules) visit(rule.cssRules)
        if (rule.styleSheet) visit(rule.styleSheet.cssRules)
      }
    }
    for (const sheet of page.styleSheets) visit(sheet.cssRules)
  }

  loaded() {
    const page = this.frame.contentDocument
    if (!page) return
    page.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]")
      if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault() // one would leave the preview
    })
    this.arrange()
  }

  /* -- Beside the form ---------------------------------------------------------------- */

  followForm() {
    this.opener = document.getElementById(this.dataset.opener)
    this.opener.hidden = false
    this.opener.addEventListener("click", () => this.toggle(this.hidden))
    this.querySelector("[data-close]").addEventListener("click", () => this.toggle(false))
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.toggle(false))
    this.form.addEventListener("input", () => this.written())
    this.form.addEventListener("change", () => this.written())
    this.form.addEventListener("named", ({ detail }) => {
      this.dataset.page = detail.page
      this.written()
    })
  }

  toggle(open) {
    this.hidden = !open
    document.body.classList.toggle("previewing", open)
    this.opener.setAttribute("aria-expanded", open)
    if (!open) return this.opener.focus()
    this.querySelector("input:checked").focus()
    if (!this.frame.src && this.dataset.page) this.frame.src = this.dataset.page
    this.arrange()
    this.written(0)
  }

  written(after = AFTER) {
    if (this.hidden) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.show(), after)
  }

  async show() {
    if (!this.dataset.page) return this.say("The preview begins when the article has a headline and a section.")
    if (this.isAsking) return this.written()
    this.isAsking = true
    const answer = await post(this.dataset.page, new URLSearchParams(new FormData(this.form)))
    this.isAsking = false
    if (!answer.page) return this.say(answer.problem ?? "The preview waits for the server.")
    this.say("")
    if (!this.frame.src) this.frame.src = this.dataset.page
    const main = this.frame.contentDocument?.querySelector("main")
    if (!main) return this.written()
    const next = new DOMParser().parseFromString(answer.page, "text/html").querySelector("main")
    if (main.innerHTML !== next.innerHTML) main.replaceChildren(...next.childNodes) // its place on the page stays
  }

  say(words) {
    this.status.textContent = words
  }
}

customElements.define("page-preview", PagePreview)
