/* Says under a text how many of the allowed words are used (data-words). Without it, the count is told on saving. */
for (const text of document.querySelectorAll("textarea[data-words]")) {
  const most = Number(text.dataset.words);
  const said = document.createElement("p");
  said.className = "word-count";
  said.id = `${text.id}-count`;
  text.after(said);
  text.setAttribute("aria-describedby", [text.getAttribute("aria-describedby"), said.id].filter(Boolean).join(" "));

  const count = () => {
    const words = text.value.split(/\s+/).filter(Boolean).length;
    said.textContent = `${words} of ${most} words`;
    said.classList.toggle("is-too-much", words > most);
  };
  text.addEventListener("input", count);
  count();
}
