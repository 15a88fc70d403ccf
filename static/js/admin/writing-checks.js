/* What a second reader would ask of an article, while it is written. Looked at when its writer pauses; nothing here stops
   anybody, and nothing is said aloud by itself. What an article must have to go on its way, articles/workflow.py says. */

import { cut, factsOf } from "./writing-facts.js"

const PAUSE = 700 // milliseconds after the last key
const HEADLINE = 90 // characters
const SHOWN_BY_SEARCH = { title: 60, description: 155 }
const SAYS_NOTHING = /^(please )?(click )?(here|this|this (link|page|article)|link|more|read (more|this|on)|source)[.:…]?$/i

const EXPECTED = [
  ["standfirst", "standfirst"], ["summary", "quick summary"], ["section", "section"], ["tags", "tags"],
]
/* The fields in which figures are given again that the text has. */
const REPEATS = [["title", "headline"], ["standfirst", "standfirst"], ["summary", "quick summary"], ["takeaways", "key takeaways"]]

class WritingChecks extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form")
    this.text = this.form.querySelector("rich-text")
    this.list = this.querySelector("ul")
    this.summary = this.querySelector("summary")
    for (const type of ["input", "change", "focusin"]) this.form.addEventListener(type, () => this.lookSoon())
    this.text.addEventListener("known", () => this.lookSoon())
    this.lookSoon()
  }

  /* In sight while somebody writes, wherever they are in the text. */
  get sign() {
    if (!this.madeSign) {
      this.madeSign = document.createElement("button")
      this.madeSign.type = "button"
      this.madeSign.className = "link-button"
      this.madeSign.addEventListener("click", () => {
        this.querySelector("details").open = true
        this.scrollIntoView({ block: "center" })
        this.list.querySelector("button")?.focus()
      })
      this.text.foot.append(this.madeSign)
    }
    return this.madeSign
  }

  lookSoon() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      const idle = window.requestIdleCallback ?? setTimeout // which Safari has not
      idle(() => this.isConnected && this.text.editor && this.look())
    }, PAUSE)
  }

  look() {
    this.facts = factsOf(this.text.editor.state.doc)
    const found = [...this.missing(), ...this.lengths(), ...this.headings(), ...this.links(), ...this.references(), ...this.numbers()]
    const said = JSON.stringify(found.map(({ words }) => words))
    this.places = found.map(({ go }) => go)
    if (said === this.said) return
    this.said = said
    this.list.replaceChildren(...found.map(({ words, more }, index) => this.line(words, more, index)))
    const count = `${found.length} thing${found.length === 1 ? "" : "s"} to look at`
    this.summary.textContent = `Checks: ${found.length ? count : "nothing to look at"}`
    this.sign.textContent = count
    this.sign.hidden = !found.length
    this.classList.toggle("is-clear", !found.length)
  }

  line(words, more, index) {
    const item = document.createElement("li")
    const lead = document.createElement("button")
    lead.type = "button"
    lead.className = "link-button"
    lead.textContent = words
    lead.addEventListener("click", () => this.places[index]())
    item.append(lead)
    if (more) item.append(` ${more}`)
    return item
  }

  /* -- The fields of the form -- */

  value(name) {
    const value = this.form.elements[name === "tags" ? "tags" : name]?.value?.trim() ?? ""
    if (name !== "takeaways") return value
    try {
      return JSON.parse(value || "[]").join("\n")
    } catch {
      return value
    }
  }

  toField(name) {
    return () => {
      const field = this.form.elements[name]
      const row = field.closest(".form-row") ?? field.parentElement
      field.closest("details")?.setAttribute("open", "")
      const shown = [field, ...row.querySelectorAll("textarea, input, select, button, a[href]")].find((each) => each.checkVisibility() && each.type !== "hidden")
      shown?.focus()
      shown?.scrollIntoView({ block: "center" })
    }
  }

  toText(from, to) {
    return () => {
      const { editor } = this.text
      editor.chain().focus().setTextSelection({ from, to }).scrollIntoView().run()
      editor.view.domAtPos(from).node.parentElement?.scrollIntoView({ block: "center" })
    }
  }

  /* -- What is looked at -- */

  missing() {
    const begun = this.facts.words > 30 // an article that has just been begun lacks everything
    const missing = EXPECTED.filter(([name]) => this.form.elements[name] && !this.value(name))
    if (this.form.elements.hero && !this.value("hero") && !this.value("video_url")) missing.push(["hero", "picture or film"])
    return begun ? missing.map(([name, words]) => ({ words: `There is no ${words} yet.`, go: this.toField(name) })) : []
  }

  lengths() {
    const found = []
    const headline = [...this.value("title")].length
    if (headline > HEADLINE) {
      const shorter = this.value("seo_title") ? "" : " They can have one of their own: ‘Title for search engines’."
      found.push({
        words: `The headline is long: ${headline} characters.`,
        more: `Up to ${HEADLINE} are taken in at a glance; search engines show about ${SHOWN_BY_SEARCH.title}.${shorter}`,
        go: this.toField("title"),
      })
    }
    for (const [part, limit] of Object.entries(SHOWN_BY_SEARCH)) {
      const length = [...this.value(`seo_${part}`)].length
      if (length > limit) {
        found.push({ words: `The ${part} for search engines is cut after about ${limit} of its ${length} characters.`, go: this.toField(`seo_${part}`) })
      }
    }
    return found
  }

  headings() {
    const found = []
    let before = 1
    for (const { level, words, from, to } of this.facts.headings) {
      if (level > before + 1) {
        const what = before === 1 ? "The first heading" : `The heading after one of level ${before}`
        found.push({ words: `${what}, ‘${cut(words)}’, is of level ${level}.`, more: `Level ${before + 1} comes before; readers who hear a page rely on it.`, go: this.toText(from, to) })
      }
      before = level
    }
    for (const { from } of this.facts.bareTables) {
      found.push({ words: "A table has no headings.", more: "Whoever hears it does not know what its figures are.", go: this.toText(from, from) })
    }
    return found
  }

  links() {
    return this.facts.links.flatMap(({ words, href, from, to }) => {
      const go = this.toText(from, to)
      if (!words.trim()) return [{ words: "A link has no words.", go }]
      if (href !== undefined && /^(#?|https?:\/\/)$/.test(href)) return [{ words: `The link ‘${cut(words)}’ leads nowhere.`, go }]
      if (SAYS_NOTHING.test(words.trim())) return [{ words: `The link ‘${cut(words)}’ does not say where it leads.`, go }]
      return []
    })
  }

  /* Articles and pictures that readers would not find. */
  references() {
    const found = []
    for (const { id, kind, words, from, to } of this.facts.articles) {
      const about = this.text.articles.answers.get(id)
      if (about === undefined || about?.public) continue // not known yet, or there
      const what = kind === "card" ? "A card" : `The link ‘${cut(words)}’`
      found.push({
        words: about ? `${what} leads to an article that readers do not see: ‘${cut(about.text)}’ (${about.state}).` : `${what} leads to an article that is not there.`,
        more: kind === "card" ? "They see nothing in its place." : "They see plain words.",
        go: this.toText(from, to),
      })
    }
    for (const { id, from, to } of this.facts.pictures) {
      if (this.text.lost.has(id)) found.push({ words: "A picture in the text is no longer in the library.", go: this.toText(from, to) })
    }
    return found
  }

  /* Figures that stand around the text and not in it: one of the two may be wrong. */
  numbers() {
    if (!this.facts.words) return []
    return REPEATS.filter(([name]) => this.form.elements[name]).flatMap(([name, called]) => {
      const strange = [...this.facts.numbersOf(this.value(name))].filter(([number]) => !this.facts.numbers.has(number))
      if (!strange.length) return []
      const list = strange.map(([, written]) => written).join(", ")
      return [{ words: `Please check: ${list} in the ${called}, but not in the text.`, go: this.toField(name) }]
    })
  }
}

customElements.define("writing-checks", WritingChecks)
