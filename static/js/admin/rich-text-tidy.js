/* The editor's HTML as it is stored: cells and list items without a paragraph around a single line, tables in their parts. */

export function tidy(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html")
  for (const item of body.querySelectorAll("li, td, th")) unwrapLine(item)
  for (const table of body.querySelectorAll("table")) partTable(table)
  for (const cell of body.querySelectorAll("td, th")) {
    for (const span of ["colspan", "rowspan"]) if (cell.getAttribute(span) === "1") cell.removeAttribute(span)
  }
  for (const caption of body.querySelectorAll("figcaption:empty")) caption.remove()
  while (body.lastElementChild?.matches("p:empty")) body.lastElementChild.remove()
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
