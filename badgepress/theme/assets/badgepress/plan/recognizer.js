// What a recognizer recognizes: a filter above its table, and the snippet for other sites.
import { copyButton, el } from "./dom.js";

/** A field with its label beside it: a label around a list would be named by all of its choices. */
const labeled = (words, field) => el("span", {}, el("label", { for: field.id }, words), " ", field);

function choice(id, words, values, changed) {
  const select = el("select", { id, onchange: changed }, el("option", { value: "" }, "All"), values.map((value) => el("option", { value }, value)));
  return [select, labeled(words, select)];
}

function filter(place, table) {
  const rows = [...table.tBodies[0].rows];
  const rolesOf = (row) => row.dataset.roles.split("|").filter(Boolean);
  const text = el("input", { id: "filter-text", type: "search", autocomplete: "off" });
  const said = el("p", { role: "status", class: "bp-note" });
  const [purpose, purposes] = choice("filter-purpose", "For", [...new Set(rows.map((row) => row.dataset.purpose))].sort(), show);
  const [role, roles] = choice("filter-role", "My role", [...new Set(rows.flatMap(rolesOf))].sort(), show);

  function show() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const content = row.textContent.toLowerCase();
      const own = rolesOf(row);
      row.hidden = !(
        words.every((word) => content.includes(word)) &&
        (!purpose.value || row.dataset.purpose === purpose.value) &&
        // What names no role holds for all.
        (!role.value || !own.length || own.includes(role.value))
      );
      count += !row.hidden;
    }
    said.textContent = count ? `${count} of ${rows.length} shown.` : "Nothing here fits: choose something else, or empty the fields.";
  }

  text.addEventListener("input", show);
  place.append(labeled("Find", text), purposes, roles, said);
  show();
}

const place = document.querySelector(".bp-filter");
const table = place && document.getElementById(place.dataset.for);
if (table) filter(place, table);
const code = document.getElementById("embed-code");
document.querySelector(".bp-embed__actions")?.prepend(copyButton("Copy the snippet", () => code.textContent), " ");
