// Pagefind behind the few questions that the catalog asks it.

const CARD = "micro-credential";
const RETIRED = "retired";
const ORDERS = { name: { name: "asc" }, hours: { hours: "asc" }, newest: { published: "desc" } };

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
  /** Loads the index. Rejects where it is missing. @param {string} home the site's address */
  static async open(home) {
    const pagefind = await import(new URL("pagefind/pagefind.js", home).href);
    // A worker would be one more file to load; a search takes some milliseconds.
    await pagefind.options({ noWorker: true, baseUrl: new URL(home).pathname, excerptLength: 24 });
    await pagefind.init();
    const counts = await pagefind.filters();
    if (!counts.kind) throw new Error("the index is empty");
    return new Engine(pagefind, counts);
  }

  constructor(pagefind, counts) {
    this.pagefind = pagefind;
    /** @type {Map<string, Map<string, Value>>} facet → slug → value */
    this.facets = new Map();
    for (const [name, of] of Object.entries(counts)) if (name !== "kind") this.facets.set(name, values(of));
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
    const filters = { kind: CARD };
    for (const [facet, slugs] of chosen)
      if (facet !== without)
        filters[facet] = { any: [...slugs].map((slug) => this.facets.get(facet).get(slug).key) };
    if (!filters.status) {
      const status = this.facets.get("status") ?? new Map();
      const offered = [...status.values()].filter((value) => value.slug !== RETIRED);
      if (offered.length && offered.length < status.size) filters.status = { any: offered.map((value) => value.key) };
    }
    return filters;
  }

  /** What a state leads to: results, and how many each further choice would give. */
  async search(state) {
    const sort = ORDERS[state.sort || (state.q ? "relevance" : "name")];
    const ask = (without) =>
      this.pagefind.search(state.q || null, { filters: this._filters(state.chosen, without), ...(sort && { sort }) });
    const found = await ask();
    const counts = new Map();
    for (const facet of this.facets.keys()) {
      // A second value of one facet widens the choice: count as if none of it were chosen.
      const widened = state.chosen.has(facet) || facet === "status";
      const of = widened ? await this._widened(state, facet) : found.filters;
      counts.set(facet, values(of[facet] ?? {}));
    }
    return { results: found.results, counts };
  }

  async _widened(state, facet) {
    const filters = this._filters(state.chosen, facet);
    if (facet === "status") delete filters.status;
    return (await this.pagefind.search(state.q || null, { filters })).filters;
  }

  /** Stacks, terms and pages with the words. */
  async elsewhere(q) {
    if (!q) return [];
    const found = await this.pagefind.search(q, { filters: { kind: { any: ["stack", "term", "page"] } } });
    return found.results;
  }
}
