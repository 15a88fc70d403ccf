/* Links: to an address, or to an article, which is found by its words and followed wherever it moves. */

import { Link, Mark } from "django-prose-editor/editor"

import { ask } from "./dialog.js"
import { read } from "./same-site.js"
import { suggest } from "./suggestions.js"

/* A link to an address; its own keys would open a dialogue that knows no articles. */
export const AddressLink = Link.extend({ addKeyboardShortcuts: () => ({}) }).configure({
  enableTarget: false,
  openOnClick: false,
  protocols: ["mailto", "tel"],
  defaultProtocol: "https",
})

export const ArticleLink = (host) =>
  Mark.create({
    name: "articleLink",
    inclusive: false,
    excludes: "link articleLink",
    addAttributes: () => ({
      article: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-article"),
        renderHTML: ({ article }) => ({ "data-article": article }),
      },
    }),
    parseHTML: () => [{ tag: "a[data-article]", priority: 60 }],
    renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
    addMarkView() {
      return ({ mark }) => {
        const dom = document.createElement("a")
        dom.dataset.article = mark.attrs.article
        host.articles.about(mark.attrs.article).then((about) => {
          dom.title = about ? `${about.text} (${about.note})` : "This article is not there, or not yours to see."
          dom.classList.toggle("is-missing", !about)
          dom.classList.toggle("is-not-public", Boolean(about && !about.public))
        })
        return { dom, contentDOM: dom }
      }
    },
  })

/* What the server says of articles; of those that a text names, all at once. */
export class Articles {
  /* `told` is called when something new is known of them. */
  constructor(address, told) {
    this.address = address
    this.told = told
    this.known = new Map()
    this.answers = new Map()
    this.waiting = new Map()
  }

  about(id) {
    if (this.known.has(id)) return this.known.get(id)
    if (!this.waiting.size) setTimeout(() => this.askForWaiting())
    const answer = new Promise((resolve) => this.waiting.set(id, resolve))
    this.known.set(id, answer)
    return answer
  }

  async askForWaiting() {
    const waiting = this.waiting
    this.waiting = new Map()
    const ids = [...waiting.keys()]
    for (let first = 0; first < ids.length; first += 100) {
      const some = ids.slice(first, first + 100)
      const { results, isAway } = await this.ask(some.map((id) => ["id", id]))
      for (const id of some) {
        const about = results.find((each) => String(each.id) === String(id)) ?? null
        if (isAway) this.known.delete(id)
        else this.answers.set(id, about)
        waiting.get(id)(about)
      }
    }
    this.told()
  }

  async find(term) {
    return term.trim() ? (await this.ask([["term", term]])).results : []
  }

  at(address) {
    return this.ask([["address", address]])
  }

  async ask(query) {
    const answer = await read(`${this.address}?${new URLSearchParams(query)}`)
    return answer ?? { results: [], embed: "", isAway: true } // then it is an address like any other
  }
}

const IS_ADDRESS = /^(https?:\/\/|mailto:|tel:|\/|#)\S+$/i

/* After a dialogue the text has the focus again, but the browser may have left the cursor elsewhere. */
export function backTo(editor) {
  document.getSelection().collapse(editor.view.dom, 0)
  editor.view.focus()
}

/* Changes the link at the cursor, or makes one of what is selected, in the text or in a note of it. */
export async function editLink(host, editor = host.editor) {
  const before = editor.getAttributes("link").href ?? ""
  const article = editor.getAttributes("articleLink").article
  const about = article && (await host.articles.about(article))
  const answer = await ask({
    title: "A link",
    label: "Address, or words of an article’s headline",
    value: before || about?.text || "",
    message: about ? `Leads to an article: ${about.note}.` : "",
    remove: before || article ? "Remove the link" : "",
    check: (given) => (IS_ADDRESS.test(given) ? "" : "Choose one of the articles found, or type an address: https://, / or mailto:"),
    prepare: (input, end) => {
      input.select()
      suggest(input, { ask: (term) => (IS_ADDRESS.test(term) ? [] : host.articles.find(term)), choose: end })
    },
  })
  backTo(editor)
  if (answer === null) return
  const chain = () => editor.chain().focus().extendMarkRange(article ? "articleLink" : "link")
  if (answer === "") return chain().unsetMark("articleLink").unsetMark("link").run()
  link(host, editor, answer, chain)
}

/* Links what is selected, or else words of its own, to an address or an article. */
export function link(host, editor, to, chain = () => editor.chain().focus()) {
  const isArticle = typeof to === "object"
  const mark = isArticle
    ? { type: "articleLink", attrs: { article: String(to.id) } }
    : { type: "link", attrs: { href: to } }
  const isNew = editor.state.selection.empty && !editor.isActive("link") && !editor.isActive("articleLink")
  if (isNew) chain().insertContent({ type: "text", text: isArticle ? to.text : to, marks: [mark] }).unsetMark(mark.type).run()
  else chain().unsetMark("link").unsetMark("articleLink").setMark(mark.type, mark.attrs).run()
  if (!isArticle) follow(host, editor, to)
}

/* Where the address is that of an article of ours, links to it follow the article from now on. */
async function follow(host, editor, address) {
  const { results: [article] } = await host.articles.at(address)
  if (!article || editor.isDestroyed) return
  const { tr, schema, doc } = editor.state
  doc.descendants((node, position) => {
    const mark = node.marks.find(({ type, attrs }) => type.name === "link" && attrs.href === address)
    if (!mark) return
    const end = position + node.nodeSize
    tr.removeMark(position, end, mark).addMark(position, end, schema.marks.articleLink.create({ article: String(article.id) }))
  })
  editor.view.dispatch(tr)
}

/* Lets somebody find an article; null where they do not. */
export async function askForArticle(host) {
  let found = null
  const answer = await ask({
    title: "An article",
    label: "Words of its headline, or its address",
    check: (given) => (IS_ADDRESS.test(given) ? "" : "Choose one of the articles found."),
    prepare: (input, end) => {
      suggest(input, {
        ask: (term) => (IS_ADDRESS.test(term) ? [] : host.articles.find(term)),
        choose: (item) => {
          found = item
          end(item)
        },
      })
    },
  })
  if (found || !answer) return found
  return (await host.articles.at(answer)).results[0] ?? null
}
