/* Dragging in the calendar: an article that is let go over a day is sent there by its own form, which anybody can also
   fill in by hand. */
class ArticleCalendar extends HTMLElement {
  connectedCallback() {
    for (const each of this.querySelectorAll("[data-movable]")) each.draggable = true
    this.addEventListener("dragstart", (event) => this.begin(event))
    this.addEventListener("dragover", (event) => this.over(event))
    this.addEventListener("dragleave", (event) => this.mark(this.day(event.relatedTarget)))
    this.addEventListener("drop", (event) => this.drop(event))
    this.addEventListener("dragend", () => this.end())
  }

  begin(event) {
    this.dragged = event.target.closest?.("[data-movable]")
    if (!this.dragged) return
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", this.dragged.querySelector("a").textContent)
    this.dragged.classList.add("dragged")
    this.classList.add("dragging")
  }

  over(event) {
    const day = this.day(event.target)
    this.mark(day)
    if (day) event.preventDefault()
  }

  drop(event) {
    const day = this.day(event.target)
    if (!day) return
    event.preventDefault()
    const form = this.dragged.querySelector("form")
    const isElsewhere = form.elements.day.value !== day.dataset.day
    form.elements.day.value = day.dataset.day
    this.end()
    if (isElsewhere) form.requestSubmit()
  }

  end() {
    this.mark(null)
    this.dragged?.classList.remove("dragged")
    this.classList.remove("dragging")
    this.dragged = null
  }

  /* The day on which what is dragged can be let go; none that is over. */
  day(place) {
    const day = this.dragged && place?.closest?.("[data-day]")
    return day && !day.classList.contains("over") ? day : null
  }

  mark(day) {
    if (day === this.marked) return
    this.marked?.classList.remove("here")
    day?.classList.add("here")
    this.marked = day
  }
}

customElements.define("article-calendar", ArticleCalendar)

/* One form at a time is open, and Escape closes it. */
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest?.("details.entry-move[open]")
  if (!open) return
  open.open = false
  open.querySelector("summary").focus()
})
