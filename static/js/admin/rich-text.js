/* The rich-text editor: a text area with a toolbar and a page to write on, made of Tiptap as django-prose-editor ships it.

   It knows everything that core/richtext.py lets through, so that opening and saving a text loses nothing. The text area
   is what is sent; it is written only when something was changed. */

import {
  Blockquote, Bold, BulletList, Code, CodeBlock, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History,
  HorizontalRule, Italic, ListItem, OrderedList, Paragraph, Strike, Subscript, Superscript, Table, TableCell,
  TableHeader, TableRow, Text, TrailingNode, Underline,
} from "django-prose-editor/editor"

import { button } from "./buttons.js"
import { ask } from "./dialog.js"
import { Attribution, FactBox, Manuscript, PullQuote } from "./rich-text-asides.js"
import { FIGURES, card, film, picture } from "./rich-text-figures.js"
import { AddressLink, ArticleLink, Articles, askForArticle, backTo, editLink, link } from "./rich-text-links.js"
import { insertNote, note } from "./rich-text-notes.js"
import { cleanPaste, plainAddress } from "./rich-text-paste.js"
import { shortcuts, showShortcuts } from "./rich-text-shortcuts.js"
import { stored } from "./rich-text-tidy.js"
import { Toolbar } from "./rich-text-toolbar.js"
import { wordsIn } from "./rich-text-words.js"

const cellClass = {
  class: {
    default: null,
    parseHTML: (cell) => (cell.classList.contains("number") ? "number" : null),
  },
}
const withClass = (Cell) => Cell.extend({ addAttributes() { return { ...this.parent?.(), ...cellClass } } })

function extensions(host) {
  return [
    Manuscript, Text, Paragraph, HardBreak, History, Dropcursor, Gapcursor, TrailingNode,
    Bold, Italic, Underline, Strike, Subscript, Superscript,
    Code.extend({ excludes: "" }),
    CodeBlock.extend({
      content: "inline*",
      marks: "_",
      parseHTML() {
        const inner = (pre) => (pre.childNodes.length === 1 && pre.querySelector(":scope > code")) || pre
        return [{ tag: "pre", preserveWhitespace: "full", contentElement: inner }]
      },
    }),
    Heading.configure({ levels: [2, 3, 4] }),
    BulletList, OrderedList, ListItem, Blockquote, HorizontalRule,
    AddressLink, ArticleLink(host),
    Table.configure({ resizable: false }),
    TableRow.extend({
      addAttributes() {
        return {
          ...this.parent?.(),
          part: {
            default: null,
            parseHTML: (row) => ({ THEAD: "head", TFOOT: "foot" })[row.parentElement?.tagName] ?? null,
            renderHTML: ({ part }) => (part ? { "data-part": part } : {}),
          },
        }
      },
    }),
    withClass(TableHeader), withClass(TableCell),
    picture(host), film(host), card(host), PullQuote, Attribution, FactBox, note(host), shortcuts(host),
  ]
}

