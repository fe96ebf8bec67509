// Elements from plain values: text is always text, never markup.

import { copyTextOf } from "../copying.js";

/**
 * An element; children that are texts become text, empty ones are left out.
 * @param {string} name @param {Record<string, unknown>} [attributes] @param {...unknown} children
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export const button = (text, onclick, attributes = {}) => el("button", { type: "button", class: "bp-button", onclick, ...attributes }, text);

/** Copies a text and says so on the button. */
export function copyButton(words, text) {
  const copy = button(words, async () => {
    const shown = el("code", {}, text());
    copy.after(shown);
    const copied = await copyTextOf(shown);
    // Where it is refused, the text stays, selected, to be copied by hand.
    if (copied) shown.remove();
    copy.textContent = copied ? "Copied" : "Not copied: copy what is selected";
    setTimeout(() => {
      copy.textContent = words;
      shown.remove();
    }, copied ? 4000 : 20000);
  });
  copy.setAttribute("aria-live", "polite");
  return copy;
}

/** Draws anew, with the focus where it was: elements are found again by data-focus. */
export function redraw(root, children) {
  const focused = document.activeElement;
  const mark = root.contains(focused) ? focused.dataset.focus : undefined;
  const place = mark === undefined ? -1 : [...root.querySelectorAll("[data-focus]")].indexOf(focused);
  root.replaceChildren(...children);
  if (mark === undefined) return;
  const all = [...root.querySelectorAll("[data-focus]")];
  const again = all.find((each) => each.dataset.focus === mark) ?? all[Math.min(place, all.length - 1)];
  again?.focus({ preventScroll: true });
}
