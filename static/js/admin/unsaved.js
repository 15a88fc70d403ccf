/* Asks before a page is left on which something was written and not saved. */
const form = document.querySelector("form.edit")
let written = false

form?.addEventListener("input", () => {
  written = true
})
for (const done of ["submit", "kept"]) {
  form?.addEventListener(done, () => {
    written = false
  })
}
window.addEventListener("beforeunload", (event) => {
  if (written) event.preventDefault()
})
