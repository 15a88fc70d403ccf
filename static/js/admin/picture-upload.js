/* Many pictures at once: each is a line with its own words and goes up by a request of its own, one after the other. What
   is refused stays as a line that says why; nothing that was typed is lost. Without this, the page has room for four. */

import { signInAgain, token } from "./same-site.js"

const SIZES = ["bytes", "kB", "MB"]

function inWords(bytes) {
  const power = Math.min(SIZES.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  return `${(bytes / 1000 ** power).toFixed(power === 2 ? 1 : 0)} ${SIZES[power]}`
}

/* One picture, from being chosen to being in the library. */
class Line {
  constructor(file, element, leftOut) {
    this.file = file
    this.element = element
    this.alt = element.querySelector('[name="alt"]')
    this.caption = element.querySelector('[name="caption"]')
    this.progress = element.querySelector("progress")
    this.progress.setAttribute("aria-label", file.name)
    this.problem = element.querySelector("[data-problem]")
    this.link = element.querySelector("[data-link]")
    this.remove = element.querySelector("[data-remove]")
    this.remove.setAttribute("aria-label", `Leave out ${file.name}`)
    this.remove.addEventListener("click", leftOut)
    element.querySelector("[data-name]").textContent = file.name
    element.querySelector("[data-size]").textContent = inWords(file.size)
    this.say("Waiting")
  }

  async draw() {
    const canvas = this.element.querySelector("canvas")
    try {
      const picture = await createImageBitmap(this.file)
      const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height)
      canvas.width = Math.max(1, picture.width * scale)
      canvas.height = Math.max(1, picture.height * scale)
      const context = canvas.getContext("2d")
      context.imageSmoothingQuality = "high"
      context.drawImage(picture, 0, 0, canvas.width, canvas.height)
      picture.close()
    } catch {
      // No picture for this browser; the server says whether it is one for us.
    }
  }

  say(words, kind = "") {
    const state = this.element.querySelector("[data-state]")
    state.textContent = words
    state.className = `state ${kind}`
  }

  refuse(words, field = null) {
    this.say("Not in the library", "withdrawn")
    this.problem.textContent = words
    this.problem.hidden = !words
    if (field === this.alt) this.alt.setAttribute("aria-invalid", "true")
    else this.alt.removeAttribute("aria-invalid")
  }

  leadTo(address, words) {
    const link = this.link.querySelector("a")
    link.href = address
    link.textContent = words
    this.link.hidden = false
  }

  done(address) {
    this.isDone = true
    this.refuse("")
    this.say("In the library", "published")
    this.leadTo(address, "Open it")
    this.remove.hidden = this.progress.hidden = true
    this.element.querySelector("[data-size]").textContent = this.alt.value
    for (const field of this.element.querySelectorAll(".form-row")) field.hidden = true
  }
}

