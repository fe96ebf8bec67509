// The whole state of a filtered view, as it stands in the address: a view is a link.

/** Parameters besides the facets. */
const OWN = new Set(["q", "sort", "page"]);
export const SORTS = ["relevance", "name", "hours", "newest"];

/**
 * @typedef {object} State
 * @property {string} q words to search for
 * @property {string} sort one of SORTS, or "" where it follows from the words
 * @property {number} page how many portions of results are shown
 * @property {Map<string, Set<string>>} chosen facet → values
 * @property {[string, string][]} others parameters of somebody else's, kept as they came
 */

/** @returns {State} nothing asked for */
export const nothing = () => ({ q: "", sort: "", page: 1, chosen: new Map(), others: [] });

/**
 * Reads an address's query. Parameters that are no facet are somebody else's, and are kept.
 * @param {string} query
 * @param {Iterable<string>} facets
 * @returns {{state: State, notices: string[]}}
 */
export function read(query, facets) {
  const state = nothing();
  const notices = [];
  const given = new URLSearchParams(query);
  state.q = (given.get("q") ?? "").trim().slice(0, 200);
  const sort = given.get("sort") ?? "";
  if (SORTS.includes(sort)) state.sort = sort;
  else if (sort) notices.push(`There is no order “${short(sort)}”; the usual one is used.`);
  const page = given.get("page") ?? "1";
  if (/^[1-9][0-9]{0,3}$/.test(page)) state.page = Number(page);
  else notices.push(`“${short(page)}” is no page of results; the first one is shown.`);
  const known = new Set(facets);
  state.others = [...given].filter(([name]) => !known.has(name) && !OWN.has(name));
  for (const [name, value] of given)
    if (known.has(name) && value) {
      if (!state.chosen.has(name)) state.chosen.set(name, new Set());
      state.chosen.get(name).add(value);
    }
  return { state, notices };
}

/** The query of a state; what is usual is left out. @param {State} state */
export function write(state) {
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  for (const [facet, values] of [...state.chosen].sort())
    for (const value of [...values].sort()) query.append(facet, value);
  if (state.sort) query.set("sort", state.sort);
  if (state.page > 1) query.set("page", String(state.page));
  for (const [name, value] of state.others) query.append(name, value);
  const text = query.toString();
  return text && `?${text}`;
}

/** Whether nothing is asked for. @param {State} state */
export const isEmpty = (state) => !state.q && !state.sort && state.page === 1 && ![...state.chosen.values()].some((values) => values.size);

/** A state with one value chosen or given up; results begin anew. */
export function toggled(state, facet, value) {
  const chosen = new Map([...state.chosen].map(([name, values]) => [name, new Set(values)]));
  const values = chosen.get(facet) ?? new Set();
  if (!values.delete(value)) values.add(value);
  if (values.size) chosen.set(facet, values);
  else chosen.delete(facet);
  return { ...state, page: 1, chosen };
}

/** A text as it may stand in a sentence. @param {string} text */
export const short = (text) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

/** The words of a search. @param {string} q */
export const wordsOf = (q) => q.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
