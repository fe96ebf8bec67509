// My plan: what is had and wanted, how far each stack is, and what is left to earn.
import { button, copyButton, el, redraw } from "./dom.js";
import { Entries } from "./entries.js";
import { HOME, emptyPlan, fromFragment, store, toFragment } from "./state.js";
import { Counter, hours, range, reference } from "./totals.js";

const root = document.getElementById("bp-plan");
const entries = new Entries("plan", Number(root.dataset.shards));
/** Stacks that were not asked for, but of which something is had. */
const MOST_SUGGESTED = 6;
let faults = [];
let undo = null;

const notice = (...words) => el("p", { class: "bp-said" }, ...words);
const link = (entry) => el("a", { href: new URL(entry.path, HOME) }, entry.name);
const nameOf = (key) => entries.known.get(key)?.name ?? key;
const quoted = (keys) => keys.map((key) => `“${key}”`).join(", ");
const amounts = (total) =>
  `${hours(total.hours)}${total.ceu[1] ? ` and ${range(total.ceu)} CEU` : ""}`;

/** Follow the address: a plan that came by a link is shown, and kept only when that is wished. */
function follow() {
  const read = fromFragment(location.hash);
  faults = read?.faults ?? [];
  const given = read && (read.plan.have.size || read.plan.want.size);
  if (given) store.show(read.plan, true);
  else if (store.shared) store.show(store.own(), false);
  else draw();
}

function keepShared(plan) {
  history.replaceState(null, "", location.pathname);
  store.shared = false;
  store.change((own) => Object.assign(own, { have: plan.have, want: plan.want }));
}

function sharedNotice() {
  const own = store.own();
  const merged = () => {
    const have = new Map([...own.have, ...store.plan.have]);
    return { have, want: new Set([...own.want, ...store.plan.want].filter((key) => !have.has(key))) };
  };
  const filled = own.have.size + own.want.size > 0;
  return el("div", { class: "bp-said" },
    el("p", {}, "This plan came by a link. It is not kept in this browser yet."),
    el("p", { class: "bp-actions" },
      button(filled ? "Keep it in place of mine" : "Keep it in this browser", () => keepShared(store.plan), { "data-focus": "keep" }),
      filled ? button("Add it to mine", () => keepShared(merged()), { "data-focus": "merge" }) : null,
      filled ? button("Show mine", () => { history.replaceState(null, "", location.pathname); follow(); }, { "data-focus": "mine" }) : null,
    ));
}

function notices(unknown) {
  const found = faults.map((fault) => notice(`The link’s plan could not be read in full. ${fault}`));
  if (unknown.length) found.push(notice(`This catalog has nothing with the id ${quoted(unknown)}, so it is left out.`));
  for (const key of [...store.plan.have.keys(), ...store.plan.want]) {
    const { retired } = entries.known.get(key) ?? {};
    if (!retired) continue;
    const instead = retired.instead.map((other) => entries.known.get(other)).filter(Boolean);
    const stays = store.plan.have.has(key) ? "what you have earned stays valid and keeps counting" : "it can no longer be begun";
    found.push(notice(`${nameOf(key)} was retired on ${retired.since}: ${stays}.`,
      ...(instead.length ? [" In its place: ", ...instead.flatMap((entry, index) => [index ? ", " : "", link(entry)]), "."] : [])));
  }
  if (store.blocked) found.push(notice("This browser lets this site keep nothing, so the plan lasts as long as this page is open. Copy its link to keep it."));
  return found;
}

function stepLine(step, counter) {
  const done = counter.progress(step) >= step.need;
  const options = step.of.flatMap((text, index) => {
    const [key, version] = reference(text);
    const old = store.plan.have.has(key) && !counter.met(text);
    return [index ? "; " : "", link(entries.known.get(key)), version > 1 ? ` (version ${version} or later)` : "",
      old ? " – yours is older" : step.of.length > 1 && counter.met(text) ? " ✓" : ""];
  });
  const words = step.words ? `${step.words}: ` : "";
  const partly = !done && counter.progress(step) ? ` (${counter.progress(step)} of ${step.need} so far)` : "";
  return el("li", { class: done ? "bp-done" : "bp-todo" },
    el("span", { class: "bp-mark" }, done ? "Earned" : "To earn"), el("span", {}, words, options, partly));
}

