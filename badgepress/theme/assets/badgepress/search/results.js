// Results as elements: cards as the engine has made them, and lines for other pages.

import { fit } from "./me.js";

export function item(...content) {
  const element = document.createElement("li");
  element.append(...content);
  return element;
}

/** The card as the engine has made it, with a word on how it fits. */
export function card(ready, row, html, me) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const element = template.content.firstElementChild;
  const words = fit(me, (facet) => ready.slugs(row, facet), (facet, slug) => ready.values(facet).get(slug)?.title ?? slug);
  if (words) {
    const note = document.createElement("p");
    note.className = "bp-card__note bp-card__fit";
    note.textContent = words;
    element.querySelector(".bp-card__facts").before(note);
  }
  return element;
}

const KINDS = { stack: "Stack", term: "Glossary", page: "Page" };

export function hit(data) {
  const link = document.createElement("a");
  link.href = data.url;
  link.textContent = data.meta.title;
  const kind = document.createElement("span");
  kind.className = "bp-kind";
  kind.textContent = KINDS[data.filters.kind?.[0]] ?? "";
  const text = document.createElement("p");
  // Pagefind escapes the text and adds nothing but <mark>.
  text.innerHTML = data.excerpt;
  return item(kind, " ", link, text);
}

/** How much was found, as a sentence. */
export function counted(number, shown, filtered) {
  if (!number) {
    const tip = filtered ? "Take a filter away" : "Try fewer or other words";
    return `No micro-credential fits. ${tip}, or clear all to see the whole catalog.`;
  }
  const what = number === 1 ? "1 micro-credential" : `${number} micro-credentials`;
  return shown < number ? `${what}; the first ${shown} are shown.` : `${what}.`;
}

/** When the browser has shown what there is, or has no reason to: the rest may come after. */
export const drawn = () =>
  new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 100);
  });
