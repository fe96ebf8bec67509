// Results as elements: cards as the engine has made them, and lines for other pages.

import { fit } from "./me.js";

export function item(...content) {
  const element = document.createElement("li");
  element.append(...content);
  return element;
}

/** The cards in sight: one that stays is left as it is, so that nothing flickers. */
export class Cards {
  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
    this.clear();
  }

  /** @param {Engine} ready @param {number[]} rows @param {string[]} htmls their cards @param {Me} me */
  show(ready, rows, htmls, me) {
    const of = JSON.stringify(me);
    const there = of === this.of ? this.there : new Map();
    this.of = of;
    this.there = new Map(rows.map((row, index) => [row, there.get(row) ?? card(ready, row, htmls[index], me)]));
    const cards = [...this.there.values()];
    const shown = this.list.children;
    if (cards.length === shown.length && cards.every((each, index) => each === shown[index])) return;
    this.list.replaceChildren(...cards);
    this.list.dispatchEvent(new CustomEvent("badgepress:cards", { bubbles: true }));
  }

  clear() {
    this.of = "";
    this.there = new Map();
    this.list.replaceChildren();
  }
}

/** The card as the engine has made it, with a word on how it fits. */
function card(ready, row, html, me) {
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

/** Other pages that were found: some, and more on request. */
export class Elsewhere {
  /** @param {HTMLElement} section */
  constructor(section) {
    this.section = section;
    this.list = section.querySelector(".bp-hits");
    this.more = section.querySelector('[data-do="more-elsewhere"]');
  }

  /** @param {Engine} ready @param {object[]} results all of them @param {object[]} some what is shown of the first ones */
  show(ready, results, some) {
    this.section.hidden = !some.length;
    this.list.replaceChildren(...some.map(hit));
    this.more.hidden = results.length <= some.length;
    this.of = results;
    this.more.onclick = async () => {
      const shown = this.list.children.length;
      const next = await ready.shown(results.slice(shown, shown + 10)).catch(() => []);
      // Another search may have come, or a second click.
      if (this.of !== results || this.list.children.length !== shown) return;
      this.list.append(...next.map(hit));
      this.list.children[shown]?.querySelector("a").focus();
      this.more.hidden = results.length <= shown + next.length;
    };
  }

  clear() {
    this.section.hidden = true;
  }
}

const KINDS = { stack: "Stack", term: "Glossary", page: "Page" };

function hit(data) {
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
