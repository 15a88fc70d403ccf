/* What the server does not have yet of a form, kept in the browser: for one person, one address, and one open page. */
export class KeptCopy {
  constructor(user, path, id) {
    this.user = user
    this.id = id
    this.moveTo(path)
  }

  moveTo(path) {
    const before = this.key && read(this.key)
    this.forget()
    this.place = `newsroom:${this.user}:${path}:`
    this.key = this.place + this.id
    if (before) this.keep(before)
  }

  keep(copy) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ at: new Date().toISOString(), ...copy }))
    } catch (problem) {
      // A browser that is full or keeps nothing does not stop anybody from writing.
      console.warn("This browser keeps no copy of what is written:", problem)
    }
  }

  forget() {
    localStorage.removeItem(this.key)
  }

  /* What was left at this address by pages that are not open any more, or by another that is, the newest first. */
  left() {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(this.place) && key !== this.key)
      .map((key) => ({ ...read(key), id: key.slice(this.place.length), forget: () => localStorage.removeItem(key) }))
      .sort((one, other) => (one.at < other.at ? 1 : -1))
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key))
  } catch {
    return null
  }
}
