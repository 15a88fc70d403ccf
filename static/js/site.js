/** Small improvements of what works without them, one element each. */
import "./film-on-demand.js";
import "./copy-link.js";
import "./read-beacon.js";
import "./issue-reader.js";

// Sections scroll sideways on phones: bring the current one into sight.
const current = document.querySelector(".sections [aria-current]");
if (current) {
  const list = current.closest("ul");
  list.scrollLeft = current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
}
