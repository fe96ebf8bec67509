// Copying, wherever it is offered.

/**
 * Puts an element's text on the clipboard, or selects it where the page may not write there.
 * @param {Element} element
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyTextOf(element) {
  try {
    await navigator.clipboard.writeText(element.textContent.trim());
    return true;
  } catch {
    // Refused, or no secure connection: the older way, and else a selection to be copied by hand.
    // What is folded away cannot be selected.
    for (let folded = element.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    getSelection().selectAllChildren(element);
    return document.execCommand("copy");
  }
}

/**
 * Says something aloud: a screen reader speaks what changes, and the same words twice are a change
 * only after nothing.
 * @param {Element} status
 * @param {string} words
 */
export function say(status, words) {
  status.textContent = "";
  setTimeout(() => (status.textContent = words), 50);
}
