/* The rich-text editor: a text area with a toolbar and a page to write on, made of Tiptap as django-prose-editor ships it.

   It knows everything that core/richtext.py lets through, so that opening and saving a text loses nothing. The text area
   is what is sent; it is written only when something was changed. */

import {
  Blockquote, Bold, BulletList, Code, CodeBlock, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History,
  HorizontalRule, Italic, Link, ListItem, OrderedList, Paragraph, Strike, Subscript, Superscript, Table, TableCell,
  TableHeader, TableRow, Text, TrailingNode, Underline,
} from "django-prose-editor/editor"

import { ask } from "./dialog.js"
import { FIGURES, film, picture } from "./rich-text-figures.js"
import { tidy } from "./rich-text-tidy.js"
import { Toolbar } from "./rich-text-toolbar.js"

const cellClass = {
  class: {
    default: null,
    parseHTML: (cell) => (cell.classList.contains("number") ? "number" : null),
  },
}
const withClass = (Cell) => Cell.extend({ addAttributes() { return { ...this.parent?.(), ...cellClass } } })

function extensions(host) {
  return [
    Document, Text, Paragraph, HardBreak, History, Dropcursor, Gapcursor, TrailingNode,
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
    Link.configure({ enableTarget: false, protocols: ["mailto", "tel"], defaultProtocol: "https" }),
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
    picture(host), film(host),
  ]
}

/* Styles and handlers of the page that words come from go before anything parses them, since even that offends the site's
   security policy. What may be in a text is decided by the editor's schema and by core/richtext.py, not here. */
function inert(html) {
  return html
    .replace(/<style\b[\s\S]*?<\/style>/gi, "")
    .replace(/<[^>]*>/g, (tag) => tag.replace(/\s(?:style|on\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, ""))
}

class RichText extends HTMLElement {
  connectedCallback() {
    if (this.editor) return
    this.area = this.querySelector("textarea")
    const label = document.querySelector(`label[for="${this.area.id}"]`)
    this.paper = document.createElement("div")
    this.paper.className = "rich-text-paper"
    this.count = document.createElement("p")
    this.count.className = "rich-text-count"
    this.makeLookup()
    this.editor = new Editor({
      element: this.paper,
      extensions: extensions(this),
      content: this.area.value,
      injectCSS: false, // static/css/admin/editor.css has it; the site's content security policy allows no other
      editorProps: {
        transformPastedHTML: inert,
        attributes: {
          role: "textbox",
          "aria-multiline": "true",
          "aria-label": label?.textContent.replace(/:$/, "") || "Text",
          ...(this.area.getAttribute("aria-describedby") && { "aria-describedby": this.area.getAttribute("aria-describedby") }),
        },
      },
      onUpdate: ({ editor }) => {
        this.area.value = tidy(editor.getHTML())
        this.area.dispatchEvent(new Event("input", { bubbles: true }))
        this.countWords()
      },
    })
    this.toolbar = new Toolbar(this)
    this.area.hidden = true
    this.append(this.toolbar.element, this.paper, this.count)
    label?.addEventListener("click", () => this.editor.commands.focus())
    this.countWords()
  }

  disconnectedCallback() {
    this.editor?.destroy()
  }

  countWords() {
    const words = this.editor.getText({ blockSeparator: " " }).split(/\s+/).filter(Boolean).length
    this.count.textContent = `${words} word${words === 1 ? "" : "s"}`
  }

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
    return response.ok ? response.json() : null
  }

  insertPicture() {
    this.choosePicture((image) => this.insertBlock({ type: "picture", attrs: { image } }))
  }

  async insertFilm() {
    const address = await this.askForFilm("")
    if (address) this.insertBlock({ type: "film", attrs: { address } })
  }

  askForFilm(before) {
    return ask({
      title: "A film",
      label: "Address of its page on YouTube or Vimeo",
      value: before,
      check: (address) => (/^https:\/\/[^\s/]+\.[^\s/]+\//.test(address) ? "" : "The address begins with https://"),
    })
  }

  /* Puts a picture or a film where the cursor is, never into the caption of another, and goes on in its caption. */
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

  async editLink() {
    const { editor } = this
    const before = editor.getAttributes("link").href ?? ""
    if (!before && editor.state.selection.empty) {
      return ask({ title: "A link", message: "Select the words first that are to become the link." })
    }
    const href = await ask({
      title: "A link",
      label: "Address",
      value: before,
      remove: before ? "Remove the link" : "",
      check: (address) =>
        /^(https?:\/\/|mailto:|tel:|\/|#)\S+$/i.test(address) ? "" : "An address begins with https://, / or mailto:",
    })
    const chain = editor.chain().focus().extendMarkRange("link")
    if (href === "") chain.unsetLink().run()
    else if (href) chain.setLink({ href }).run()
    return href
  }
}

customElements.define("rich-text", RichText)
