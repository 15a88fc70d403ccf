/* What is pasted from elsewhere, made clean: Word, Google Docs, LibreOffice, Excel and web pages say by styles and classes
   what headings, lists and notes are. What may be in a text at all is decided by the editor's schema and by
   core/richtext.py, not here. */

const GONE = "script, style, link, meta, title, template, noscript, iframe, object, embed, svg, math, canvas, video, audio,"
  + " form, button, input, select, textarea, nav, [hidden], [aria-hidden=true]"
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, table, tr, td, th, blockquote, pre, div, section, article, figure, hr"
const MARKS_OF_CAMPAIGNS = /^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|_hs\w+|igshid|ref_src)$/

/* Answers with the clean HTML, and with how many pictures stayed outside. */
export function cleanPaste(html) {
  if (html.includes("data-pm-slice")) return { html: inert(html), pictures: 0 } // from an editor like this one
  const { body } = new DOMParser().parseFromString(inert(html), "text/html")
  for (const element of body.querySelectorAll("*")) if (styleOf(element).display === "none") element.remove()
  notes(body)
  const pictures = withoutPictures(body)
  for (const element of body.querySelectorAll(GONE)) element.remove()
  for (const element of body.querySelectorAll("[data-style*='mso-list:Ignore' i], [data-style*='mso-list: Ignore' i]")) {
    element.closest("p, h1, h2, h3, h4, h5, h6")?.setAttribute("data-marker", element.textContent.trim())
    element.remove()
  }
  marks(body)
  lists(body)
  headings(body)
  tables(body)
  links(body)
  spaces(body)
  for (const element of body.querySelectorAll("*")) bare(element)
  return { html: body.innerHTML, pictures }
}

/* Styles and handlers are not parsed, since even that offends the site's security policy; what they say is kept. */
function inert(html) {
  return html
    .replace(/<(style|script)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<[^>]*>/g, (tag) =>
      tag
        .replace(/\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "")
        .replace(/\s(?:srcset|src|background|poster)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, " data-src=$1")
        .replace(/\sstyle\s*=/gi, " data-style="),
    )
}

function styleOf(element) {
  const said = element.getAttribute("data-style") ?? ""
  return Object.fromEntries(
    said.split(";").map((each) => each.split(":")).filter((pair) => pair.length > 1)
      .map(([name, ...value]) => [name.trim().toLowerCase(), value.join(":").trim().toLowerCase()]),
  )
}

function make(tag, ...content) {
  const made = document.implementation.createHTMLDocument("").createElement(tag)
  made.append(...content)
  return made
}

const unwrap = (element) => element.replaceWith(...element.childNodes)

/* A number that leads to its note, and from there back, becomes the note itself: Word, Google Docs and many pages. */
function notes(body) {
  const named = (name) => name && body.querySelector(`[id="${CSS.escape(name)}"], [name="${CSS.escape(name)}"]`)
  for (const reference of [...body.querySelectorAll("a[href*='#']")]) {
    if (!/^\[?[\divxlc*†]{1,5}\]?$/i.test(reference.textContent.trim())) continue
    const target = named(decodeURIComponent(reference.getAttribute("href").split("#")[1]))
    if (!target || reference.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING) continue
    const words = target.matches("a, span, sup") ? target.closest("p, li, div") : target
    if (!words || words.contains(reference)) continue
    for (const back of words.querySelectorAll("a[href*='#']")) {
      if (back.closest("sup") && words.contains(back.closest("sup"))) back.closest("sup").remove()
      else back.remove()
    }
    const note = make("sup", ...[...words.childNodes].flatMap((each) => (each.matches?.("p, div") ? [" ", ...each.childNodes] : [each])))
    note.className = "note"
    note.querySelectorAll("sup").forEach(unwrap)
    if (!note.textContent.trim()) continue
    trim(note)
    const place = reference.closest("sup") ?? reference
    place.replaceWith(note)
    words.remove()
  }
  for (const rest of body.querySelectorAll("[data-style*='mso-element:footnote-list'], [data-style*='mso-element:endnote-list']")) {
    if (!rest.textContent.trim()) rest.remove()
  }
}

/* No space at the beginning and the end, be it one that does not break. */
function trim(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) texts.push(walker.currentNode)
  if (!texts.length) return
  texts[0].data = texts[0].data.trimStart()
  texts.at(-1).data = texts.at(-1).data.trimEnd()
}

