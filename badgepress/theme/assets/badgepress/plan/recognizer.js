// What a recognizer recognizes: a filter above its table, and the snippet for other sites.
import { copyButton, el } from "./dom.js";

/** Parameter of the address → field of the filter. */
const FIELDS = { find: "filter-text", for: "filter-purpose", role: "filter-role" };

/** A field with its label beside it: a label around a list would be named by all of its choices. */
const labeled = (words, field) => el("span", {}, el("label", { for: field.id }, words), " ", field);

function choice(id, words, values, changed) {
  const select = el("select", { id, onchange: changed }, el("option", { value: "" }, "All"), values.map((value) => el("option", { value }, value)));
  return [select, labeled(words, select)];
}

const listed = (text) => [...new Set(text.split("|").filter(Boolean))].sort();

/** The rows of another page of the list, with links that hold here. @param {string} address */
async function rowsOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const table = page.getElementById("recognitions");
  if (!table) throw new Error(`${address}: no table`);
  for (const name of ["href", "src"])
    for (const element of table.querySelectorAll(`[${name}]`)) element.setAttribute(name, new URL(element.getAttribute(name), address).href);
  return [...table.tBodies[0].rows].map((row) => document.importNode(row, true));
}

function filter(place, table) {
  const own = [...table.tBodies[0].rows];
  const pages = document.querySelector(".bp-pages");
  let rows = own;
  let whole;
  const said = el("p", { role: "status", class: "bp-note" });
  const text = el("input", { id: FIELDS.find, type: "search", autocomplete: "off", oninput: changed });
  const [purpose, purposes] = choice(FIELDS.for, "For", listed(place.dataset.purposes), changed);
  const [role, roles] = choice(FIELDS.role, "My role", listed(place.dataset.roles), changed);
  const fields = { find: text, for: purpose, role };

  /** All rows of the list, from its other pages; loaded once, when somebody filters. */
  function all() {
    const addresses = place.dataset.pages.split(" ").map((path) => new URL(path, location.href).href);
    const here = Number(place.dataset.number) - 1;
    whole ??= Promise.all(addresses.map((address, index) => (index === here ? own : rowsOf(address)))).then((found) => {
      rows = found.flat();
      table.tBodies[0].replaceChildren(...rows);
    });
    return whole;
  }

  const fits = (row, words) => {
    const content = row.textContent.toLowerCase();
    const wanted = row.dataset.roles.split("|").filter(Boolean);
    return (
      words.every((word) => content.includes(word)) &&
      (!purpose.value || row.dataset.purpose === purpose.value) &&
      // What names no role holds for all.
      (!role.value || !wanted.length || wanted.includes(role.value))
    );
  };

  async function show() {
    const asked = Object.values(fields).some((field) => field.value.trim());
    let missing = "";
    if (asked)
      await all().catch((error) => {
        console.info("badgepress:", error.message);
        whole = undefined;
        missing = " The other pages of this list cannot be loaded at the moment: only this one was looked through.";
      });
    if (asked !== Object.values(fields).some((field) => field.value.trim())) return;
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      row.hidden = !(asked ? fits(row, words) : own.includes(row));
      count += !row.hidden;
    }
    if (pages) pages.hidden = asked && !missing;
    const total = asked && missing ? own.length : Number(place.dataset.total);
    said.textContent = (count ? `${count} of ${total} shown.` : "Nothing here fits: choose something else, or empty the fields.") + missing;
  }

  /** A filtered list is a link; parameters of somebody else's stay. */
  function changed() {
    const address = new URL(location.href);
    for (const [name, field] of Object.entries(fields))
      if (field.value.trim()) address.searchParams.set(name, field.value.trim());
      else address.searchParams.delete(name);
    history.replaceState(null, "", address);
    show();
  }

  place.append(labeled("Find", text), purposes, roles, said);
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = Object.hasOwn(fields, name) && fields[name];
    // A choice that is not there leaves a list at "All".
    if (field && (field === text || [...field.options].some((option) => option.value === value))) field.value = value;
  }
  show();
}

const place = document.querySelector(".bp-filter");
const table = place && document.getElementById(place.dataset.for);
if (table) filter(place, table);
const code = document.getElementById("embed-code");
document.querySelector(".bp-embed__actions")?.prepend(copyButton("Copy the snippet", () => code.textContent), " ");
