/* The editor's text as it is stored: cells and list items without a paragraph around a single line, tables in their parts. */

import { getHTMLFromFragment, pm } from "django-prose-editor/editor"

const written = new WeakMap()

/* The HTML of a document of the editor. Blocks that did not change since they were last written are not written again, so
   that a key in a long text costs no more than in a short one. */
export function stored(document) {
  const blocks = []
  document.forEach((block) => {
    if (!written.has(block)) {
      written.set(block, tidy(getHTMLFromFragment(pm.model.Fragment.from(block), document.type.schema)))
    }
    blocks.push(written.get(block))
  })
  return blocks.join("")
}

function tidy(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html")
  for (const item of body.querySelectorAll("li, td, th")) unwrapLine(item)
  for (const table of body.querySelectorAll("table")) partTable(table)
  for (const cell of body.querySelectorAll("td, th")) {
    for (const span of ["colspan", "rowspan"]) if (cell.getAttribute(span) === "1") cell.removeAttribute(span)
  }
  for (const empty of body.querySelectorAll("figcaption:empty, footer:empty, body > p:empty")) empty.remove()
  return body.innerHTML
}

function unwrapLine(item) {
  const [first, ...rest] = item.children
  if (!first?.matches("p")) return
  const alone = item.matches("li") ? rest.every((each) => each.matches("ul, ol")) : !rest.length
  if (alone) first.replaceWith(...first.childNodes)
}

function partTable(table) {
  const rows = [...table.rows]
  const said = (row, part) => row.dataset.part === part
  const isHead = (row) => said(row, "head") || [...row.cells].every((cell) => cell.matches("th"))
  let head = 0
  while (head < rows.length && isHead(rows[head])) head++
  if (head === rows.length && !rows.some((row) => said(row, "head"))) head = 0 // headings of nothing
  let foot = rows.length
  while (foot > head && said(rows[foot - 1], "foot")) foot--
  const parts = [["thead", rows.slice(0, head)], ["tbody", rows.slice(head, foot)], ["tfoot", rows.slice(foot)]]
  table.replaceChildren(
    ...parts.filter(([, theirs]) => theirs.length).map(([tag, theirs]) => {
      const part = table.ownerDocument.createElement(tag)
      part.append(...theirs)
      return part
    }),
  )
  for (const row of rows) row.removeAttribute("data-part")
}
