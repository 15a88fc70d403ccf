/* How many words a text has, by the same rule as core/richtext.py's `plain_text` split at spaces: blocks part words, and notes
   are counted as if they stood at the end. */

const counted = new WeakMap()

/* The words of a document of the editor. Blocks that did not change are not counted again. */
export function wordsIn(document) {
  let words = 0
  document.forEach((block) => {
    if (!counted.has(block)) counted.set(block, count(block))
    words += counted.get(block)
  })
  return words
}

function count(block) {
  const { text, notes } = textOf(block)
  return [text, ...notes].join(" ").split(/\s+/).filter(Boolean).length
}

/* The words of a block and, apart from them, of its notes. */
export function textOf(block) {
  let text = ""
  const notes = []
  const read = (node) => {
    if (node.type.name === "note") notes.push(node.textContent)
    else if (node.isText) text += node.text
    else if (node.type.name === "hardBreak") text += " "
    else {
      if (node.isBlock) text += " "
      node.forEach(read)
      if (node.isBlock) text += " "
    }
  }
  read(block)
  return { text, notes }
}
