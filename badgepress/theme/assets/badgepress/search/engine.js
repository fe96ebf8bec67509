// Pagefind behind the few questions that the catalog asks it.

const CARD = "micro-credential";
const RETIRED = "retired";
/** A word that every page has: a search without words would make Pagefind load its whole index. */
const EVERY_PAGE = "qxjallpages";
/** Words that stand on every page: each would load a piece of the index, and tell nothing apart. */
const COMMON = new Set("a an and at by for from in is of on or the to with".split(" "));
const telling = (q) => q.split(/\s+/).filter((word) => !COMMON.has(word.toLowerCase())).join(" ") || q;
/** Orders by the columns of orders.json: id, hours, day of publication; its rows are by name. */
const ORDERS = { name: () => 0, hours: (one, other) => one[1] - other[1], newest: (one, other) => other[2] - one[2] };

/**
 * A value of a facet. In the index it is `NUMBER SLUG TITLE`, so that no second file need name it.
 * @typedef {{slug: string, title: string, number: number, key: string, count: number}} Value
 */

function values(counts) {
  const found = new Map();
  for (const [key, count] of Object.entries(counts)) {
    const [, number, slug, title] = /^(\d+) (\S+) (.*)$/s.exec(key) ?? [];
    if (slug) found.set(slug, { slug, title, number: Number(number), key, count });
  }
  return new Map([...found].sort(([, one], [, other]) => one.number - other.number));
}

export class Engine {
  /** Loads what every search needs. Rejects where the index is missing. @param {string} home the site's address */
  static async open(home) {
    const pagefind = await import(new URL("pagefind/pagefind.js", home).href);
    // A worker would be one more file to load; a search takes some milliseconds.
    await pagefind.options({ noWorker: true, baseUrl: new URL(home).pathname, excerptLength: 24 });
    await pagefind.init();
    return new Engine(pagefind, home);
  }

  constructor(pagefind, home) {
    this.pagefind = pagefind;
    this.home = home;
    /** @type {Map<string, Map<string, Value>>} facet → slug → value, of the facets that were loaded */
    this.facets = new Map();
    this.ranks = new Map();
  }

  /**
   * Loads facets; what the index has none of is known to be empty.
   * @param {Iterable<string>} names @param {string} q the words of the search that comes next
   */
  async load(names, q) {
    const wanted = [...names].filter((name) => !this.facets.has(name));
    if (!wanted.length) return;
    // A search loads the facets that it names; this one excludes what nothing has.
    const filters = Object.fromEntries(wanted.map((name) => [name, { not: "-" }]));
    const { totalFilters } = await this.pagefind.search(telling(q) || EVERY_PAGE, { filters });
    for (const name of wanted) this.facets.set(name, values(totalFilters[name] ?? {}));
  }

  /** The state without what the index does not know, and a sentence for each such value. */
  known(state) {
    const notices = [];
    const chosen = new Map();
    for (const [facet, slugs] of state.chosen) {
      const there = [...slugs].filter((slug) => this.facets.get(facet)?.has(slug));
      for (const slug of slugs)
        if (!there.includes(slug)) notices.push({ facet, slug });
      if (there.length) chosen.set(facet, new Set(there));
    }
    return { state: { ...state, chosen }, notices };
  }

  _filters(chosen, without) {
    const filters = {};
    for (const [facet, slugs] of chosen)
      if (facet !== without)
        filters[facet] = { any: [...slugs].map((slug) => this.facets.get(facet).get(slug).key) };
    // What is retired is found by those who ask for a status.
    const any = chosen.has("status") || without === "status" ? [CARD, RETIRED] : [CARD];
    return { kind: { any }, ...filters };
  }

  /** What a state leads to: results, and how many each further choice would give. */
  async search(state) {
    const ask = (without) => this.pagefind.search(telling(state.q) || EVERY_PAGE, { filters: this._filters(state.chosen, without) });
    const found = await ask();
    const counts = new Map();
    for (const facet of this.facets.keys()) {
      // A second value of one facet widens the choice: count as if none of it were chosen.
      const widened = state.chosen.has(facet) || facet === "status";
      const of = widened ? (await ask(facet)).filters : found.filters;
      counts.set(facet, values(of[facet] ?? {}));
    }
    const order = state.sort || (state.q ? "relevance" : "name");
    return { results: await this._ordered(found.results, order), counts };
  }

  async _ordered(results, order) {
    if (!ORDERS[order]) return results;
    if (!this.ranks.has(order)) {
      const answer = await fetch(new URL("pagefind/orders.json", this.home));
      if (!answer.ok) throw new Error("the orders are missing");
      const rows = (await answer.json()).sort(ORDERS[order]);
      this.ranks.set(order, new Map(rows.map(([id], rank) => [id, rank])));
    }
    const ranks = this.ranks.get(order);
    return [...results].sort((one, other) => ranks.get(one.id) - ranks.get(other.id));
  }

  /** Whether a word stands nowhere on the site; Pagefind finds what begins alike, too. */
  async isStrange(word) {
    const bare = word.replaceAll('"', "");
    if (COMMON.has(bare)) return false;
    return !(await this.pagefind.search(`"${bare}"`)).results.length;
  }

  /** Terms with the words, then stacks and pages. */
  async elsewhere(q) {
    if (!q) return [];
    const kinds = ["term", "stack", "page"];
    const ask = (kind) => this.pagefind.search(telling(q), { filters: { kind } });
    const found = await Promise.all(kinds.map(ask));
    const [terms, stacks, pages] = found.map((of) => of.results);
    return [...terms.slice(0, 2), ...stacks.slice(0, 3), ...pages, ...terms.slice(2), ...stacks.slice(3)];
  }
}

/** A search in the site's own words; nothing where there is nothing to mend, or the words cannot be read. */
export async function mended(home, q) {
  try {
    const [{ meant }, answer] = await Promise.all([
      import("./spelling.js"),
      fetch(new URL("assets/badgepress/vocabulary.json", home)),
    ]);
    return answer.ok ? meant(q, await answer.json()) : undefined;
  } catch (error) {
    console.info("badgepress:", error.message);
    return undefined;
  }
}
