/* Notes: words that readers find under the text, where their number leads. In the editor a note is its number, which
   static/css/admin/editor-text.css counts; pressing it opens a small editor for its words. */

import {
  Bold, Document, Editor, History, Italic, Node, Paragraph, Subscript, Text, Underline,
} from "django-prose-editor/editor"

import { windowOf } from "./dialog.js"
import { AddressLink, ArticleLink, backTo } from "./rich-text-links.js"

export const note = (host) =>
  Node.create({
    name: "note",
    group: "inline",
    inline: true,
    atom: true,
    content: "text*",
    marks: "bold italic underline strike code subscript link articleLink",
    parseHTML: () => [{ tag: "sup.note", priority: 60 }],
    renderHTML: () => ["sup", { class: "note" }, 0],
    renderText: () => "",

    addKeyboardShortcuts() {
      return {
        Enter: ({ editor }) => {
          const { node, from } = editor.state.selection
          if (node?.type.name !== "note") return false
          edit(host, from)
          return true
        },
      }
    },

    addNodeView() {
      return ({ node, getPos }) => {
        const dom = document.createElement("sup")
        dom.className = "note"
        const sign = document.createElement("button")
        sign.type = "button"
        sign.tabIndex = -1
        sign.className = "note-sign"
        sign.addEventListener("click", () => edit(host, getPos()))
        dom.append(sign)
        const name = (current) => {
          sign.title = current.textContent || "A note without words"
          sign.setAttribute("aria-label", `Note: ${sign.title}`)
          dom.classList.toggle("is-empty", !current.textContent)
        }
        name(node)
        return {
          dom,
          update(current) {
            if (current.type.name !== "note") return false
            name(current)
            return true
          },
          stopEvent: (event) => event.type === "click" || event.type === "mousedown",
          ignoreMutation: () => true,
        }
      }
    },
  })

/* Opens the note at the place. What is typed goes into the text at once, so that it is kept as all of it is. */
export async function edit(host, position) {
  const { editor } = host
  const before = editor.state.doc.nodeAt(position)
  const dialog = windowOf("Note under the text", "note-window")
  const paper = document.createElement("div")
  const words = new Editor({
    element: paper,
    extensions: [Document.extend({ content: "paragraph" }), Paragraph, Text, History, Bold, Italic, Underline, Subscript, AddressLink, ArticleLink(host)],
    content: { type: "doc", content: [{ type: "paragraph", content: before.toJSON().content ?? [] }] },
    injectCSS: false,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "false", "aria-label": "Words of the note" },
      handleKeyDown: (_, event) => {
        const isDone = event.key === "Enter" || event.key === "Escape"
        if (isDone) {
          event.preventDefault()
          dialog.end()
        }
        if ((event.ctrlKey || event.metaKey) && event.key === "k") {
          event.preventDefault()
          host.editLink(words)
          return true
        }
        return isDone
      },
    },
    onUpdate: () => {
      const note = editor.state.doc.nodeAt(position)
      const inside = editor.schema.nodeFromJSON({ ...note.toJSON(), content: words.getJSON().content[0].content ?? [] })
      editor.view.dispatch(editor.state.tr.replaceWith(position, position + note.nodeSize, inside))
    },
  })
  const help = document.createElement("p")
  help.className = "ask-note"
  help.textContent = "A source, or what would hold up the reader. Bold, italics and links by their keys."
  dialog.append(paper, help)
  dialog.addButton("Done", () => dialog.end(), "primary")
  dialog.addButton("Link", () => host.editLink(words))
  let isRemoved = false
  dialog.addButton("Remove the note", () => {
    isRemoved = true
    dialog.end()
  })
  queueMicrotask(() => words.commands.focus("end"))
  await dialog.ended()
  words.destroy()
  backTo(editor)
  const note = editor.state.doc.nodeAt(position)
  const chain = editor.chain().focus()
  if (isRemoved || !note.textContent.trim()) chain.deleteRange({ from: position, to: position + note.nodeSize }).run()
  else chain.setTextSelection(position + note.nodeSize).run()
}

/* Puts a note behind what is selected. */
export function insertNote(host) {
  const { editor } = host
  const { $to, to } = editor.state.selection
  if (!$to.parent.inlineContent || !$to.parent.type.contentMatch.matchType(editor.schema.nodes.note)) return
  editor.view.dispatch(editor.state.tr.insert(to, editor.schema.nodes.note.create()))
  return edit(host, to)
}
