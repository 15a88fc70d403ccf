/** Suggestions under the search field while somebody types: a combobox with a list (w3.org/WAI/ARIA/apg, "List autocomplete
 *  with manual selection"). Without it, or when no answer comes, the form works as it is. */

const PAUSE = 150; // milliseconds without a key before the server is asked
const SHORTEST = 2; // letters

class Suggestions {
  constructor(form) {
    this.address = form.dataset.suggestions;
    this.field = form.querySelector("input[type=search]");
    this.list = element("ul", { id: `${this.field.id}-suggestions`, class: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: "" });
    this.said = element("p", { class: "unseen", role: "status" });
    this.field.after(this.list);
    form.append(this.said);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) this.field.setAttribute(name, value);

    this.field.addEventListener("input", () => this.wait());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
    form.addEventListener("submit", () => this.close());
  }

  get options() {
    return [...this.list.children];
  }

  get chosen() {
    return this.list.querySelector("[aria-selected=true]");
  }

  wait() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const typed = this.field.value.trim();
    if (typed.length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.ask(typed), PAUSE);
  }

  async ask(typed) {
    this.asking = new AbortController();
    try {
      const response = await fetch(`${this.address}?q=${encodeURIComponent(typed)}`, { signal: this.asking.signal });
      if (response.ok) this.show((await response.json()).suggestions);
    } catch {
      // Given up for a newer question, or no connection: there is nothing to offer.
    }
  }

  show(suggestions) {
    if (document.activeElement !== this.field) return;
    this.list.replaceChildren(...suggestions.map(({ text, what, url }, number) => {
      const option = element("li", { id: `${this.list.id}-${number}`, class: "suggestion", role: "option", "aria-selected": "false", "data-url": url });
      option.append(element("span", { class: "suggestion-text", dir: "auto" }, text), element("span", { class: "suggestion-what" }, what));
      return option;
    }));
    this.choose(null);
    this.list.hidden = !suggestions.length;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.said.textContent = suggestions.length ? `${suggestions.length} suggestion${suggestions.length === 1 ? "" : "s"}` : "";
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.said.textContent = "";
    this.choose(null);
  }

  choose(option) {
    this.chosen?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (this.list.hidden) {
      if (key === "ArrowDown") this.wait();
      return;
    }
    const at = this.options.indexOf(this.chosen);
    if (key === "ArrowDown") this.choose(this.options[at + 1] ?? null);
    else if (key === "ArrowUp") this.choose(at < 0 ? this.options.at(-1) : (this.options[at - 1] ?? null));
    else if (key === "Escape") this.close();
    else if (key === "Enter" && this.chosen) this.go(this.chosen);
    else return;
    event.preventDefault();
  }

  go(option) {
    if (option) location.assign(option.dataset.url);
  }
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

for (const form of document.querySelectorAll("form[data-suggestions]")) new Suggestions(form);
