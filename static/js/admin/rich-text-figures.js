/* Pictures, films, posts and the cards of articles in a text: references, shown in the editor as what they lead to, each
   with a caption of its own. */

import { Node } from "django-prose-editor/editor"

import { button } from "./buttons.js"
import { urlOf } from "./rich-text-paste.js"

const BLOCKS = "p, div, h2, h3, h4, li, blockquote, pre"

/* The caption's words, in one line each where it holds blocks. */
function captionOf(figure) {
  const caption = figure.querySelector("figcaption")?.cloneNode(true) ?? document.createElement("figcaption")
  for (const block of [...caption.querySelectorAll(BLOCKS)]) {
    if (block.nextSibling) block.after(document.createElement("br"))
    block.replaceWith(...block.childNodes)
  }
  return caption
}

export const FIGURES = new Set(["picture", "film", "card"])

function figure({ name, called = name, attribute, data, caption = "Caption", show, change }) {
  return Node.create({
    name,
    group: "block",
    content: "inline*",
    draggable: true,
    isolating: true,

    addAttributes() {
      return {
        [attribute]: {
          default: null,
          parseHTML: (element) => element.getAttribute(data),
          renderHTML: (attrs) => ({ [data]: attrs[attribute] }),
        },
      }
    },
    parseHTML: () => [{ tag: `figure[${data}]`, contentElement: captionOf }],
    renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, ["figcaption", 0]],

    addKeyboardShortcuts() {
      return {
        // Enter ends the caption; a figure is not to be split in two.
        Enter: ({ editor }) => {
          const { $from } = editor.state.selection
          if ($from.parent.type.name !== name) return false
          const after = $from.after()
          return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run()
        },
      }
    },

    addNodeView() {
      return ({ node, editor, getPos }) => {
        let value = node.attrs[attribute]
        const dom = document.createElement("figure")
        dom.setAttribute(data, value)
        const shown = document.createElement("div")
        shown.className = "figure-shown"
        shown.contentEditable = "false"
        const contentDOM = document.createElement("figcaption")
        const tools = document.createElement("div")
        tools.className = "figure-tools"
        tools.contentEditable = "false"
        tools.append(
          button("Change", `Change this ${called}`, () =>
            change(value, (next) => {
              editor.view.dispatch(editor.state.tr.setNodeAttribute(getPos(), attribute, next))
            }),
          ),
          button("Remove", `Remove this ${called}`, () => {
            const from = getPos()
            editor.chain().focus().deleteRange({ from, to: from + editor.state.doc.nodeAt(from).nodeSize }).run()
          }),
        )
        dom.append(shown, contentDOM, tools)
        const mark = (current) => contentDOM.classList.toggle("is-empty", !current.content.size)
        contentDOM.dataset.placeholder = caption
        show(value, shown, contentDOM)
        mark(node)
        return {
          dom,
          contentDOM,
          update(current) {
            if (current.type.name !== name) return false
            if (current.attrs[attribute] !== value) {
              value = current.attrs[attribute]
              dom.setAttribute(data, value)
              show(value, shown, contentDOM)
            }
            mark(current)
            return true
          },
          stopEvent: (event) => tools.contains(event.target),
          // Only what is typed into the caption concerns the editor; the rest this view changes by itself.
          ignoreMutation: ({ type, target }) => type === "attributes" || (type !== "selection" && !contentDOM.contains(target)),
        }
      }
    },
  })
}

function warning(words) {
  const said = document.createElement("p")
  said.className = "picture-warning"
  said.textContent = words
  return said
}

export const picture = (host) =>
  figure({
    name: "picture",
    attribute: "image",
    data: "data-image",
    async show(id, shown, caption) {
      const about = await host.about(id)
      const image = document.createElement("img")
      shown.classList.toggle("is-missing", !about)
      if (about) Object.assign(image, { src: about.src, alt: about.alt })
      else shown.textContent = "This picture is no longer in the library; readers see nothing here."
      if (about) shown.replaceChildren(image)
      if (about?.warning) shown.append(warning(about.warning))
      if (about?.caption) caption.dataset.placeholder = `Caption, if not: ${about.caption}`
    },
    change: (_, done) => host.choosePicture(done),
  })

export const film = (host) =>
  figure({
    name: "film",
    called: "film or post",
    attribute: "address",
    data: "data-embed",
    caption: "Caption of a film, or the words of a post",
    show(address, shown) {
      const site = document.createElement("strong")
      site.textContent = urlOf(address)?.hostname.replace(/^www\./, "") ?? ""
      shown.classList.add("figure-named")
      shown.replaceChildren(site, ` ${address}`)
    },
    change: async (address, done) => {
      const next = await host.askForFilm(address)
      if (next) done(next)
    },
  })

export const card = (host) =>
  figure({
    name: "card",
    attribute: "article",
    data: "data-article",
    caption: "Words over it, if not: Read also",
    async show(id, shown) {
      shown.classList.add("figure-named")
      const about = await host.articles.about(id)
      shown.classList.toggle("is-missing", !about)
      shown.classList.toggle("is-not-public", Boolean(about && !about.public))
      if (!about) return shown.replaceChildren("This article is not there, or not yours to see.")
      const title = document.createElement("strong")
      title.textContent = about.text
      const hidden = about.public ? "" : " Readers see nothing here until it is published."
      shown.replaceChildren(title, ` ${about.note}.${hidden}`)
    },
    change: async (_, done) => {
      const next = await host.askForArticle()
      if (next) done(String(next.id))
    },
  })