class RichText extends HTMLElement {
  connectedCallback() {
    if (this.editor) return
    this.area = this.querySelector("textarea")
    this.articles = new Articles(this.dataset.references, () => this.dispatchEvent(new Event("known")))
    this.lost = new Set() // pictures that are not in the library any more
    const label = document.querySelector(`label[for="${this.area.id}"]`)
    this.paper = document.createElement("div")
    this.paper.className = "rich-text-paper"
    this.foot = document.createElement("p")
    this.foot.className = "rich-text-count"
    this.count = document.createElement("span")
    this.foot.append(this.count)
    this.said = document.createElement("p")
    this.said.className = "rich-text-said"
    this.said.setAttribute("role", "status")
    this.makeLookup()
    this.editor = new Editor({
      element: this.paper,
      extensions: extensions(this),
      content: this.area.value,
      injectCSS: false, // static/css/admin/editor-text.css has it; the site's content security policy allows no other
      editorProps: {
        transformPastedHTML: (html) => this.pasted(html),
        handlePaste: (_, event) => this.pastesAddress(event),
        attributes: {
          role: "textbox",
          "aria-multiline": "true",
          "aria-label": label?.textContent.replace(/:$/, "") || "Text",
          ...(this.area.getAttribute("aria-describedby") && { "aria-describedby": this.area.getAttribute("aria-describedby") }),
        },
      },
      onUpdate: ({ editor }) => {
        this.area.value = stored(editor.state.doc)
        this.area.dispatchEvent(new Event("input", { bubbles: true }))
        this.countWords()
      },
    })
    this.toolbar = new Toolbar(this)
    this.area.hidden = true
    this.append(this.toolbar.element, this.paper, this.said, this.foot)
    label?.addEventListener("click", () => this.editor.commands.focus())
    this.others = (this.area.dataset.countedWith ?? "").split(" ").map((id) => document.getElementById(id)).filter(Boolean)
    for (const other of this.others) other.addEventListener("input", () => this.countWords())
    this.countWords()
  }

  disconnectedCallback() {
    this.editor?.destroy()
  }

  /* As many words, and minutes, as the article's page will say (articles/reading_time.py). */
  countWords() {
    const beside = this.others.map((other) => other.value.split(/\s+/).filter(Boolean).length)
    const words = beside.reduce((sum, each) => sum + each, wordsIn(this.editor.state.doc))
    const speed = Number(this.area.dataset.wordsPerMinute)
    const minutes = Math.max(1, Math.round(words / speed))
    const time = speed ? ` · ${minutes} minute${minutes === 1 ? "" : "s"} to read` : ""
    const count = `${words.toLocaleString("en")} word${words === 1 ? "" : "s"}${time}`
    if (this.count.textContent !== count) this.count.textContent = count
  }

  /* Something that one should know about what has just been done, with what one might do about it. */
  say(words, offer = "", act = () => {}) {
    this.said.replaceChildren(words)
    if (!offer) return
    const made = button(offer, offer, () => {
      this.said.replaceChildren()
      act()
    })
    made.className = "link-button"
    this.said.append(" ", made)
  }

  /* -- Pasting -- */

  pasted(html) {
    const clean = cleanPaste(html)
    const { pictures } = clean
    if (pictures) {
      const which = pictures === 1 ? "A picture was" : `${pictures} pictures were`
      this.say(`${which} left out of what you pasted: pictures come from the library, where their rights are known.`)
    } else this.say("")
    return clean.html
  }

