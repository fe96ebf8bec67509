// What needs a script on the page of something offered: copying and printing. Without scripts these buttons are hidden.

import { copyTextOf, say } from "./copying.js";

const BY_HAND = "This browser does not let the page copy. The text is selected: copy it with Ctrl+C or ⌘C.";

async function copy(button) {
  const done = await copyTextOf(document.getElementById(button.dataset.bpCopies));
  say(button.closest("section").querySelector("[role=status]"), done ? button.dataset.bpSaid : BY_HAND);
}

for (const button of document.querySelectorAll("[data-bp-copies], [data-bp-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => ("bpPrints" in button.dataset ? print() : copy(button)));
}
