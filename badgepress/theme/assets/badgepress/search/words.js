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
  /** Loads Pagefind, and what leads to the words. @param {string} home the site's address @param {string} language the page's */
  static async open(home, language) {
    // Pagefind asks the page for its language, and a worker has none.
    if (!inPage) globalThis.document = { querySelector: () => ({ getAttribute: () => language }) };
    const pagefind = await import(new URL("pagefind/pagefind.js", home).href);
    const options = { baseUrl: new URL(home).pathname, excerptLength: 24 };
    // Its own worker would be one more file to load.
    await pagefind.options({ noWorker: true, ...options });
    await pagefind.init();
    return new Words(pagefind, options);
  }

  constructor(pagefind, options) {
    this.pagefind = pagefind;
    this.options = options;
    this.parts = 1;
    this.turn = 0;
    this.results = new Map();
  }

  /** A large catalog has several indexes. @param {number} parts of which this is one @param {string[]} more the folders of the others */
  async join(parts, more) {
    this.parts = parts;
    await Promise.all(more.map((folder) => this.pagefind.mergeIndex(`${this.options.baseUrl}pagefind/${folder}`, this.options)));
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

/** The same, in a worker; nothing where there is none. */
async function beside(home, language) {
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
      done(); // before anything fails: where it never began, the page does its work
      for (const { failed } of waiting.values()) failed(new Error("the search's worker has ended"));
    });
  });
  worker.addEventListener("message", ({ data: { id, answer, error } }) => {
    const { done, failed } = waiting.get(id);
    waiting.delete(id);
    if (error) failed(new Error(error));
    else done(answer);
  });
  const begun = ask("open", home, language);
  begun.catch(() => worker.terminate());
  if (!(await Promise.race([begun, dead]))) return undefined;
  const methods = ["join", "search", "shown", "number"];
  const words = Object.fromEntries(methods.map((what) => [what, (...of) => ask(what, ...of)]));
  return { ...words, end: () => worker.terminate() };
}

/**
 * Who looks for words.
 * @param {string} home the site's address @param {string} language the page's
 * @param {Promise<{parts: number, more: string[]}>} files on their way
 */
export async function opened(home, language, files) {
  files.catch(() => {}); // for now: it is waited for below
  const words = (await beside(home, language)) ?? (await Words.open(home, language));
  try {
    const { parts, more } = await files;
    await words.join(parts, more);
  } catch (error) {
    words.end?.();
    throw error;
  }
  return words;
}

if (!inPage) {
  let words;
  addEventListener("message", async ({ data: { id, what, of } }) => {
    try {
      if (what === "open") words = await Words.open(...of);
      postMessage({ id, answer: what === "open" ? true : await words[what](...of) });
    } catch (error) {
      postMessage({ id, error: error.message });
    }
  });
}
