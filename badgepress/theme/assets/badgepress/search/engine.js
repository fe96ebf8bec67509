// The search's index behind the few questions that the catalog asks it.
//
// A row is a micro-credential, by name. What one can filter by is known of every row, so that choices
// are counted here; Pagefind is asked for words alone, and loaded only for them.

import { opened } from "./words.js";

const RETIRED = "retired";
const STATUS = "status";
const KIND = "kind";
/** Words that stand on every page: each would load a piece of the index, and tell nothing apart. */
const COMMON = new Set("a an and at by for from in is of on or the to with".split(" "));
const telling = (q) => q.split(/\s+/).filter((word) => !COMMON.has(word.toLowerCase())).join(" ") || q;
/** Orders by the columns of a file; rows are by name. */
const ORDERS = { hours: (one, other) => one - other, newest: (one, other) => other - one };
/** Letters of a card's name, and the first one of those that stand for a set of values. */
const NAME = 6;
const FIRST = 0x20;

/**
 * A value of a facet. In the index it is `NUMBER SLUG TITLE`.
 * @typedef {{slug: string, title: string, number: number, count: number}} Value
 */

async function loaded(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} is missing`);
  return answer.json();
}

let index;

/** Who looks for words, loaded once; another try after a failure. @param {string} home the site's address */
export function words(home) {
  const language = document.documentElement.lang.toLowerCase();
  index ??= opened(home, language, filesOf(home)).catch((error) => {
    index = files = undefined;
    throw error;
  });
  return index;
}

/**
 * Asks who looks for words. Where that fails, all of it is loaded anew, once: a piece may have been lost on its
 * way, or be another one since the site was built anew.
 * @param {string} home the site's address @param {"search" | "shown" | "number"} what
 */
export async function ask(home, what, ...of) {
  const first = words(home);
  try {
    return await (await first)[what](...of);
  } catch {
    if (index === first) index = files = undefined;
    first.then((ended) => ended.end()).catch(() => {});
  }
  const second = words(home);
  try {
    return await (await second)[what](...of);
  } catch (error) {
    if (index === second) index = files = undefined; // the next question tries again
    throw error;
  }
}

let files;

/** The names of files, in the language of the page or else of most pages. */
function filesOf(home) {
  files ??= loaded(new URL(`pagefind/pagefind-entry.json?ts=${Date.now()}`, home)).then(
    ({ languages }) => {
      const here = document.documentElement.lang.toLowerCase();
      const most = Object.values(languages).sort((one, other) => other.page_count - one.page_count)[0];
      return languages[here] ?? languages[here.split("-")[0]] ?? most;
    },
    (error) => {
      files = undefined;
      throw error;
    },
  );
  return files;
}

/** A filter of all rows. */
class Facet {
  constructor({ values, sets, rows }) {
    /** @type {Value[]} in the order of the index */
    this.values = values.map((value) => {
      const [, number, slug, title] = /^(\d+) (\S+) (.*)$/s.exec(value) ?? [value, 0, value, value];
      return { slug, title, number: Number(number), count: 0 };
    });
    /** @type {Map<string, Value>} in the order in which they are shown */
    this.bySlug = new Map([...this.values].sort((one, other) => one.number - other.number).map((value) => [value.slug, value]));
    this.sets = sets;
    this.setOf = typeof rows === "string" ? (row) => rows.charCodeAt(row) - FIRST : (row) => rows[row];
  }

  /** Which sets have one of some values: 1 for each. @param {Iterable<string>} slugs */
  allowed(slugs) {
    const wanted = new Set([...slugs].map((slug) => this.values.indexOf(this.bySlug.get(slug))));
    return Uint8Array.from(this.sets, (set) => Number(set.some((value) => wanted.has(value))));
  }

  /** The values with counts; a set was found so many times. @param {Uint32Array} found */
  counted(found) {
    const counts = new Map(this.values.map((value) => [value, 0]));
    this.sets.forEach((set, number) => {
      for (const value of set) counts.set(this.values[value], counts.get(this.values[value]) + found[number]);
    });
    return new Map([...this.bySlug].map(([slug, value]) => [slug, { ...value, count: counts.get(value) }]));
  }
}

export class Engine {
  /** Loads what every search needs. Rejects where the index is missing. @param {string} home the site's address */
  static async open(home) {
    const files = await filesOf(home);
    const ready = new Engine(home, files, await loaded(new URL(`pagefind/rows/${files.rows}`, home)));
    await ready.load([KIND]);
    return ready;
  }

  constructor(home, { parts, orders }, { cards, filters }) {
    this.home = home;
    this.parts = parts;
    this.cards = cards;
    this.size = cards.length / NAME;
    this.files = { orders, filters };
    /** @type {Map<string, Facet>} those that were loaded */
    this.facets = new Map();
    this.orders = undefined;
    this.found = undefined;
    this.loading = new Map();
  }

  /** Loads facets; what no row has a value of is known to be empty. @param {Iterable<string>} names */
  async load(names) {
    const wanted = [...names].filter((name) => !this.facets.has(name));
    const load = (name) => {
      const file = this.files.filters[name];
      return file ? loaded(new URL(`pagefind/filters/${file}`, this.home)) : { values: [], sets: [[]], rows: " ".repeat(this.size) };
    };
    const columns = await Promise.all(wanted.map(load));
    wanted.forEach((name, index) => this.facets.set(name, new Facet(columns[index])));
  }

  /** The values of a facet that was loaded, by slug. @param {string} facet */
  values(facet) {
    return this.facets.get(facet)?.bySlug ?? new Map();
  }

  /** The slugs of a row. */
  slugs(row, facet) {
    const of = this.facets.get(facet);
    return of.sets[of.setOf(row)].map((value) => of.values[value].slug);
  }

  /** The state without what the index does not know, and a sentence for each such value. */
  known(state) {
    const notices = [];
    const chosen = new Map();
    for (const [facet, slugs] of state.chosen) {
      const there = [...slugs].filter((slug) => this.values(facet).has(slug));
      for (const slug of slugs)
        if (!there.includes(slug)) notices.push({ facet, slug });
      if (there.length) chosen.set(facet, new Set(there));
    }
    return { state: { ...state, chosen }, notices };
  }

  /**
   * What a state leads to: rows in their order, how many each further choice would give, other pages.
   * Nothing where other words were asked for meanwhile.
   */
  async search(state) {
    const words = state.q ? await this._found(state.q) : { rows: Array.from({ length: this.size }, (_, row) => row), elsewhere: [] };
    if (!words) return undefined;
    const { rows, elsewhere } = words;
    const kinds = this.facets.get(KIND);
    const retired = kinds.allowed([RETIRED]);
    const limits = [...state.chosen].map(([name, slugs]) => ({ name, facet: this.facets.get(name), allowed: this.facets.get(name).allowed(slugs) }));
    const found = new Map([...this.facets].map(([name, facet]) => [name, new Uint32Array(facet.sets.length)]));
    const count = (name, row) => (found.get(name)[this.facets.get(name).setOf(row)] += 1);
    const results = [];
    for (const row of rows) {
      let failed;
      let failures = 0;
      // What is retired is found by those who ask for a status.
      if (!state.chosen.has(STATUS) && retired[kinds.setOf(row)]) (failed = STATUS), (failures = 1);
      for (const { name, facet, allowed } of limits) if (!allowed[facet.setOf(row)]) (failed = name), (failures += 1);
      // A second value of one facet widens the choice: count as if none of it were chosen.
      if (!failures) for (const name of found.keys()) count(name, row);
      else if (failures === 1 && found.has(failed)) count(failed, row);
      if (!failures) results.push(row);
    }
    const counts = new Map([...found].map(([name, sets]) => [name, this.facets.get(name).counted(sets)]));
    return { results: await this._ordered(results, state.sort), counts, elsewhere };
  }

  /** What has the words, the best first: rows, and other pages. The last answer is kept. */
  _found(q) {
    const asked = telling(q);
    if (this.found?.asked === asked) return this.found.answer;
    const found = { asked, answer: this._asked(asked) };
    this.found = found;
    const forget = () => this.found === found && (this.found = undefined);
    found.answer.then((answer) => answer ?? forget(), forget);
    return found.answer;
  }

  async _asked(q) {
    const found = await ask(this.home, "search", q);
    if (!found) return undefined;
    const others = { term: [], stack: [], page: [] };
    for (const id of found.others) others[id.split("-")[0]]?.push({ q, id });
    const { term, stack, page } = others;
    return { rows: found.rows, elsewhere: [...term.slice(0, 2), ...stack.slice(0, 3), ...page, ...term.slice(2), ...stack.slice(3)] };
  }

  /** What is shown of some other pages of one search. @param {{q: string, id: string}[]} elsewhere */
  async shown(elsewhere) {
    if (!elsewhere.length) return [];
    return ask(this.home, "shown", elsewhere[0].q, elsewhere.map(({ id }) => id));
  }

  async _ordered(rows, order) {
    if (order === "name") return rows.sort((one, other) => one - other);
    if (!ORDERS[order]) return rows;
    this.orders ??= await loaded(new URL(`pagefind/rows/${this.files.orders}`, this.home));
    const column = this.orders[order];
    return rows.sort((one, other) => ORDERS[order](column[one], column[other]) || one - other);
  }

  /** Whether a row's card need not be loaded. */
  has(row) {
    return this.loading.has(row);
  }

  /** The card of a row, as HTML. */
  card(row) {
    const name = this.cards.slice(row * NAME, (row + 1) * NAME);
    const card = this.loading.get(row) ?? loaded(new URL(`pagefind/cards/${name}.json`, this.home));
    this.loading.set(row, card);
    card.catch(() => this.loading.delete(row));
    return card;
  }

  /** Whether a word stands nowhere on the site; Pagefind finds what begins alike, too. */
  async isStrange(word) {
    const bare = word.replaceAll('"', "");
    if (COMMON.has(bare)) return false;
    return !(await ask(this.home, "number", bare));
  }
}

/** A search in the site's own words; nothing where there is nothing to mend, or the words cannot be read. */
export async function mended(home, q) {
  try {
    const [{ meant }, vocabulary] = await Promise.all([
      import("./spelling.js"),
      loaded(new URL("assets/badgepress/vocabulary.json", home)),
    ]);
    return meant(q, vocabulary);
  } catch (error) {
    console.info("badgepress:", error.message);
    return undefined;
  }
}
