// The links to plain lists as switches of a filtered view: same place, same look, nothing moves.

export class Chips {
  /** @param {HTMLElement} find @param {(facet: string, slug: string) => void} onToggle */
  constructor(find, onToggle) {
    this.onToggle = onToggle;
    /** @type {Map<string, {group: HTMLElement, list: HTMLElement, buttons: Map<string, HTMLElement>, more?: HTMLSelectElement}>} */
    this.groups = new Map();
    for (const group of find.querySelectorAll(".bp-facet")) {
      const facet = group.dataset.facet;
      const entry = { group, list: group.querySelector("ul"), buttons: new Map() };
      this.groups.set(facet, entry);
      for (const link of group.querySelectorAll("a[data-value]")) {
        const button = this._button(facet, link.dataset.value, [...link.childNodes]);
        link.replaceWith(button);
        entry.buttons.set(link.dataset.value, button);
      }
    }
    this.further = find.querySelector(".bp-facets details");
    this.all = find.querySelector('.bp-facet a[aria-current="page"]');
  }

  _button(facet, slug, content) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", "false");
    button.append(...content);
    button.addEventListener("click", () => this.onToggle(facet, slug));
    return button;
  }

  /** Shows what is chosen, and of the rest what would give something. */
  show(chosen, counts) {
    const empty = ![...chosen.values()].some((slugs) => slugs.size);
    if (empty) this.all?.setAttribute("aria-current", "page");
    else this.all?.removeAttribute("aria-current");
    this._further(chosen);
    const seen = new Set([...this.inSight(), ...chosen.keys()]);
    for (const [facet, values] of counts) if (seen.has(facet)) this._group(facet, values, chosen.get(facet) ?? new Set());
  }

  /** Facets whose counts can be seen. */
  inSight() {
    return [...this.groups].filter(([, { group }]) => !group.closest("details:not([open])")).map(([facet]) => facet);
  }

  /** What is chosen among the further filters is seen: on a wide screen itself, else as a number. */
  _further(chosen) {
    if (!this.further) return;
    const inside = (facet) => this.further.contains(this.groups.get(facet)?.group ?? null);
    const number = [...chosen].reduce((sum, [facet, slugs]) => sum + (inside(facet) ? slugs.size : 0), 0);
    this.further.querySelector("[data-say]").textContent = number ? `(${number} chosen)` : "";
    if (number && matchMedia("(min-width: 60em)").matches) this.further.open = true;
  }

  _group(facet, values, chosen) {
    const entry = this.groups.get(facet);
    if (!entry) return;
    for (const [slug, value] of values)
      if (chosen.has(slug) && !entry.buttons.has(slug)) this._add(entry, facet, value);
    let offered = 0;
    for (const [slug, button] of entry.buttons) {
      const count = values.get(slug)?.count ?? 0;
      const pressed = chosen.has(slug);
      button.setAttribute("aria-pressed", String(pressed));
      button.querySelector("span").textContent = count;
      button.parentElement.hidden = !count && !pressed;
      if (!button.parentElement.hidden) offered += 1;
    }
    const others = [...values.values()].filter((value) => value.count && !entry.buttons.has(value.slug));
    this._others(entry, facet, others);
    entry.group.hidden = !offered && !others.length;
  }

  _add(entry, facet, value) {
    const count = document.createElement("span");
    const button = this._button(facet, value.slug, [`${value.title} `, count]);
    const item = document.createElement("li");
    item.append(button);
    entry.list.insertBefore(item, entry.more?.parentElement ?? entry.list.querySelector("[data-more]")?.parentElement ?? null);
    entry.buttons.set(value.slug, button);
  }

  /** Values beyond the shown ones, to choose from a list. */
  _others(entry, facet, others) {
    const link = entry.list.querySelector("a[data-more]");
    if (!entry.more && others.length) {
      entry.more = document.createElement("select");
      entry.more.setAttribute("aria-label", `More: ${entry.group.getAttribute("aria-label")}`);
      entry.more.addEventListener("change", () => entry.more.value && this.onToggle(facet, entry.more.value));
      const item = document.createElement("li");
      item.append(entry.more);
      entry.list.insertBefore(item, link?.parentElement ?? null);
    }
    if (!entry.more) return;
    entry.more.replaceChildren(
      new Option("More …", ""),
      ...others.map((value) => new Option(`${value.title} (${value.count})`, value.slug)),
    );
    entry.more.parentElement.hidden = !others.length;
  }
}
