/* What the server does not have yet of a form, kept in the browser: for one person, and one address. */
export class KeptCopy {
  constructor(user, path) {
    this.user = user
    this.moveTo(path)
  }

  moveTo(path) {
    const before = this.read()
    this.forget()
    this.key = `newsroom:${this.user}:${path}`
    if (before) this.write(before)
  }

  keep(fields, base, also = {}) {
    this.write({ fields, base, at: new Date().toISOString(), ...also })
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key))
    } catch {
      return null
    }
  }

  forget() {
    localStorage.removeItem(this.key)
  }

  /* A browser that is full or keeps nothing does not stop anybody from writing. */
  write(copy) {
    try {
      localStorage.setItem(this.key, JSON.stringify(copy))
    } catch (problem) {
      console.warn("This browser keeps no copy of what is written:", problem)
    }
  }
}
