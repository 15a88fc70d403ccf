/** Tells our own server that the article was read: its number, and nothing about the reader.
 *
 * Once, after the page was in sight for a while; not where the browser asks for privacy (Global Privacy Control).
 */
const READ_AFTER = 5000; // milliseconds

class ReadBeacon extends HTMLElement {
  connectedCallback() {
    if (navigator.globalPrivacyControl) return;
    this.look = () => this.wait();
    document.addEventListener("visibilitychange", this.look);
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    if (document.visibilityState === "visible") this.timer = setTimeout(() => this.send(), READ_AFTER);
  }

  send() {
    document.removeEventListener("visibilitychange", this.look);
    navigator.sendBeacon(this.dataset.to, new URLSearchParams({ article: this.dataset.article }));
  }
}

customElements.define("read-beacon", ReadBeacon);
