// Pagefind, which finds words: in a worker, so that nobody's typing waits for a search; where a browser
// gives none, in the page. A worker runs this very file.

const inPage = typeof window !== "undefined";
/** Searches of which the results are kept: another page is shown a moment after it was found. */
const KEPT = 4;
/** Milliseconds in which other indexes are there, or nobody waits for them any more. */
const PATIENCE = 60_000;

/** Files of Pagefind's that did not come: it goes on without them, as if they held nothing. */
const missed = {
  number: 0,
  tell: () => {},
  watch() {
    const plain = globalThis.fetch;
    globalThis.fetch = async (...of) => {
      const answer = await plain(...of).catch((error) => error);
      if (!answer.ok && /\/pagefind\/.*(\.pf_[a-z]+|\.pagefind|-entry\.json)(\?|$)/.test(String(of[0]?.url ?? of[0]))) {
        missed.number += 1;
        missed.tell();
      }
      if (answer instanceof Error) throw answer;
      return answer;
    };
    missed.watch = () => {};
  },
};

/**
 * What is found, the best first.
 * @typedef {{rows: ArrayLike<number>, others: string[]}} Found
 */

class Words {
  /** Loads Pagefind, and what leads to the words. @param {string} home the site's address @param {string} language the page's */
  static async open(home, language) {
    // Pagefind asks the page for its language, and a worker has none.
    if (!inPage) globalThis.document = { querySelector: () => ({ getAttribute: () => language }) };
    missed.watch();
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
    if (!more.length) return;
    // Pagefind would wait for ever for a program that does not come.
    const failed = new Promise((_, fail) => {
      missed.tell = () => fail(new Error("a part of the search is missing"));
      setTimeout(missed.tell, PATIENCE);
    });
    const merged = more.map((folder) => this.pagefind.mergeIndex(`${this.options.baseUrl}pagefind/${folder}`, this.options));
    if (missed.number) missed.tell();
    await Promise.race([Promise.all(merged), failed]);
  }

  /** @param {string} q @returns {Promise<Found | undefined>} nothing where newer words came meanwhile */
  async search(q) {
    const mine = ++this.turn;
    const before = missed.number;
    await this.pagefind.preload(q);
    if (missed.number > before) throw new Error("a part of the search is missing");
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

  /** Pagefind forgets what it has loaded. */
  end() {
    missed.number = 0;
    return this.pagefind.destroy();
  }
}

/** The same, in a worker; nothing where there is none. */
async function beside(home, language) {
  const waiting = new Map();
  let worker;
  let last = 0;
  let over = false;
  const ask = (what, ...of) =>
    new Promise((done, failed) => {
      if (over) return failed(new Error("the search's worker has ended"));
      waiting.set(++last, { done, failed });
      worker.postMessage({ id: last, what, of });
    });
  const end = () => {
    over = true;
    worker.terminate();
    for (const { failed } of waiting.values()) failed(new Error("the search's worker has ended"));
    waiting.clear();
  };
  try {
    worker = new Worker(import.meta.url, { type: "module" });
  } catch {
    return undefined;
  }
  const dead = new Promise((done) => {
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      done(); // before anything fails: where it never began, the page does its work
      end();
    });
  });
  worker.addEventListener("message", ({ data: { id, answer, error } }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.failed(new Error(error));
    else asked?.done(answer);
  });
  const begun = ask("open", home, language);
  begun.catch(end);
  if (!(await Promise.race([begun, dead]))) return undefined;
  const methods = ["join", "search", "shown", "number"];
  return { ...Object.fromEntries(methods.map((what) => [what, (...of) => ask(what, ...of)])), end };
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
    words.end();
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
      postMessage({ id, error: String(error?.message || error || "unknown") });
    }
  });
}
