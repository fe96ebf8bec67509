// The catalog's search: reads its state from the address, asks the index, and shows cards.
// Without it, or where the index is missing, the page stays the plain list that it was.

import { Chips } from "./chips.js";
import { Engine, mended, words } from "./engine.js";
import { FIELDS, recall, remember } from "./me.js";
import { card, counted, drawn, hit, item } from "./results.js";
import { isEmpty, nothing, read, short, toggled, wordsOf, write } from "./state.js";

const PORTION = 12;
const LITTLE = 3;
/** Milliseconds after the first two letters of a word, in which a third one may follow. */
const PATIENCE = 800;
/** Milliseconds after any other key: somewhat more than lie between two keys of a fast typist. */
const PAUSE = 120;

const find = document.querySelector(".bp-find[data-home]");
const plain = document.querySelector(".bp-plain");
const one = (selector) => find.querySelector(selector);
const say = (where, text) => {
  one(`[data-say="${where}"]`).textContent = text;
};
const home = new URL(find.dataset.home, location.href).href;
const input = one("#bp-q");
const chips = new Chips(find, (facet, slug) => go(toggled(state, facet, slug)));
const me = { stored: recall(home), now: recall(home) ?? {} };

let state = nothing();
let notices = [];
let engine;
let turn = 0;

/** The index, loaded once; another try after a failure. */
function opened() {
  engine ??= Engine.open(home).catch((error) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

/** Goes on to a state: a new entry in the browser's history, unless one is still typing. */
function go(next, { typing = false } = {}) {
  state = next;
  notices = [];
  const address = location.pathname + write(state) + location.hash;
  if (address !== location.pathname + location.search + location.hash) {
    if (typing) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  }
  return show();
}

/** Takes the state from the address. */
function arrive() {
  ({ state, notices } = read(location.search, find.dataset.facets.split(" ")));
  input.value = state.q;
  return show();
}

async function show() {
  const mine = ++turn;
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
    if (mine !== turn) return;
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

/** More facets are in sight: their counts are those of the present view. */
async function withMore() {
  try {
    await opened();
  } catch (error) {
    return missing(error);
  }
  return show();
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
  one("[data-cards]").replaceChildren();
  one("[data-elsewhere]").hidden = true;
  one('[data-do="more"]').hidden = true;
  plain.hidden = false;
}

async function showResults(ready, results, mine) {
  const wanted = Math.min(state.page * PORTION, results.length);
  const rows = results.slice(0, wanted);
  const cards = await Promise.all(rows.map((row) => ready.card(row)));
  if (mine !== turn) return;
  plain.hidden = true;
  one(".bp-found").hidden = false;
  showBar(true);
  say("count", counted(results.length, wanted, state.chosen.size > 0));
  one('[data-say="notices"]').replaceChildren(...notices.map((text) => item(text)));
  one("[data-cards]").replaceChildren(...cards.map((html, index) => card(ready, rows[index], html, me.now)));
  one("[data-cards]").dispatchEvent(new CustomEvent("badgepress:cards", { bubbles: true }));
  one('[data-do="more"]').hidden = wanted >= results.length;
}

/** What may come a moment later: other pages, and "did you mean". */
async function showBeside(ready, { results, elsewhere }, mine) {
  const hits = await Promise.all(elsewhere.slice(0, 4).map((result) => result.data()));
  if (mine !== turn) return;
  showElsewhere(elsewhere, hits);
  await showMeant(ready, results.length + elsewhere.length, mine);
}

function showElsewhere(results, hits) {
  one("[data-elsewhere]").hidden = !hits.length;
  one(".bp-hits").replaceChildren(...hits.map(hit));
  const more = one('[data-do="more-elsewhere"]');
  more.hidden = results.length <= hits.length;
  more.onclick = async () => {
    const shown = one(".bp-hits").children.length;
    const next = await Promise.all(results.slice(shown, shown + 10).map((result) => result.data()));
    one(".bp-hits").append(...next.map(hit));
    one(".bp-hits").children[shown]?.querySelector("a").focus();
    more.hidden = results.length <= shown + next.length;
  };
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
    await go({ ...state, page: state.page + 1 }, { typing: true });
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
  clearTimeout(typing);
  const q = input.value.trim();
  if (q !== new URLSearchParams(location.search).get("q") || one(".bp-found").hidden) go({ ...state, q, page: 1 });
  one("#found").focus();
});
let typing;
let begun = false;
input.addEventListener("input", () => {
  clearTimeout(typing);
  // The first letters of a word would load every piece of the index that has a word beginning so:
  // they are looked for only when nothing follows ("AI").
  const wait = /(^|\s)\S{1,2}$/.test(input.value) ? PATIENCE : PAUSE;
  typing = setTimeout(() => {
    // The first letters make an entry of their own: Back leads to what was there before.
    go({ ...state, q: input.value.trim(), page: 1 }, { typing: begun });
    begun = true;
  }, wait);
});
input.addEventListener("focus", () => {
  begun = false;
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
