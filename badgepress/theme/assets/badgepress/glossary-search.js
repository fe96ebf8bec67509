// A translated glossary's search: the pages in its language, in that language's own index.

import { ask as askIndex } from "./search/engine.js";
import { item } from "./search/results.js";

const MOST = 12;

/** What the index of this page's language knows; nothing where the index is missing. */
async function ask(home, words) {
  try {
    const found = await askIndex(home, "search", words);
    return found ? await askIndex(home, "shown", words, found.others.slice(0, MOST)) : [];
  } catch {
    return []; // The filter has found what it can; the next search asks again.
  }
}

function line(page) {
  const link = document.createElement("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  const text = document.createElement("p");
  // Pagefind escapes the text and adds nothing but <mark>.
  text.innerHTML = page.excerpt;
  return item(link, text);
}

/**
 * Searches all pages in this page's language.
 * @param {string} home the site's address
 * @param {string} words
 * @returns {Promise<{paths: Set<string>, lines: Array<{path: string, element: HTMLElement}>}>}
 */
export async function search(home, words) {
  const pages = await ask(home, words);
  const path = (page) => new URL(page.url, location.href).pathname;
  return {
    paths: new Set(pages.map(path)),
    lines: pages.map((page) => ({ path: path(page), element: line(page) })),
  };
}
