// What needs a script on the page of something offered: copying and printing. Without scripts these buttons are hidden.

/** Tells everybody, screen readers included. */
const say = (button, words) => {
  const status = button.closest("section").querySelector("[role=status]");
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = words; });
};

/** Puts the text of the element that a button names on the clipboard. */
const copy = async (button) => {
  const source = document.getElementById(button.dataset.bpCopies);
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    say(button, button.dataset.bpSaid);
  } catch {
    // Refused, or no secure connection: what is selected can be copied by hand.
    getSelection().selectAllChildren(source);
    say(button, "This browser does not let the page copy. The text is selected: copy it with Ctrl+C or ⌘C.");
  }
};

for (const button of document.querySelectorAll("[data-bp-copies], [data-bp-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => ("bpPrints" in button.dataset ? print() : copy(button)));
}