function stackBox(key, counter, suggested) {
  const entry = entries.known.get(key);
  const left = counter.remaining(key);
  const done = entry.steps.filter((step) => counter.progress(step) >= step.need).length;
  const all = entry.steps.length;
  const words = counter.met(key) && store.plan.have.has(key) ? "You have it." : `${done} of ${all} ${all === 1 ? "step" : "steps"}.`;
  return el("section", { class: "bp-plan-stack" },
    el("h3", {}, link(entry)),
    el("p", {}, el("progress", { max: all, value: left ? done : all, "aria-label": `Steps earned: ${entry.name}` }), ` ${words} `,
      el("strong", {}, left ? `Left: ${amounts(left)}.` : "Nothing is left to earn.")),
    el("ul", { class: "bp-plan-steps" }, entry.steps.map((step) => stepLine(step, counter))),
    suggested ? button("Want it", () => store.change((plan) => plan.want.add(key)), { "aria-label": `Want it: ${entry.name}`, "data-focus": `want ${key}` }) : removal(key));
}

const removal = (key) =>
  button("Remove", () => store.change((plan) => { plan.want.delete(key); plan.have.delete(key); }),
    { "aria-label": `Remove: ${nameOf(key)}`, "data-focus": `remove ${key}` });

function versionChoice(key) {
  const { version, name } = entries.known.get(key);
  if (version < 2) return null;
  const select = el("select", { "aria-label": `Version that you have: ${name}`, "data-focus": `version ${key}` },
    Array.from({ length: version }, (_, index) => el("option", { value: index + 1 }, `version ${index + 1}`)));
  select.value = String(Math.min(store.plan.have.get(key), version));
  select.addEventListener("change", () => store.change((plan) => plan.have.set(key, Number(select.value))));
  return select;
}

function line(key, counter) {
  const entry = entries.known.get(key);
  const had = store.plan.have.has(key);
  const first = had ? [] : (entry.first ?? []).filter((each) => !store.plan.have.has(each) && entries.known.has(each));
  const facts = entry.steps ? entry.kind : amounts({ hours: [entry.hours, entry.hours], ceu: [entry.ceu, entry.ceu] });
  return el("li", {},
    el("span", {}, link(entry), " ", el("span", { class: "bp-note" }, facts),
      first.length ? el("span", { class: "bp-note" }, " · asks first for ", first.flatMap((each, index) => [index ? ", " : "", link(entries.known.get(each))])) : null),
    el("span", { class: "bp-actions" }, had ? versionChoice(key) : null,
      had ? null : button("I have it now", () => store.change((plan) => { plan.want.delete(key); plan.have.set(key, entry.version); }), { "aria-label": `I have it now: ${entry.name}`, "data-focus": `have ${key}` }),
      removal(key)));
}

const part = (title, ...content) => el("section", {}, el("h2", {}, title), ...content);
const list = (keys, counter) => el("ul", { class: "bp-plan-list" }, keys.map((key) => line(key, counter)));

function summary(counter, have, want) {
  const earned = have.map((key) => entries.known.get(key)).filter((entry) => !entry.steps);
  const total = (field) => earned.reduce((sum, entry) => sum + entry[field], 0);
  const left = counter.together(want);
  const sums = { hours: [total("hours"), total("hours")], ceu: [total("ceu"), total("ceu")] };
  return el("dl", { class: "bp-plan-sums" },
    el("div", {}, el("dt", {}, "Earned"), el("dd", {}, earned.length ? amounts(sums) : "nothing yet")),
    el("div", {}, el("dt", {}, "Left of what you want"), el("dd", { id: "bp-left" }, left ? amounts(left) : want.length ? "nothing" : "nothing is wanted yet")));
}

