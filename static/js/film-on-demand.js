/** Turns the link to a film into its player, when and only when the reader asks for it. */
class FilmOnDemand extends HTMLElement {
  connectedCallback() {
    this.querySelector("a").addEventListener("click", (event) => this.play(event));
  }

  play(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = this.dataset.player;
    frame.title = this.dataset.title;
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    this.replaceChildren(frame);
    frame.focus();
  }
}

customElements.define("film-on-demand", FilmOnDemand);
