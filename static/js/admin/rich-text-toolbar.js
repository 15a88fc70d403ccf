import { button } from "./buttons.js"

const run = (act) => (host) => act(host.editor.chain().focus()).run()
const within = (editor) => editor.isActive("table")

/* Sign, name, what it does, and when it is on. A group whose last member is a function is shown only where that is true. */
const GROUPS = [
  ["Blocks", [
    ["¶", "Paragraph", run((chain) => chain.setParagraph()), "paragraph"],
    ["H2", "Heading", run((chain) => chain.toggleHeading({ level: 2 })), "heading", { level: 2 }],
    ["H3", "Smaller heading", run((chain) => chain.toggleHeading({ level: 3 })), "heading", { level: 3 }],
    ["H4", "Smallest heading", run((chain) => chain.toggleHeading({ level: 4 })), "heading", { level: 4 }],
  ]],
  ["Words", [
    ["B", "Bold", run((chain) => chain.toggleBold()), "bold"],
    ["I", "Italic", run((chain) => chain.toggleItalic()), "italic"],
    ["U", "Underline", run((chain) => chain.toggleUnderline()), "underline"],
    ["S", "Strike through", run((chain) => chain.toggleStrike()), "strike"],
    ["x₂", "Subscript", run((chain) => chain.toggleSubscript()), "subscript"],
    ["x²", "Superscript", run((chain) => chain.toggleSuperscript()), "superscript"],
    ["‹›", "Code", run((chain) => chain.toggleCode()), "code"],
    ["Link", "Link", (host) => host.editLink(), "link"],
  ]],
  ["Lists and quotes", [
    ["•", "List", run((chain) => chain.toggleBulletList()), "bulletList"],
    ["1.", "Numbered list", run((chain) => chain.toggleOrderedList()), "orderedList"],
    ["“”", "Quotation", run((chain) => chain.toggleBlockquote()), "blockquote"],
    ["{ }", "Block of code", run((chain) => chain.toggleCodeBlock()), "codeBlock"],
  ]],
  ["Insert", [
    ["Picture", "Insert a picture", (host) => host.insertPicture()],
    ["Film", "Insert a film", (host) => host.insertFilm()],
    ["Table", "Insert a table", run((chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }))],
    ["―", "Insert a line", run((chain) => chain.setHorizontalRule())],
  ]],
  ["Table", [
    ["Row +", "Add a row below", run((chain) => chain.addRowAfter())],
    ["Row −", "Delete this row", run((chain) => chain.deleteRow())],
    ["Column +", "Add a column to the right", run((chain) => chain.addColumnAfter())],
    ["Column −", "Delete this column", run((chain) => chain.deleteColumn())],
    ["Heading", "Heading row on or off", run((chain) => chain.toggleHeaderRow())],
    ["Merge", "Merge the selected cells", run((chain) => chain.mergeCells())],
    ["Split", "Split this cell", run((chain) => chain.splitCell())],
    ["Delete table", "Delete this table", run((chain) => chain.deleteTable())],
  ], within],
  ["History", [
    ["↶", "Undo", run((chain) => chain.undo())],
    ["↷", "Redo", run((chain) => chain.redo())],
  ]],
]

/* One stop for the tab key; arrow keys lead from button to button. */
export class Toolbar {
  constructor(host) {
    this.host = host
    this.element = document.createElement("div")
    this.element.className = "rich-text-toolbar"
    this.element.setAttribute("role", "toolbar")
    this.element.setAttribute("aria-label", "Formatting")
    this.buttons = []
    this.groups = GROUPS.map(([name, members, when]) => this.group(name, members, when))
    this.element.append(...this.groups.map(({ element }) => element))
    this.element.addEventListener("keydown", (event) => this.walk(event))
    this.stop(this.buttons[0].element)
    host.editor.on("transaction", () => this.refresh())
    this.refresh()
  }

  group(name, members, when) {
    const element = document.createElement("div")
    element.className = "rich-text-group"
    element.setAttribute("role", "group")
    element.setAttribute("aria-label", name)
    for (const [sign, label, act, type, attrs] of members) {
      const made = button(sign, label, () => act(this.host))
      made.addEventListener("pointerdown", (event) => event.preventDefault()) // keeps the selection in the text
      made.addEventListener("focus", () => this.stop(made))
      if (type) made.dataset.type = type
      this.buttons.push({ element: made, type, attrs })
      element.append(made)
    }
    return { element, when }
  }

  stop(chosen) {
    for (const { element } of this.buttons) element.tabIndex = element === chosen ? 0 : -1
  }

  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const shown = this.buttons.map(({ element }) => element).filter((element) => !element.closest("[hidden]"))
    const at = shown.indexOf(document.activeElement)
    shown[(at + step + shown.length) % shown.length].focus()
  }

  refresh() {
    const { editor } = this.host
    for (const { element, type, attrs } of this.buttons) {
      if (type) element.setAttribute("aria-pressed", String(editor.isActive(type, attrs)))
    }
    for (const { element, when } of this.groups) if (when) element.hidden = !when(editor)
  }
}
