/* The time of day in a zone, right for as long as the page is open. */
class ZoneClock extends HTMLElement {
  connectedCallback() {
    const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: this.dataset.zone })
    const tell = () => {
      const now = clock.format(Date.now())
      if (this.textContent !== now) this.textContent = now
    }
    tell()
    this.timer = setInterval(tell, 1000)
  }

  disconnectedCallback() {
    clearInterval(this.timer)
  }
}

customElements.define("zone-clock", ZoneClock)
