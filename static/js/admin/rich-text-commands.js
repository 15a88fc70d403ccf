/* What can be done to a text: every button of the toolbar and every shortcut, in one list. */

const run = (act) => (host) => act(host.editor.chain().focus()).run()
const within = (editor) => editor.isActive("table")

/* Sign and name of a button, its keys, what it does, and the node or mark (`type`, `attrs`) in which it is pressed. A group
   with a last member that is a function is shown only where that is true. */
export const GROUPS = [
  ["Blocks", [
    { sign: "¶", label: "Paragraph", keys: "Mod-Alt-0", act: run((chain) => chain.setParagraph()), type: "paragraph" },
    ...[[2, "Heading"], [3, "Smaller heading"], [4, "Smallest heading"]].map(([level, label]) => ({
      sign: `H${level}`,
      label,
      keys: `Mod-Alt-${level}`,
      act: run((chain) => chain.toggleHeading({ level })),
      type: "heading",
      attrs: { level },
    })),
  ]],
  ["Words", [
    { sign: "B", label: "Bold", keys: "Mod-b", act: run((chain) => chain.toggleBold()), type: "bold" },
    { sign: "I", label: "Italic", keys: "Mod-i", act: run((chain) => chain.toggleItalic()), type: "italic" },
    { sign: "U", label: "Underline", keys: "Mod-u", act: run((chain) => chain.toggleUnderline()), type: "underline" },
    { sign: "S", label: "Strike through", keys: "Mod-Shift-s", act: run((chain) => chain.toggleStrike()), type: "strike" },
    { sign: "x₂", label: "Subscript", keys: "Mod-,", act: run((chain) => chain.toggleSubscript()), type: "subscript" },
    { sign: "x²", label: "Superscript", keys: "Mod-.", act: run((chain) => chain.toggleSuperscript()), type: "superscript" },
    { sign: "‹›", label: "Code", keys: "Mod-e", act: run((chain) => chain.toggleCode()), type: "code" },
    { sign: "Link", label: "Link", keys: "Mod-k", act: (host) => host.editLink(), type: ["link", "articleLink"] },
    { sign: "Note", label: "Note under the text", keys: "Alt-Shift-n", act: (host) => host.insertNote() },
  ]],
  ["Lists and quotes", [
    { sign: "•", label: "List", keys: "Mod-Shift-8", act: run((chain) => chain.toggleBulletList()), type: "bulletList" },
    { sign: "1.", label: "Numbered list", keys: "Mod-Shift-7", act: run((chain) => chain.toggleOrderedList()), type: "orderedList" },
    { sign: "“”", label: "Quotation", keys: "Mod-Shift-b", act: run((chain) => chain.toggleBlockquote()), type: "blockquote" },
    { sign: "Pull", label: "Pull quote", keys: "Alt-Shift-q", act: run((chain) => chain.togglePullQuote()), type: "pullQuote" },
    { sign: "Box", label: "Fact box", keys: "Alt-Shift-b", act: run((chain) => chain.toggleFactBox()), type: "factBox" },
    { sign: "{ }", label: "Block of code", keys: "Mod-Alt-c", act: run((chain) => chain.toggleCodeBlock()), type: "codeBlock" },
  ]],
  ["Insert", [
    { sign: "Picture", label: "Insert a picture", keys: "Alt-Shift-p", act: (host) => host.insertPicture() },
    { sign: "Film", label: "Insert a film or a post", keys: "Alt-Shift-v", act: (host) => host.insertFilm() },
    { sign: "Article", label: "Insert the card of an article", keys: "Alt-Shift-a", act: (host) => host.insertCard() },
    {
      sign: "Table",
      label: "Insert a table",
      keys: "Alt-Shift-t",
      act: run((chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true })),
    },
    { sign: "―", label: "Insert a line", act: run((chain) => chain.setHorizontalRule()) },
  ]],
  ["Table", [
    { sign: "Row +", label: "Add a row below", act: run((chain) => chain.addRowAfter()) },
    { sign: "Row −", label: "Delete this row", act: run((chain) => chain.deleteRow()) },
    { sign: "Column +", label: "Add a column to the right", act: run((chain) => chain.addColumnAfter()) },
    { sign: "Column −", label: "Delete this column", act: run((chain) => chain.deleteColumn()) },
    { sign: "Heading row", label: "Heading row on or off", act: run((chain) => chain.toggleHeaderRow()) },
    { sign: "Heading column", label: "Heading column on or off", act: run((chain) => chain.toggleHeaderColumn()) },
    { sign: "Merge", label: "Merge the selected cells", act: run((chain) => chain.mergeCells()) },
    { sign: "Split", label: "Split this cell", act: run((chain) => chain.splitCell()) },
    { sign: "Delete table", label: "Delete this table", act: run((chain) => chain.deleteTable()) },
  ], within],
  ["History", [
    { sign: "↶", label: "Undo", keys: "Mod-z", act: run((chain) => chain.undo()) },
    { sign: "↷", label: "Redo", keys: "Mod-Shift-z", act: run((chain) => chain.redo()) },
    { sign: "?", label: "Keyboard shortcuts", keys: "Mod-/", act: (host) => host.showShortcuts() },
  ]],
]
