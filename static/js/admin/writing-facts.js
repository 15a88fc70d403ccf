/* What a text has in it that can be checked: its headings, links, references and figures, each with its place. */

import { textOf } from "./rich-text-words.js"

const NUMBER = /\d+(?:[.,’'\u00a0\u2009\u202f]\d+)*/g
const GROUPED = /^\d{1,3}(?:[,’'\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?$/
const IN_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ")
const WORD = new RegExp(`\\b(${IN_WORDS.join("|")})\\b`, "gi")

const known = new WeakMap()

export const cut = (words, length = 40) => (words.length > length ? `${words.slice(0, length).trimEnd()}…` : words)

/* The figures of a text, each as it counts and as it is written: 1,200 is 1200, and seven is 7. */
export function numbersOf(text) {
  const found = new Map()
  for (const [written] of text.matchAll(NUMBER)) {
    const plain = GROUPED.test(written) ? written.replace(/[,’'\u00a0\u2009\u202f]/g, "") : written
    found.set(plain, written)
  }
  for (const [written] of text.matchAll(WORD)) {
    const plain = String(IN_WORDS.indexOf(written.toLowerCase()))
    // Only what is written in figures is worth a question; in the text, both count.
    if (!found.has(plain)) found.set(plain, "")
  }
  return found
}

/* Everything of a document of the editor; blocks that did not change are not read again. */
export function factsOf(document) {
  const all = { words: 0, numbers: new Set(), headings: [], bareTables: [], links: [], articles: [], pictures: [] }
  document.forEach((block, at) => {
    if (!known.has(block)) known.set(block, read(block))
    const facts = known.get(block)
    all.words += facts.words
    facts.numbers.forEach((number) => all.numbers.add(number))
    for (const name of ["headings", "bareTables", "links", "articles", "pictures"]) {
      for (const each of facts[name]) all[name].push({ ...each, from: at + each.from, to: at + each.to })
    }
  })
  all.numbersOf = (text) => new Map([...numbersOf(text)].filter(([, written]) => written))
  return all
}

/* The facts of one outermost block, with places counted from where it begins. */
function read(block) {
  const { text, notes } = textOf(block)
  const all = [text, ...notes].join(" ")
  const facts = {
    words: all.split(/\s+/).filter(Boolean).length,
    numbers: [...numbersOf(all).keys()],
    headings: [], bareTables: [], links: [], articles: [], pictures: [],
  }
  const see = (node, at) => {
    const place = { from: at + 1, to: at + node.nodeSize - 1 }
    const { name } = node.type
    if (name === "heading" && block === node) facts.headings.push({ level: node.attrs.level, words: node.textContent, ...place })
    if (name === "table" && !hasHeadings(node)) facts.bareTables.push({ from: at + 4, to: at + 4 })
    if (name === "picture") facts.pictures.push({ id: node.attrs.image, ...place })
    if (name === "card") facts.articles.push({ id: node.attrs.article, kind: "card", words: "", ...place })
    if (node.isTextblock || name === "note") linksIn(node, at + 1, facts)
    node.forEach((child, offset) => see(child, at + 1 + offset))
  }
  see(block, 0)
  return facts
}

function hasHeadings(table) {
  let has = false
  table.descendants((node) => {
    if (node.type.name === "tableHeader") has = true
  })
  return has
}

/* Links go over several pieces of text where some of it is bold. */
function linksIn(node, begin, facts) {
  let last = null
  node.forEach((piece, offset) => {
    const mark = piece.marks.find(({ type }) => type.name === "link" || type.name === "articleLink")
    if (mark && last?.mark.eq(mark) && last.to === begin + offset) {
      last.words += piece.text ?? ""
      last.to += piece.nodeSize
    } else if (mark) {
      last = { mark, words: piece.text ?? "", from: begin + offset, to: begin + offset + piece.nodeSize }
      facts.links.push(last)
    } else last = null
  })
  for (const link of facts.links) {
    if (!link.mark) continue
    const { attrs } = link.mark
    if (attrs.article) facts.articles.push({ id: attrs.article, kind: "link", words: link.words, from: link.from, to: link.to })
    link.href = attrs.href
    delete link.mark
  }
}
