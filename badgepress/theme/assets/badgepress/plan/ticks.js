// The buttons "Have", "Want" and "Compare" wherever something is shown, and the line that leads to the tools.
import { button, el } from "./dom.js";
import { HOME, MOST_COMPARED, compareFragment, keyOf, store, toFragment } from "./state.js";

const groups = new Map();

const CHOICES = [
  {
    word: "Have",
    on: (key) => store.plan.have.has(key),
    toggle: (plan, key, version) => {
      if (plan.have.delete(key)) return;
      plan.have.set(key, version);
      plan.want.delete(key);
    },
  },
  {
    word: "Want",
    on: (key) => store.plan.want.has(key),
    toggle: (plan, key) => {
      if (plan.want.delete(key)) return;
      plan.want.add(key);
      plan.have.delete(key);
    },
  },
  {
    word: "Compare",
    on: (key) => store.plan.compare.has(key),
    toggle: (plan, key) => {
      if (plan.compare.delete(key)) return;
      if (plan.compare.size < MOST_COMPARED) plan.compare.add(key);
      else full = true;
    },
  },
];
let full = false;

/** The name of what a group of buttons is about: the nearest heading or link before it. */
function nameOf(place) {
  const around = place.closest(".bp-card, .bp-hero, .bp-plan-option, .bp-plan-stack");
  const found = around?.querySelector(".bp-card__name, h1") ?? around?.querySelector("a");
  const text = (found ?? document.querySelector("h1"))?.cloneNode(true);
  text?.querySelectorAll(".bp-version, .headerlink").forEach((each) => each.remove());
  return text?.textContent.trim() ?? "";
}

function fill(place) {
  const key = keyOf(place.dataset.entry);
  const name = nameOf(place);
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", `Plan: ${name}`);
  const buttons = CHOICES.map(({ word, toggle }) =>
    button(word, () => {
      full = false;
      store.change((plan) => toggle(plan, key, Number(place.dataset.version)));
    }, { class: "bp-tick", "aria-label": `${word}: ${name}` }),
  );
  place.replaceChildren(...buttons);
  groups.set(place, { key, buttons });
}

/** A link to a tool; where nothing is kept, it carries what was chosen. */
function link(path, words, fragment) {
  const address = new URL(path, HOME);
  if (fragment) address.hash = fragment;
  return el("a", { href: address.href }, words);
}

const tray = el("div", { class: "bp-tray", role: "region", "aria-label": "Your choices", lang: "en", hidden: true });
const said = el("p", { role: "status" });

function showTray() {
  const { have, want, compare } = store.plan;
  const chosen = have.size + want.size;
  const links = el("p", {});
  if (chosen) links.append(link("plan/", `My plan (${chosen})`, store.blocked ? toFragment(store.plan) : ""));
  if (compare.size) links.append(link("compare/", `Compare (${compare.size})`, compareFragment(compare)));
  const words = [];
  if (full) words.push(`At most ${MOST_COMPARED} can be compared: take one out first.`);
  if (store.blocked && (chosen || compare.size))
    words.push("This browser lets this site keep nothing: your choices are forgotten when you leave the page, unless you follow these links.");
  // The same words again would be read out again.
  if (said.textContent !== words.join(" ")) said.textContent = words.join(" ");
  tray.replaceChildren(links, said);
  tray.hidden = !(chosen || compare.size);
  document.documentElement.classList.toggle("bp-has-tray", !tray.hidden);
}

function show() {
  for (const { key, buttons } of groups.values())
    CHOICES.forEach(({ on }, index) => buttons[index].setAttribute("aria-pressed", String(on(key))));
  showTray();
}

/** Puts buttons into every place below an element that has none yet. */
export function fillTicks(root = document) {
  for (const place of groups.keys()) if (!place.isConnected) groups.delete(place);
  for (const place of root.querySelectorAll(".bp-ticks[data-entry]")) if (!groups.has(place)) fill(place);
  show();
}

fillTicks();
// A page that leads to nothing has nothing to choose, and is too short for what stays at the window's foot.
if (!document.querySelector("#bp-plan, .bp-missing")) document.querySelector("article")?.append(tray);
store.listeners.add(show);
// Lists that other scripts make have places of their own.
new MutationObserver((changes) => {
  if (changes.some((change) => [...change.addedNodes].some((node) => node.querySelector?.(".bp-ticks:empty")))) fillTicks();
}).observe(document.body, { childList: true, subtree: true });
