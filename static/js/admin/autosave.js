/* What somebody writes in an article is saved by itself, a few seconds after the last key; what the server does not have
   yet, the browser keeps. Says so in words, and who else has the article open. */

import { KeptCopy } from "./kept-copy.js"
import { button } from "./buttons.js"
import { post, signInAgain, withToken } from "./same-site.js"

const LOOK = 300 // milliseconds, in which many keys are one change: to read a long form for each would hold up the writer
const AFTER = 3_000 // milliseconds after the last key
const AT_THE_LATEST = 15_000
const AGAIN = 5_000 // after the server did not answer
const PRESENT = 20_000

class ArticleKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form")
    this.base = this.form.elements.base
    this.kept = document.getElementById("kept")
    this.others = document.getElementById("others")
    this.copy = new KeptCopy(this.dataset.user, location.pathname, this.form.elements.window.value)
    // When all fields have taken what they were given: the editor writes some of it in its own way.
    requestAnimationFrame(() => setTimeout(() => this.begin()))
  }

  begin() {
    // A form that was sent back holds what is saved nowhere yet.
    this.saved = "refused" in this.dataset ? null : this.filledIn()
    this.form.addEventListener("input", () => this.writtenOn())
    this.form.addEventListener("change", () => this.writtenOn())
    document.addEventListener("visibilitychange", () => this.looking && this.written())
    window.addEventListener("pagehide", () => this.looking && this.written())
    this.form.addEventListener("submit", () => {
      withToken(this.form)
      this.isLeaving = true
      if (this.filledIn() !== this.saved) this.keepCopy()
    })
    window.addEventListener("pageshow", () => {
      this.isLeaving = false // back from a page that the server did not give
    })
    this.copy.left().forEach((kept) => this.offer(kept))
    if (this.saved === null) this.written()
    this.present()
    setInterval(() => this.present(), PRESENT)
  }

  /* All of the form but for what says where it came from. */
  filledIn() {
    const fields = [...new FormData(this.form)].filter(([name]) => !["csrfmiddlewaretoken", "base", "window"].includes(name))
    return new URLSearchParams(fields).toString()
  }

  keepCopy() {
    this.copy.keep({ fields: this.filledIn(), base: this.base.value })
  }

  /* Something was written, and maybe more is about to be. */
  writtenOn() {
    this.looking ??= setTimeout(() => this.written(), LOOK)
  }

  written() {
    clearTimeout(this.looking)
    this.looking = null
    if (this.isLeaving) return
    if (this.filledIn() === this.saved) return this.copy.forget()
    this.keepCopy()
    if (this.isRefused) return
    this.first ??= Date.now()
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(AFTER, this.first + AT_THE_LATEST - Date.now())))
  }

  async save() {
    if (this.saving || this.isLeaving || this.isRefused) return
    const sending = this.filledIn()
    if (sending === this.saved) return
    this.saving = true
    this.first = null
    const answer = await this.send(sending, this.base.value)
    this.saving = false
    if (this.isLeaving || !answer) return
    if (answer.waits_for) {
      this.say(`Kept in this browser. It is saved as soon as the article has a ${answer.waits_for}.`)
      return
    }
    this.saved = sending
    this.base.value = answer.base
    this.hasAnAddress(answer)
    this.say(`Saved ${answer.saved}`)
    this.tellOfOthers(answer)
    if (this.filledIn() === sending) {
      this.copy.forget()
      this.form.dispatchEvent(new Event("kept"))
    } else this.written()
  }

  /* The server's answer, or nothing where it gave none: then it is tried again. */
  async send(fields, base, window = this.copy.id) {
    const answer = await post(this.dataset.autosave, `${fields}&base=${base}&window=${window}`)
    if (answer.isSignedOut) {
      this.say("Your session has ended. What you wrote is kept in this browser.", true)
      if (await signInAgain(this.dataset.signIn, this.dataset.username)) return this.send(fields, base, window)
    } else if (answer.isAway) {
      this.say("The server does not answer. What you write is kept in this browser and saved as soon as it does.", true)
      this.later()
    } else if (answer.problem) {
      this.say(`${answer.problem} What you wrote is kept in this browser.`, true)
      this.isRefused = true
    } else return answer
    return null
  }

  later() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), AGAIN)
  }

  /* A new article is one from the first time on that it was saved. */
  hasAnAddress(answer) {
    if (this.dataset.autosave === answer.autosave) return
    this.dataset.autosave = answer.autosave
    this.dataset.presence = answer.presence
    history.replaceState(null, "", answer.change)
    this.form.dispatchEvent(new CustomEvent("named", { detail: answer }))
    this.copy.moveTo(answer.change)
  }

  async present() {
    if (!this.dataset.presence || this.saving) return
    const answer = await post(this.dataset.presence, `base=${this.base.value}`)
    if (answer.others) this.tellOfOthers(answer)
  }

  say(words, isUrgent = false) {
    if (this.kept.textContent !== words) this.kept.textContent = words
    this.kept.classList.toggle("urgent", isUrgent)
  }

  tellOfOthers({ others, overtaken }) {
    const lines = overtaken ? [...others, `${overtaken} Saving puts both together.`] : others
    if (lines.join() === this.others.dataset.said) return
    this.others.dataset.said = lines.join()
    this.others.replaceChildren(
      ...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })),
    )
  }

  /* What this browser kept and the server never got. */
  offer(kept) {
    const arrived = this.dataset.arrived.split(" ").includes(kept.id)
    if (!kept.fields || arrived || kept.fields === this.saved) return kept.forget()
    const timeZone = document.body.dataset.adminServerTimezone
    const when = new Date(kept.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short", timeZone })
    const note = document.createElement("div")
    note.className = "kept-offer"
    note.setAttribute("role", "alert")
    const words = document.createElement("p")
    words.textContent = `This browser kept what you wrote here (${when}), and the server never got it.`
    const row = document.createElement("p")
    row.className = "button-row"
    row.append(
      this.choice("Use it", () => this.takeBack(kept, note, (answer) => answer.change)),
      this.choice("Compare", () => this.takeBack(kept, note, (answer) => answer.compare)),
      this.choice("Throw it away", () => {
        kept.forget()
        note.remove()
      }),
    )
    note.append(words, row)
    this.after(note)
  }

  choice(words, press) {
    const made = button(words, words, press)
    made.className = "button"
    return made
  }

  /* The server keeps it as a version like any other, and shows it. */
  async takeBack(kept, note, where) {
    const answer = await this.send(kept.fields, kept.base, kept.id)
    if (!answer) return
    if (answer.waits_for) {
      this.fillIn(kept.fields)
      note.remove()
    } else {
      this.form.dispatchEvent(new Event("kept"))
      location.assign(where(answer))
    }
    kept.forget()
  }

  /* Puts the texts back into a form that cannot be saved yet. */
  fillIn(fields) {
    for (const [name, value] of new URLSearchParams(fields)) {
      const field = this.form.elements[name]
      if (!field?.matches?.("input, textarea, select")) continue
      field.value = value
      field.closest("rich-text")?.editor?.commands.setContent(value)
    }
    this.written()
  }
}

customElements.define("article-keeper", ArticleKeeper)
