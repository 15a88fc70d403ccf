/* What stands beside the text: pull quotes, with who said it, and fact boxes. Neither is in anything else. */

import { Document, Node, pm } from "django-prose-editor/editor"

const { TextSelection } = pm.state

export const Manuscript = Document.extend({ content: "(block | aside)+" })

const ASIDES = ["pullQuote", "factBox"]

/* The aside around the selection, and where it begins. */
function asideAround({ $from }) {
  const node = $from.depth && $from.node(1)
  return node && ASIDES.includes(node.type.name) ? { node, from: $from.before(1), to: $from.after(1) } : null
}

/* The outermost blocks that are selected: where they begin, and where they end. */
const outermost = ({ $from, $to, from, to }) => [$from.depth ? $from.before(1) : from, $to.depth ? $to.after(1) : to]

/* Makes an ordinary part of the text of it again. */
function unwrap({ tr, state, dispatch }) {
  const { node, from, to } = asideAround(state.selection)
  if (!dispatch) return true
  const { paragraph } = state.schema.nodes
  const blocks = []
  node.forEach((block) => {
    if (block.type.name !== "attribution") blocks.push(block)
    else if (block.content.size) blocks.push(paragraph.create(null, block.content))
  })
  const at = tr.selection.from - 1
  tr.replaceWith(from, to, blocks)
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at, tr.doc.content.size))))
  return true
}

/* Puts it in place of the outermost blocks from one place to another, and the cursor at its beginning. */
function put(tr, from, to, node) {
  tr.replaceWith(from, to, node)
  tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1))).scrollIntoView()
  return true
}

const afterAside = (type) => ({ editor }) => {
  const { $from } = editor.state.selection
  if ($from.parent.type.name !== type) return false
  const after = $from.after(1)
  return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run()
}

export const Attribution = Node.create({
  name: "attribution",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "footer", context: "pullQuote/" }],
  renderHTML: () => ["footer", 0],
  addKeyboardShortcuts: () => ({ Enter: afterAside("attribution") }),
})

/* A sentence of the text that is shown large. What is selected is repeated in one; else one is begun after this paragraph. */
export const PullQuote = Node.create({
  name: "pullQuote",
  group: "aside",
  content: "paragraph+ attribution",
  defining: true,
  parseHTML: () => [{ tag: "aside.pull-quote" }],
  renderHTML: () => ["aside", { class: "pull-quote" }, 0],
  addCommands: () => ({
    togglePullQuote: () => (props) => {
      const { state, tr, dispatch } = props
      if (asideAround(state.selection)) return unwrap(props)
      if (!dispatch) return true
      const { $from, from, to } = state.selection
      const [begin, end] = outermost(state.selection)
      const { pullQuote, paragraph, attribution } = state.schema.nodes
      const words = state.doc.textBetween(from, to, " ").trim()
      const quote = pullQuote.create(null, [
        paragraph.create(null, words ? state.schema.text(words) : null), attribution.create(),
      ])
      const isBare = !words && $from.depth === 1 && !$from.parent.content.size
      return put(tr, isBare ? begin : end, end, quote)
    },
  }),
})

/* A box with what one needs to know. The blocks that are selected are put into one; on an empty line one is begun. */
export const FactBox = Node.create({
  name: "factBox",
  group: "aside",
  content: "block+",
  defining: true,
  parseHTML: () => [{ tag: "aside.fact-box" }],
  renderHTML: () => ["aside", { class: "fact-box" }, 0],
  addCommands: () => ({
    toggleFactBox: () => (props) => {
      const { state, tr, dispatch } = props
      if (asideAround(state.selection)) return unwrap(props)
      const { factBox, heading, paragraph } = state.schema.nodes
      const [from, to] = outermost(state.selection)
      const slice = state.doc.slice(from, to).content
      const blocks = slice.textBetween(0, slice.size).trim() || slice.childCount > 1
        ? slice
        : [heading.create({ level: 3 }), paragraph.create()]
      const box = factBox.create(null, blocks)
      if (!factBox.validContent(box.content)) return false
      return dispatch ? put(tr, from, to, box) : true
    },
  }),
})
