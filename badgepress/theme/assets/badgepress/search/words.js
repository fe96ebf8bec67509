// Pagefind, which finds words: in a worker, so that nobody's typing waits for a search; where a browser
// gives none, in the page. A worker runs this very file.

const inPage = typeof window !== "undefined";
/** Searches of which the results are kept: another page is shown a moment after it was found. */
const KEPT = 4;

/**
 * What is found, the best first.
 * @typedef {{rows: ArrayLike<number>, others: string[]}} Found
 */

class Words {
  constructor(pagefind, parts) {
    this.pagefind = pagefind;
    this.parts = parts;
    this.turn = 0;
    this.results = new Map();
  }

  /** @param {string} q @returns {Promise<Found | undefined>} nothing where newer words came meanwhile */
  async search(q) {
    const mine = ++this.turn;
    await this.pagefind.preload(q);
    await new Promise((done) => setTimeout(done)); // newer words may wait at the door
    if (mine !== this.turn) return undefined;
    const { results } = await this.pagefind.search(q);
    const rows = [];
    const others = new Map();
    for (const result of results) {
      const [part, row] = result.id.split(".");
      if (row) rows.push(Number.parseInt(row, 36) * this.parts + Number.parseInt(part, 36));
      else others.set(result.id, result);
    }
    this.results.delete(q);
    this.results.set(q, others);
    if (this.results.size > KEPT) this.results.delete(this.results.keys().next().value);
    return { rows: Int32Array.from(rows), others: [...others.keys()] };
  }

  /** What is shown of other pages that were found; of a search long ago, nothing. @param {string} q @param {string[]} others */
  async shown(q, others) {
    const results = others.map((id) => this.results.get(q)?.get(id));
    return Promise.all(results.filter(Boolean).map((result) => result.data()));
  }

  /** How many pages have a word as it is written. @param {string} word */
  async number(word) {
    // It is known at once; a filter that nothing passes spares making results of them.
    const found = await this.pagefind.search(`"${word}"`, { filters: { nothing: "-" } });
    return found.unfilteredResultCount;
  }
}

/** @typedef {{home: string, language: string, parts: number, more: string[]}} About the site's address, the page's language, and its indexes */

/** @param {About} about */
async function here({ home, language, parts, more }) {
  // Pagefind asks the page for its language, and a worker has none.
  if (!inPage) globalThis.document = { querySelector: () => ({ getAttribute: () => language }) };
  const pagefind = await import(new URL("pagefind/pagefind.js", home).href);
  const baseUrl = new URL(home).pathname;
  // Its own worker would be one more file to load.
  await pagefind.options({ noWorker: true, baseUrl, excerptLength: 24 });
  await pagefind.init();
  // A large catalog has several indexes.
  await Promise.all(more.map((folder) => pagefind.mergeIndex(`${baseUrl}pagefind/${folder}`, { baseUrl, excerptLength: 24 })));
  return new Words(pagefind, parts);
}

/** The same, in a worker; nothing where there is none. @param {About} about */
async function beside(about) {
  const waiting = new Map();
  let worker;
  let last = 0;
  const ask = (what, ...of) =>
    new Promise((done, failed) => {
      waiting.set(++last, { done, failed });
      worker.postMessage({ id: last, what, of });
    });
  try {
    worker = new Worker(import.meta.url, { type: "module" });
  } catch {
    return undefined;
  }
  const dead = new Promise((done) => {
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      for (const { failed } of waiting.values()) failed(new Error("the search's worker has ended"));
      done();
    });
  });
  worker.addEventListener("message", ({ data: { id, answer, error } }) => {
    const { done, failed } = waiting.get(id);
    waiting.delete(id);
    if (error) failed(new Error(error));
    else done(answer);
  });
  const begun = ask("begin", about).then(() => true);
  begun.catch(() => worker.terminate());
  if (!(await Promise.race([begun, dead]))) return undefined;
  return { search: (q) => ask("search", q), shown: (q, others) => ask("shown", q, others), number: (word) => ask("number", word) };
}

/** Who looks for words, ready. @param {About} about */
export const opened = async (about) => (await beside(about)) ?? here(about);

if (!inPage) {
  let words;
  addEventListener("message", async ({ data: { id, what, of } }) => {
    try {
      if (what === "begin") words = await here(...of);
      postMessage({ id, answer: what === "begin" ? true : await words[what](...of) });
    } catch (error) {
      postMessage({ id, error: error.message });
    }
  });
}