function actions() {
  const address = () => new URL(`plan/#${toFragment(store.plan)}`, HOME).href;
  const clear = button("Clear the plan", () => {
    undo = { have: store.plan.have, want: store.plan.want };
    store.change((plan) => Object.assign(plan, emptyPlan(), { compare: plan.compare }));
  }, { "data-focus": "clear" });
  const field = el("input", { readonly: true, value: address(), "data-focus": "link", onfocus: (event) => event.target.select() });
  return el("div", { class: "bp-plan-actions" }, el("label", {}, "Link to this plan ", field),
    el("p", { class: "bp-actions" }, copyButton("Copy the link", address), button("Print", () => print(), { "data-focus": "print" }), clear));
}

function undoing() {
  return notice("The plan is empty now. ", button("Take that back", () => {
    const before = undo;
    undo = null;
    store.change((plan) => Object.assign(plan, before));
  }, { "data-focus": "clear" }));
}

/** Keys of former ids become those of today, wherever they stand. */
function rename(names) {
  const { plan } = store;
  plan.have = new Map([...plan.have].map(([key, version]) => [names.get(key) ?? key, version]));
  plan.want = new Set([...plan.want].map((key) => names.get(key) ?? key).filter((key) => !plan.have.has(key)));
}

/** Loads all that is named; what the plan knows, wants, and is part of. */
async function load() {
  const { names, unknown } = await entries.resolve([...store.plan.have.keys(), ...store.plan.want]);
  rename(names);
  const known = (keys) => [...keys].filter((key) => entries.known.has(key));
  const [have, want] = [known(store.plan.have.keys()), known(store.plan.want)];
  const around = [...have, ...want].map((key) => entries.known.get(key));
  const within = [...new Set(around.flatMap((entry) => entry.in ?? []))];
  const instead = around.flatMap((entry) => [...(entry.retired?.instead ?? []), ...(entry.first ?? [])]);
  const suggested = within.filter((key) => !store.plan.want.has(key) && !store.plan.have.has(key)).slice(0, MOST_SUGGESTED);
  await Promise.all([entries.close([...have, ...want, ...suggested]), entries.resolve(instead)]);
  const offered = suggested.filter((key) => !entries.known.get(key)?.retired);
  return { have, want, suggested: offered, unknown };
}

function content({ have, want, suggested }) {
  const counter = new Counter(entries.known, store.plan.have);
  const isStack = (key) => Boolean(entries.known.get(key).steps);
  const stacks = want.filter(isStack);
  const single = want.filter((key) => !isStack(key));
  return [
    summary(counter, have, want),
    actions(),
    stacks.length ? part("Stacks that I want", stacks.map((key) => stackBox(key, counter, false))) : null,
    single.length ? part("Micro-credentials that I want", list(single, counter)) : null,
    have.length ? part("What I have", list(have, counter)) : null,
    suggested.length ? part("Stacks that they are part of", suggested.map((key) => stackBox(key, counter, true))) : null,
  ].filter(Boolean);
}

let drawing = 0;

async function draw() {
  const mine = ++drawing;
  const empty = !store.plan.have.size && !store.plan.want.size;
  let shown = { have: [], want: [], suggested: [], unknown: [] };
  let failed = null;
  try {
    if (!empty) shown = await load();
  } catch {
    failed = notice("The plan’s data could not be loaded. The site may just have changed, or there is no connection: reload the page. Your plan is kept.");
  }
  if (mine !== drawing) return; // a later change is on its way
  const said = el("div", { role: "status" }, failed ? [failed] : notices(shown.unknown));
  const start = el("p", {}, "Nothing is in it yet. Press ", el("strong", {}, "Have"), " or ", el("strong", {}, "Want"), " below, or on any card and page of the catalog.");
  const body = empty ? [undo ? undoing() : null, start].filter(Boolean) : failed ? [] : content(shown);
  if (!empty) undo = null;
  redraw(root, [said, ...(store.shared ? [sharedNotice()] : []), ...body]);
  root.dataset.ready = "true";
}

store.listeners.add(draw);
addEventListener("hashchange", follow);
follow();
