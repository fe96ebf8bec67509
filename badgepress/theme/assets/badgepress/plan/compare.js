// Two to four side by side: which ones is said by the address's fragment, or else by what was chosen on cards.
import { button, copyButton, el, redraw } from "./dom.js";
import { Entries } from "./entries.js";
import { HOME, compareFragment, fromFragment, store } from "./state.js";

const root = document.getElementById("bp-compare");
const most = Number(root.dataset.most);
const rows = root.dataset.rows.split("|");
const entries = new Entries("compare", Number(root.dataset.shards));
let onlyDifferences = false;
/** What this page itself wrote into the address. */
let written = "";

const notice = (words) => el("p", { class: "bp-said" }, words);

/** What the address asks for, with what is wrong with it. */
function asked() {
  const read = fromFragment(location.hash || location.search, "compare");
  if (!read || location.hash === written) return { keys: [...store.plan.compare], faults: [] };
  return { keys: [...read.plan.compare], faults: read.faults };
}

const same = (values) => new Set(values.map((value) => JSON.stringify(value))).size === 1;

function heading(key, entry) {
  const image = entry.image && el("img", { src: new URL(entry.image, HOME), alt: "", width: 72, height: 72 });
  const take = button("Remove", () => choose([...shown].filter((each) => each !== key)), {
    "aria-label": `Remove: ${entry.name}`, "data-focus": `remove ${key}`,
  });
  return el("th", { scope: "col" }, image, el("a", { href: new URL(entry.path, HOME) }, entry.name), take);
}

function row(name, found) {
  const values = found.map(([, entry]) => entry.rows[name] ?? []);
  if (!values.some((value) => value.length)) return null;
  const differs = !same(values);
  if (onlyDifferences && !differs) return null;
  const mark = differs && el("span", { class: "bp-differs" }, el("span", { "aria-hidden": "true" }, "≠ "), "differs");
  const cells = values.map((lines, index) =>
    el("td", { "data-label": found[index][1].name },
      el("div", {}, lines.length > 1 ? el("ul", {}, lines.map((line) => el("li", {}, line))) : lines[0] ?? "—")),
  );
  return el("tr", { class: differs ? "bp-differing" : null }, el("th", { scope: "row" }, name, mark || ""), cells);
}

function table(found) {
  const body = rows.map((name) => row(name, found)).filter(Boolean);
  const none = el("tr", {}, el("td", { colspan: found.length + 1 }, "Nothing differs."));
  return el("table", { class: "bp-compare" },
    el("caption", {}, `Side by side: ${found.map(([, entry]) => entry.name).join("; ")}`),
    el("thead", {}, el("tr", {}, el("td", {}), found.map(([key, entry]) => heading(key, entry)))),
    el("tbody", {}, body.length ? body : none),
  );
}

function actions() {
  const box = el("input", { type: "checkbox", "data-focus": "only" });
  box.checked = onlyDifferences;
  box.addEventListener("change", () => { onlyDifferences = box.checked; draw(); });
  return el("p", { class: "bp-actions" }, el("label", {}, box, " Only what differs"),
    copyButton("Copy the link", () => location.href), button("Print", () => print()));
}

let shown = new Set();

/** Compare these from now on, and remember them. */
function choose(keys) {
  written = keys.length ? `#${compareFragment(keys)}` : "";
  history.replaceState(null, "", written || location.pathname);
  store.change((plan) => (plan.compare = new Set(keys)));
}

async function draw() {
  const { keys, faults } = asked();
  const notices = faults.map((fault) => notice(`The link could not be read in full. ${fault}`));
  let found = [];
  try {
    const { names, unknown } = await entries.resolve(keys.slice(0, most));
    found = [...new Set(names.values())].map((key) => [key, entries.known.get(key)]);
    if (unknown.length) notices.push(notice(`This catalog has nothing with the id ${unknown.map((key) => `“${key}”`).join(", ")}, so it is left out.`));
  } catch {
    notices.push(notice("What is to be compared could not be loaded. The site may just have changed, or there is no connection: reload the page."));
  }
  if (keys.length > most) notices.push(notice(`At most ${most} are compared at once; these are the first ones.`));
  for (const [, entry] of found)
    if (entry.retired) notices.push(notice(`${entry.name} was retired on ${entry.retired.since}: it can no longer be begun; what was earned stays valid.`));
  shown = new Set(found.map(([key]) => key));
  const content = found.length > 1 ? [actions(), table(found)] : [];
  if (found.length === 1) content.push(el("p", {}, `So far there is one: `, el("a", { href: new URL(found[0][1].path, HOME) }, found[0][1].name), ". Choose at least one more."), table(found));
  if (!found.length) content.push(el("p", {}, "Nothing is chosen yet."));
  redraw(root, [el("div", { role: "status" }, notices), ...content]);
  root.dataset.ready = "true";
}

store.listeners.add(draw);
addEventListener("hashchange", draw);
draw();
