// Buttons that copy a text; without this script the texts stand there to be selected.

/** Copy by the clipboard, or by a selection where the page may not write to it. */
async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(element);
    return document.execCommand("copy");
  }
}

for (const button of document.querySelectorAll(".bp-copy")) {
  const list = button.closest("dl");
  const said = list.nextElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(document.getElementById(button.dataset.copies));
    for (const other of list.querySelectorAll(".bp-copy--done")) other.classList.remove("bp-copy--done");
    if (!done) return;
    button.classList.add("bp-copy--done");
    said.textContent = "";
    // A screen reader speaks what changes: the same words twice are a change only after nothing.
    setTimeout(() => (said.textContent = button.dataset.said), 50);
  });
}
