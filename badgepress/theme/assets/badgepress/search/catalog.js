// The catalog's search: reads its state from the address, asks the index, and shows cards.
// Without it, or where the index is missing, the page stays the plain list that it was.

import { Chips } from "./chips.js";
import { Engine, mended, words } from "./engine.js";
import { FIELDS, recall, remember } from "./me.js";
import { Cards, counted, drawn, Elsewhere, item } from "./results.js";
import { isEmpty, nothing, read, short, toggled, wordsOf, write } from "./state.js";
import { Typing } from "./typing.js";

const PORTION = 12;
const LITTLE = 3;
/** New cards at most that are loaded for a letter before the reader pauses. */
const FEW = 3;

const find = document.querySelector(".bp-find[data-home]");
const plain = document.querySelector(".bp-plain");
const one = (selector) => find.querySelector(selector);
const say = (where, text) => {
  one(`[data-say="${where}"]`).textContent = text;
};
const home = new URL(find.dataset.home, location.href).href;
const input = one("#bp-q");
const chips = new Chips(find, (facet, slug) => go(toggled(state, facet, slug)));
const cards = new Cards(one("[data-cards]"));
const others = new Elsewhere(one("[data-elsewhere]"));
const me = { stored: recall(home), now: recall(home) ?? {} };

let state = nothing();
let notices = [];
let engine;
let turn = 0;
/** Rows that the letters before lead to. */
let before = [];

