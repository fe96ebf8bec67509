// Buttons that copy a text; without this script the texts stand there to be selected.

import { copyTextOf, say } from "./copying.js";

for (const button of document.querySelectorAll(".bp-copy")) {
  const list = button.closest("dl");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copyTextOf(document.getElementById(button.dataset.copies));
    for (const other of list.querySelectorAll(".bp-copy--done")) other.classList.remove("bp-copy--done");
    if (!done) return;
    button.classList.add("bp-copy--done");
    say(list.nextElementSibling, button.dataset.said);
  });
}
