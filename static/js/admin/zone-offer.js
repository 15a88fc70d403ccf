/* Where the computer shows another time than the admin does, offers to tell times by it. Whoever declines is not asked
   again about that zone. */
const KEY = "zone-declined"
const MONTHS = [0, 3, 6, 9]

/* What a clock in the zone shows at four moments of the year: two zones may differ in name alone. */
function clocks(zone) {
  const clock = new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeStyle: "short", timeZone: zone })
  const year = new Date().getFullYear()
  return MONTHS.map((month) => clock.format(Date.UTC(year, month, 15))).join()
}

class ZoneOffer extends HTMLElement {
  connectedCallback() {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    const field = this.querySelector("[name=time_zone]")
    if (!here || clocks(here) === clocks(this.dataset.zone) || localStorage.getItem(KEY) === here) return
    field.value = here
    for (const each of this.querySelectorAll("[data-place]")) {
      each.textContent = here.split("/").pop().replaceAll("_", " ")
    }
    this.querySelector("[data-decline]").addEventListener("click", () => {
      localStorage.setItem(KEY, here)
      this.hidden = true
    })
    this.hidden = false
  }
}

customElements.define("zone-offer", ZoneOffer)