class PictureUpload extends HTMLElement {
  connectedCallback() {
    this.lines = []
    this.form = this.querySelector("form")
    this.many = this.querySelector("[data-many]")
    this.all = this.querySelector("[data-all]")
    this.stop = this.querySelector("[data-stop]")
    this.button = this.querySelector("[data-send]")
    this.many.hidden = false
    this.querySelector("[data-plain]").remove()
    this.files = this.querySelector("#upload-files")
    this.files.addEventListener("change", () => {
      this.add(this.files.files)
      this.files.value = ""
    })
    const drop = this.querySelector("[data-drop]")
    for (const kind of ["dragenter", "dragover"]) {
      drop.addEventListener(kind, (event) => {
        event.preventDefault()
        drop.classList.add("is-over")
      })
    }
    for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("is-over"))
    drop.addEventListener("drop", (event) => {
      event.preventDefault()
      this.add(event.dataTransfer.files)
    })
    this.form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.send()
    })
    this.stop.addEventListener("click", () => {
      this.isStopped = true
      this.request?.abort()
    })
    window.addEventListener("beforeunload", (event) => {
      if (this.waiting().length) event.preventDefault()
    })
    this.count()
  }

  waiting() {
    return this.lines.filter((line) => !line.isDone)
  }

  async add(files) {
    const added = [...files].map((file) => {
      const element = this.querySelector("template[data-line]").content.firstElementChild.cloneNode(true)
      const line = new Line(file, element, () => this.leaveOut(line))
      this.lines.push(line)
      this.querySelector("[data-lines]").append(element)
      return line
    })
    this.count()
    added[0]?.alt.focus()
    for (const line of added) await line.draw() // one after the other: each is unpacked for it
  }

  leaveOut(line) {
    const next = line.element.nextElementSibling ?? line.element.previousElementSibling
    this.lines = this.lines.filter((each) => each !== line)
    line.element.remove()
    ;(next?.querySelector('.form-row:not([hidden]) [name="alt"]') ?? this.files).focus()
    this.count()
  }

  say(words) {
    this.querySelector("[data-said]").textContent = words
  }

  /* What there is to do, on the button. */
  count() {
    const left = this.waiting().length
    this.button.disabled = !left || this.isBusy
    this.button.textContent = left === 1 ? "Upload one picture" : left ? `Upload ${left} pictures` : "Upload"
    if (!this.lines.length) this.say("Nothing is chosen yet.")
    else if (!this.isBusy && left) this.say(left === 1 ? "One picture is chosen." : `${left} pictures are chosen.`)
  }

  async send() {
    const lines = this.waiting()
    if (this.isBusy || !lines.length) return
    for (const line of lines) line.link.hidden = true
    const ready = lines.filter((line) => line.alt.value.trim())
    for (const line of lines) {
      if (ready.includes(line)) line.refuse("")
      else line.refuse("Say what it shows, for readers who cannot see it.", line.alt)
    }
    for (const line of ready) line.say("Waiting")
    this.begin()
    const total = ready.reduce((sum, line) => sum + line.file.size, 0)
    let sent = 0
    for (const line of ready) {
      if (this.isStopped) break
      await this.upload(line, (bytes) => {
        this.all.value = ((sent + bytes) / total) * 100
        this.say(`${ready.indexOf(line) + 1} of ${ready.length}: ${line.file.name}`)
      })
      sent += line.file.size
      this.all.value = (sent / total) * 100
    }
    this.end(ready, lines)
  }

  begin() {
    this.isBusy = true
    this.isStopped = false
    this.all.value = 0
    this.all.hidden = this.stop.hidden = false
    this.stop.focus()
    this.button.hidden = true
    for (const line of this.lines) line.remove.disabled = true
    this.count()
  }

  end(ready, lines) {
    this.isBusy = false
    this.button.hidden = false
    for (const line of this.lines) line.remove.disabled = false
    this.count()
    const done = ready.filter((line) => line.isDone).length
    const left = lines.length - done
    const refused = lines.find((line) => !line.problem.hidden)
    this.say(`${done} in the library${left ? `, ${left} not yet` : ""}.${this.isStopped ? " Stopped." : ""}`)
    if (refused) (refused.alt.hasAttribute("aria-invalid") ? refused.alt : refused.remove).focus()
    else (left ? this.button : this.files).focus()
    this.all.hidden = this.stop.hidden = true
  }

  async upload(line, moved) {
    line.progress.hidden = false
    const answer = await this.ask(line, moved)
    line.progress.hidden = true
    if (answer.change) return line.done(answer.change)
    if (answer.isSignedOut) {
      if (await signInAgain(this.dataset.signIn, this.dataset.username)) return this.upload(line, moved)
      this.isStopped = true
      return line.say("Not sent")
    }
    if (answer.isStopped) return line.say("Not sent")
    if (answer.isAway) return line.refuse("The server does not answer. Press ‘Upload’ to try again.")
    const { file, alt, ...others } = answer.errors
    line.refuse(Object.values(answer.errors).join(" "), alt && line.alt)
    if (Object.keys(others).length) this.isStopped = true // something that is said of all of them
    if (answer.known) line.leadTo(answer.known, "See the one that is there")
  }

  /* Sends one picture with what is said of all; answers as the server does, or with what went wrong. */
  ask(line, moved) {
    const fields = new FormData(this.form)
    fields.set("form-TOTAL_FORMS", 1)
    fields.set("form-0-file", line.file)
    fields.set("form-0-alt", line.alt.value)
    fields.set("form-0-caption", line.caption.value)
    if (token()) fields.set("csrfmiddlewaretoken", token())
    const request = new XMLHttpRequest()
    this.request = request
    request.upload.addEventListener("progress", (event) => {
      const percent = event.lengthComputable ? (event.loaded / event.total) * 100 : 0
      line.progress.value = percent
      line.say(percent < 100 ? `${Math.floor(percent)}%` : "Being looked at")
      moved((percent / 100) * line.file.size)
    })
    return new Promise((resolve) => {
      request.addEventListener("abort", () => resolve({ isStopped: true }))
      request.addEventListener("error", () => resolve({ isAway: true }))
      request.addEventListener("load", () => {
        try {
          resolve(JSON.parse(request.responseText))
        } catch {
          // The page for signing in, or the one that says that the token is an old one.
          resolve(request.status === 200 || request.status === 403 ? { isSignedOut: true } : { isAway: true })
        }
      })
      request.open("POST", location.pathname)
      request.setRequestHeader("Accept", "application/json")
      request.send(fields)
    })
  }
}

customElements.define("picture-upload", PictureUpload)