/** The index, loaded once; another try after a failure. */
function opened() {
  engine ??= Engine.open(home).catch((error) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

/** Goes on to a state: a new entry in the browser's history, unless one is still typing. */
function go(next, { replaces = false } = {}) {
  // Whoever chooses a filter before the typing's pause has typed for it.
  if (typing.stop() && next.q === state.q) next = { ...next, q: input.value.trim(), page: 1 };
  state = next;
  notices = [];
  const address = location.pathname + write(state) + location.hash;
  if (address !== location.pathname + location.search + location.hash) {
    if (replaces) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  }
  return show();
}

/** Takes the state from the address. */
function arrive() {
  ({ state, notices } = read(location.search, find.dataset.facets.split(" ")));
  typing.restart();
  input.value = state.q;
  return show();
}

async function show() {
  const mine = ++turn;
  one('[data-say="count"]').removeAttribute("aria-busy");
  const active = !isEmpty(state) || notices.length > 0 || FIELDS.some((field) => me.now[field]);
  if (!active && !engine) return plainly();
  try {
    if (state.q) words(home).catch(() => {}); // while the rest is loaded
    const ready = await opened();
    await ready.load(wantedFacets());
    if (mine !== turn) return;
    const checked = ready.known(state);
    state = checked.state;
    notices.push(...checked.notices.map(unknown));
    const found = await ready.search(state);
    if (mine !== turn || !found) return;
    forgetGone(ready);
    if (active) await showResults(ready, found.results, mine);
    else plainly();
    await drawn();
    if (mine !== turn) return;
    showMe(ready);
    chips.show(state.chosen, found.counts);
    if (active) await showBeside(ready, found, mine);
  } catch (error) {
    if (mine === turn) missing(error);
  }
}

/**
 * Shows the cards for letters to which more may follow, if they are nearly those of the letters before:
 * then what the reader is after is probably among them. All else comes with a pause.
 */
async function ahead(q) {
  const mine = turn;
  try {
    const ready = await opened();
    await ready.load(wantedFacets());
    const next = ready.known({ ...state, q, page: 1 }).state;
    const found = await ready.search(next);
    if (!found || mine !== turn || input.value.trim() !== q) return;
    const rows = found.results.slice(0, PORTION);
    const unlike = rows.filter((row) => !before.includes(row)).length;
    before = rows;
    if (!rows.length) return;
    if (unlike > FEW && rows.filter((row) => !ready.has(row)).length > FEW) return;
    state = next;
    await showResults(ready, found.results, ++turn);
  } catch {
    // Whoever pauses is told.
  }
}

/** More facets are in sight: their counts are those of the present view. */
function withMore() {
  return opened().then(show, missing);
}

/** Facets that are needed now: each is a file of its own. */
function wantedFacets() {
  const mine = one(".bp-me").open || FIELDS.some((field) => me.now[field]) ? FIELDS : [];
  return new Set([...chips.inSight(), ...state.chosen.keys(), ...mine]);
}

const unknown = ({ facet, slug }) => {
  const group = chips.groups.get(facet)?.group.getAttribute("aria-label") ?? facet;
  return `This link asks for “${short(slug)}” under “${group}”, which is not in this catalog. It was left out.`;
};

function plainly() {
  delete cards.list.dataset.q;
  one(".bp-found").hidden = true;
  plain.hidden = false;
  showBar(false);
}

/** The bar above both lists: orders, and what belongs to results alone. */
function showBar(results) {
  one(".bp-found__bar").hidden = false;
  for (const own of ["#found", '[data-do="clear"]']) one(own).hidden = !results;
  const sort = one("[data-sort]");
  sort.querySelector('[value="relevance"]').hidden = !state.q;
  sort.value = state.sort || (state.q ? "relevance" : "name");
}

/** The index cannot be read: one sentence, and everything that works without. */
function missing(error) {
  console.info("badgepress:", error.message);
  one(".bp-found").hidden = false;
  one(".bp-found__bar").hidden = true;
  say("count", "The search cannot be loaded at the moment. Reload the page to try again; the list below holds the whole catalog, page by page.");
  for (const emptied of ["notices", "meant"]) say(emptied, "");
  cards.clear();
  others.clear();
  one('[data-do="more"]').hidden = true;
  plain.hidden = false;
}

async function showResults(ready, results, mine) {
  const wanted = Math.min(state.page * PORTION, results.length);
  const rows = results.slice(0, wanted);
  const htmls = await Promise.all(rows.map((row) => ready.card(row)));
  if (mine !== turn) return;
  plain.hidden = true;
  one(".bp-found").hidden = false;
  showBar(true);
  say("count", counted(results.length, wanted, state.chosen.size > 0));
  one('[data-say="notices"]').replaceChildren(...notices.map((text) => item(text)));
  cards.show(ready, rows, htmls, me.now);
  if (cards.list.dataset.q !== state.q) cards.list.dataset.q = state.q;
  one('[data-do="more"]').hidden = wanted >= results.length;
}

/** What may come a moment later: other pages, and "did you mean". */
async function showBeside(ready, { results, elsewhere }, mine) {
  const some = await ready.shown(elsewhere.slice(0, 4));
  if (mine !== turn) return;
  others.show(ready, elsewhere, some);
  await showMeant(ready, results.length + elsewhere.length, mine);
}

/** "Did you mean", where little is found or what is found holds other words. */
async function showMeant(ready, number, mine) {
  const meant = one('[data-say="meant"]');
  meant.replaceChildren();
  const words = wordsOf(state.q);
  const strange = (await Promise.all(words.map((word) => ready.isStrange(word)))).some(Boolean);
  if (!words.length || (number >= LITTLE && !strange)) return;
  const better = await mended(home, state.q);
  if (!better || mine !== turn) return;
  const link = document.createElement("a");
  link.href = write({ ...state, q: better, page: 1 });
  link.textContent = better;
  meant.append("Did you mean ", link, "?");
}

/** What is known of the visitor and gone from the catalog is forgotten, and told. @param {Engine} ready */
function forgetGone(ready) {
  const gone = FIELDS.filter((field) => me.now[field] && ready.facets.has(field) && !ready.values(field).has(me.now[field]));
  for (const field of gone) {
    const label = one(`[data-me="${field}"]`).labels[0].firstChild.textContent.trim();
    notices.push(`“${short(me.now[field])}”, remembered under “${label}”, is not in this catalog anymore. It was forgotten.`);
    me.now = { ...me.now, [field]: "" };
  }
  if (!gone.length || !me.stored) return;
  me.stored = FIELDS.some((field) => me.now[field]) ? { ...me.now } : undefined;
  remember(home, me.stored);
}

function showMe(ready) {
  for (const field of FIELDS) {
    const select = one(`[data-me="${field}"]`);
    if (select.options.length === 1 && ready.facets.has(field))
      for (const value of ready.values(field).values()) select.add(new Option(value.title, value.slug));
    select.value = me.now[field] ?? "";
    if (select.selectedIndex < 0) select.value = "";
  }
  const district = me.now["recognized-by"];
  one('[data-do="mine"]').hidden = !district || !!state.chosen.get("recognized-by")?.has(district);
  one('[data-do="forget"]').hidden = !me.stored;
}

const actions = {
  remember() {
    const kept = FIELDS.some((field) => me.now[field]) ? { ...me.now } : undefined;
    if (!kept) return say("me", "Choose a role, grades or a district first.");
    if (!remember(home, kept)) return say("me", "This browser does not let sites remember anything. What you chose holds until you leave this page.");
    me.stored = kept;
    say("me", "Remembered in this browser. Nothing was sent anywhere.");
    one('[data-do="forget"]').hidden = false;
  },
  forget() {
    const done = remember(home, undefined);
    me.stored = undefined;
    me.now = {};
    one(".bp-me summary").focus();
    say("me", done ? "Forgotten." : "This browser does not let sites change what they remember.");
    show();
  },
  mine() {
    const district = me.now["recognized-by"];
    go(toggled(state, "recognized-by", district));
  },
  async more() {
    const shown = one("[data-cards]").children.length;
    await go({ ...state, page: state.page + 1 }, { replaces: true });
    one("[data-cards]").children[shown]?.querySelector("a").focus();
  },
  clear() {
    input.value = "";
    go({ ...nothing(), others: state.others });
    input.focus();
  },
};

find.addEventListener("click", (event) => {
  const action = actions[event.target.closest("[data-do]")?.dataset.do];
  const meant = event.target.closest(".bp-meant a");
  if (meant && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    input.value = meant.textContent;
    input.focus();
    go({ ...state, q: meant.textContent, page: 1 });
  } else if (action && !(event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    action();
  }
});
one("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const waiting = typing.stop();
  const q = input.value.trim();
  if (waiting || q !== new URLSearchParams(location.search).get("q") || one(".bp-found").hidden) go({ ...state, q, page: 1 });
  one("#found").focus();
});
const typing = new Typing(input, ahead, (q, begun) => go({ ...state, q, page: 1 }, { replaces: begun }));
// A screen reader is told how much was found when the reader pauses, not at each letter.
input.addEventListener("input", () => one('[data-say="count"]').setAttribute("aria-busy", "true"));
input.addEventListener("focus", () => {
  const facets = opened().then((ready) => ready.load(wantedFacets()));
  for (const soon of [facets, words(home)]) soon.catch(() => {});
});
one("[data-sort]").addEventListener("change", (event) => go({ ...state, sort: event.target.value, page: 1 }));
one(".bp-me").addEventListener("toggle", () => one(".bp-me").open && withMore());
chips.further?.addEventListener("toggle", () => chips.further.open && withMore());
for (const field of FIELDS)
  one(`[data-me="${field}"]`).addEventListener("change", (event) => {
    me.now = { ...me.now, [field]: event.target.value };
    show();
  });
addEventListener("popstate", arrive);
one(".bp-me").hidden = false;
arrive();