/* Pictures come from the library alone. Those that nobody sees, put there to watch, are not worth a word. */
function withoutPictures(body) {
  let count = 0
  for (const picture of body.querySelectorAll("img, picture")) {
    const [width, height] = ["width", "height"].map((side) => Number(picture.getAttribute(side) ?? 99))
    if (picture.closest("picture") !== picture.parentElement && width > 2 && height > 2) count++
    const figure = picture.closest("figure")
    if (figure && !figure.querySelector("table, pre")) figure.remove()
    else picture.remove()
  }
  return count
}

/* Bold and italics that are said by styles, and those that are only said and not meant. */
function marks(body) {
  for (const element of [...body.querySelectorAll("b, strong, i, em, u, font, span, ins")]) {
    const style = styleOf(element)
    const isNormal = /^(normal|[1-5]00)$/.test(style["font-weight"] ?? "")
    if (element.matches("b, strong") && isNormal) unwrap(element)
    else if (element.matches("i, em") && style["font-style"] === "normal") unwrap(element)
    else if (element.matches("u") && element.closest("a")) unwrap(element)
    else if (element.matches("span, font, ins")) {
      const decoration = style["text-decoration"] ?? style["text-decoration-line"] ?? ""
      const wanted = [
        /^(bold|bolder|[6-9]00)$/.test(style["font-weight"] ?? "") && !element.closest("h1, h2, h3, h4, h5, h6, th") && "strong",
        /^(italic|oblique)/.test(style["font-style"] ?? "") && "em",
        /underline/.test(decoration) && !element.closest("a") && !element.querySelector("a") && "u",
        /line-through/.test(decoration) && "s",
        style["vertical-align"] === "super" && "sup",
        style["vertical-align"] === "sub" && "sub",
      ].filter(Boolean)
      const inside = wanted.reduce((content, tag) => [make(tag, ...content)], [...element.childNodes])
      element.replaceWith(...inside)
    }
  }
  for (const bold of body.querySelectorAll(":is(h1, h2, h3, h4, h5, h6, th) :is(b, strong)")) unwrap(bold)
}