  /* An address alone becomes what it leads to: on an empty line a film, a post or an article, on words a link. */
  pastesAddress(event) {
    const { editor } = this
    const { selection } = editor.state
    const address = plainAddress(event.clipboardData.getData("text/plain").trim())
    if (!/^https?:\/\/[^\s<>"]+$/.test(address) || selection.$from.parent.type.spec.code) return false
    if (!selection.empty) {
      if (!selection.$from.sameParent(selection.$to)) return false
      link(this, editor, address)
      return true
    }
    const isAlone = selection.$from.parent.type.name === "paragraph" && !selection.$from.parent.content.size
    const text = { type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] }
    editor.chain().insertContent(text).unsetMark("link").run()
    if (isAlone) this.resolve(address)
    return true
  }

  async resolve(address) {
    const { results: [article], embed } = await this.articles.at(address)
    if (!article && !embed) return
    const at = this.lineOf(address)
    if (!at) return // meanwhile it was written on
    const { editor } = this
    if (article) {
      const mark = { type: "articleLink", attrs: { article: String(article.id) } }
      editor.commands.insertContentAt({ from: at.from + 1, to: at.to - 1 }, { type: "text", text: article.text, marks: [mark] })
      this.say("This leads to the article wherever it moves.", "Show its card instead", () => {
        const line = this.lineOf(article.text)
        if (line) this.putInPlace(line, { type: "card", attrs: { article: String(article.id) } })
      })
    } else {
      this.putInPlace(at, { type: "film", attrs: { address } })
      this.say(`Shown from ${embed} when a reader asks for it, or as a quotation with its source where it is a post.`)
    }
  }

  /* Puts a block in place of a line, and goes on below it. */
  putInPlace(line, content) {
    const { editor } = this
    const block = editor.schema.nodeFromJSON(content)
    const after = line.from + block.nodeSize
    editor.view.dispatch(editor.state.tr.replaceWith(line.from, line.to, block))
    const chain = editor.chain().focus()
    if (editor.state.doc.nodeAt(after)?.type.name !== "paragraph") chain.insertContentAt(after, { type: "paragraph" })
    chain.setTextSelection(after + 1).run()
  }

  /* The paragraph that says this and nothing else. */
  lineOf(words) {
    let found = null
    this.editor.state.doc.descendants((node, position) => {
      if (node.type.name === "paragraph" && node.textContent === words) found = { from: position, to: position + node.nodeSize }
      return !node.isTextblock
    })
    return found
  }

  /* -- Pictures, films, articles -- */

  /* Django's pop-up windows put the id of what was chosen into a field and announce it through its jQuery. */
  makeLookup() {
    this.lookup = document.createElement("a")
    this.lookup.id = `lookup_${this.area.id}_picture`
    this.lookup.href = this.dataset.library
    const field = document.createElement("input")
    field.type = "hidden"
    field.id = `${this.area.id}_picture`
    this.append(field)
    window.django.jQuery(field).on("change", () => {
      const chosen = field.value
      field.value = ""
      if (chosen) this.chosen?.(chosen)
    })
  }

  /* Opens the library of pictures; `then(id)` is called with the one that is chosen. */
  choosePicture(then) {
    this.chosen = then
    window.showRelatedObjectLookupPopup(this.lookup)
  }

  async about(id) {
    const response = await fetch(this.dataset.about.replace("/0/", `/${id}/`))
    if (response.ok) return response.json()
    this.lost.add(id)
    this.dispatchEvent(new Event("known"))
    return null
  }

  insertPicture() {
    this.choosePicture((image) => this.insertBlock({ type: "picture", attrs: { image } }))
  }

  async insertFilm() {
    const address = await this.askForFilm("")
    if (address) this.insertBlock({ type: "film", attrs: { address } })
  }

  async askForFilm(before) {
    const address = await ask({
      title: "A film or a post",
      label: "Address of a film on YouTube or Vimeo, or of a post",
      value: before,
      check: (given) => (/^https:\/\/[^\s/]+\.[^\s/]+\//.test(given) ? "" : "The address begins with https://"),
    })
    backTo(this.editor)
    return address
  }

  async insertCard() {
    const article = await this.askForArticle()
    if (article) this.insertBlock({ type: "card", attrs: { article: String(article.id) } })
  }

  async askForArticle() {
    const article = await askForArticle(this)
    backTo(this.editor)
    return article
  }

  /* Puts a picture, a film or a card where the cursor is, never into the caption of another, and goes on in its caption. */
  insertBlock(content) {
    const { editor } = this
    const { $from } = editor.state.selection
    const chain = editor.chain().focus()
    if (FIGURES.has($from.parent.type.name)) chain.insertContentAt($from.after(), content).run()
    else chain.insertContent(content).run()
    let caption = null
    editor.state.doc.descendants((node, position) => {
      if (node.type.name === content.type && position <= editor.state.selection.from) caption = position + 1
    })
    if (caption !== null) editor.chain().setTextSelection(caption).focus().run()
  }

  editLink(editor = this.editor) {
    return editLink(this, editor)
  }

  insertNote() {
    return insertNote(this)
  }

  showShortcuts() {
    return showShortcuts().then(() => backTo(this.editor))
  }
}

customElements.define("rich-text", RichText)
