/** Turns pages by arrow keys and swipe, and leads from `#page=12` to page 12. The links do the same without it. */
const FAR_ENOUGH = 60; // pixels

class IssueReader extends HTMLElement {
  connectedCallback() {
    const { signal } = (this.gone = new AbortController());
    document.addEventListener("keydown", (event) => this.press(event), { signal });
    this.addEventListener("touchstart", (event) => this.begin(event), { signal, passive: true });
    this.addEventListener("touchend", (event) => this.end(event), { signal, passive: true });
    window.addEventListener("hashchange", () => this.lookAtHash(), { signal });
    this.lookAtHash();
  }

  disconnectedCallback() {
    this.gone.abort();
  }

  press(event) {
    const plain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented);
    if (!plain || event.target.closest?.("input, select, textarea, [contenteditable]")) return;
    if (event.key === "ArrowLeft") this.turn("prev");
    if (event.key === "ArrowRight") this.turn("next");
  }

  begin(event) {
    const zoomed = window.visualViewport?.scale > 1.05;
    const sideways = event.target.closest(".strip, input");
    this.start = event.touches.length === 1 && !zoomed && !sideways ? event.touches[0] : null;
  }

  end(event) {
    if (!this.start) return;
    const { clientX, clientY } = event.changedTouches[0];
    const across = clientX - this.start.clientX;
    if (Math.abs(across) > FAR_ENOUGH && Math.abs(across) > 2 * Math.abs(clientY - this.start.clientY)) {
      this.turn(across < 0 ? "next" : "prev");
    }
  }

  turn(way) {
    this.querySelector(`a[rel=${way}]`)?.click();
  }

  lookAtHash() {
    const page = Number(location.hash.match(/^#page=(\d{1,4})$/)?.[1]);
    if (page >= 1 && page <= Number(this.dataset.pages)) location.replace(new URL(`${page}/`, location.href.split(/[?#]/)[0]));
  }
}

customElements.define("issue-reader", IssueReader);