/* Word's paragraphs that look like items become lists; lists that stand beside their item, as in Google Docs, go into it. */
function lists(body) {
  let open = [] // a list for every level
  for (const line of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const level = Number((line.getAttribute("data-style") ?? "").match(/mso-list:\s*l\d+\s+level(\d)/i)?.[1] ?? 0)
    const isItem = level || (/^MsoListParagraph/.test(line.className) && line.dataset.marker !== undefined)
    if (!isItem || line.matches("h1, h2, h3, h4, h5, h6")) {
      open = []
      continue
    }
    if (open.length && open[0].nextElementSibling !== line) open = []
    const depth = Math.max(1, Math.min(level || 1, open.length + 1))
    const ordered = /^[(]?(\d+|[a-z]|[ivxlc]+)[.)]/i.test(line.dataset.marker ?? "")
    open = open.slice(0, depth)
    if (!open[depth - 1]) {
      const list = make(ordered ? "ol" : "ul")
      if (depth === 1) line.before(list)
      else open[depth - 2].lastElementChild.append(list)
      open.push(list)
    }
    open[depth - 1].append(make("li", ...line.childNodes))
    line.remove()
  }
  for (const nested of [...body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")]) {
    if (nested.previousElementSibling?.matches("li")) nested.previousElementSibling.append(nested)
  }
  for (const stray of body.querySelectorAll("li")) {
    if (!stray.parentElement.matches("ul, ol")) stray.replaceWith(make("p", ...stray.childNodes))
  }
}

/* The largest headings of what is pasted are as large as the text's own; and a title is a heading. */
function headings(body) {
  for (const line of [...body.querySelectorAll("p[class*=Title], p[class*=Heading], p[class*=heading]")]) {
    const level = line.className.match(/heading\D?(\d)/i)?.[1]
    if (/^MsoTitle/.test(line.className)) line.replaceWith(make("h1", ...line.childNodes))
    else if (level) line.replaceWith(make(`h${Math.min(level, 6)}`, ...line.childNodes))
  }
  const found = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  const shift = found.some((each) => each.matches("h1")) ? 1 : 0
  for (const each of found) {
    const level = Math.min(4, Number(each.tagName[1]) + shift)
    each.replaceWith(make(`h${level}`, ...each.childNodes))
  }
}

/* A table of one cell only lays out; words over a table are a paragraph; a first row that is all bold is its head. */
function tables(body) {
  for (const table of [...body.querySelectorAll("table")]) {
    table.querySelectorAll("colgroup, col").forEach((each) => each.remove())
    const caption = table.querySelector("caption")
    if (caption) table.before(make("p", ...caption.childNodes))
    caption?.remove()
    const cells = table.querySelectorAll("td, th")
    if (cells.length === 1) table.replaceWith(...cells[0].childNodes)
    else if (table.rows.length > 1 && [...table.rows[0].cells].every(isBold)) {
      for (const cell of [...table.rows[0].cells]) cell.replaceWith(headingOf(cell))
    }
  }
}

function isBold(cell) {
  const words = cell.textContent.trim()
  const bold = [...cell.querySelectorAll("b, strong")].map((each) => each.textContent).join("").trim()
  return words && (cell.matches("th") || bold === words || /^(bold|[6-9]00)$/.test(styleOf(cell)["font-weight"] ?? ""))
}

function headingOf(cell) {
  const heading = make("th", ...cell.childNodes)
  for (const span of ["colspan", "rowspan"]) if (cell.hasAttribute(span)) heading.setAttribute(span, cell.getAttribute(span))
  heading.querySelectorAll("b, strong").forEach(unwrap)
  return heading
}

/* The parts of an address, or null where it is none. */
export function urlOf(address) {
  try {
    return new URL(address)
  } catch {
    return null
  }
}

/* Where a link really leads: without the pages that count who follows it, and without marks of campaigns. */
export function plainAddress(address) {
  const url = urlOf(address)
  if (!url || !/^https?:$/.test(url.protocol)) return address
  const wrapped = [
    [/(^|\.)google\.[a-z.]+$/, "/url", ["q", "url"]],
    [/(^|\.)facebook\.com$/, "/l.php", ["u"]],
    [/\.safelinks\.protection\.outlook\.com$/, "/", ["url"]],
    [/(^|\.)linkedin\.com$/, "/redir/redirect", ["url"]],
  ].find(([host, path]) => host.test(url.hostname) && url.pathname.startsWith(path))
  const inside = wrapped?.[2].map((key) => url.searchParams.get(key)).find((value) => /^https?:\/\//.test(value ?? ""))
  if (inside) return plainAddress(inside)
  const marks = [...url.searchParams.keys()].filter((key) => MARKS_OF_CAMPAIGNS.test(key))
  if (!marks.length) return address
  for (const key of marks) url.searchParams.delete(key)
  return url.href
}

function links(body) {
  for (const link of [...body.querySelectorAll("a")]) {
    const address = link.getAttribute("href") ?? ""
    if (!/^(https?:\/\/|mailto:|tel:|\/)/i.test(address) || !link.textContent.trim()) unwrap(link)
    else link.setAttribute("href", plainAddress(address))
  }
}

/* No line that is empty, no break between paragraphs, no spaces that only hold a place. */
function spaces(body) {
  for (const line of body.querySelectorAll("br")) {
    const around = [line.previousElementSibling, line.nextElementSibling]
    const isBetween = around.some((each) => each?.matches(BLOCKS)) && !line.closest("p, li, td, th, h2, h3, h4")
    if (isBetween || !line.parentElement.textContent.trim()) line.remove()
  }
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode
    text.data = text.data.replace(/[\u200b\ufeff\u00ad]/g, "").replace(/\s*\u00a0\s+|\s+\u00a0\s*|\u00a0{2,}/g, " ")
  }
  body.querySelectorAll("p, h2, h3, h4, li, td, th").forEach(trim)
  for (const block of [...body.querySelectorAll("p, h2, h3, h4, li, div, blockquote")].reverse()) {
    if (!block.textContent.trim() && !block.querySelector("table, hr, figure")) block.remove()
  }
}

function bare(element) {
  const kept = ["href", "colspan", "rowspan", "start", ...(element.matches("sup.note") ? ["class"] : [])]
  for (const { name } of [...element.attributes]) if (!kept.includes(name)) element.removeAttribute(name)
}
