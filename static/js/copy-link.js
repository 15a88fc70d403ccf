/** A button that copies the page's address, or the one it is given; hidden where there is no clipboard to copy to. */
class CopyLink extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return;
    this.hidden = false;
    const button = this.querySelector("button");
    const words = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.dataset.link ?? document.querySelector("link[rel=canonical]").href);
      button.textContent = "Link copied";
      setTimeout(() => (button.textContent = words), 3000);
    });
  }
}

customElements.define("copy-link", CopyLink);
