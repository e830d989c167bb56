// Keys for the page of review: each acts on what carries it in data-key. The page works without.
"use strict";

const named = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`);

function act(one) {
  if (one.tagName !== "DETAILS") {
    one.click();
    return;
  }
  one.open = !one.open;
  if (one.open) (one.querySelector("input:not([type=hidden]), select, textarea") || one.querySelector("summary")).focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const writing = event.target.matches("input, select, textarea");
  if (event.key === "Escape") {
    document.querySelectorAll("details[data-key]").forEach((one) => { one.open = false; });
    document.activeElement.blur();
    return;
  }
  if (writing || (event.key === " " && event.target.matches("button, summary, a"))) return;
  const one = named(event.key.length === 1 ? event.key.toLowerCase() : event.key);
  if (!one || event.repeat) return;
  event.preventDefault();
  act(one);
});
