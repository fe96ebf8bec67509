// Mends what Material's frame keeps from keyboards and screen readers: its menu and its switch between light and dark
// are labels of check boxes that nobody sees. Without scripts they stay as they are.

/** Makes an element with attributes and what is in it. */
const make = (name, attributes, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
};

/** The links of a navigation as plain nested lists. */
const listOf = (items) => {
  const list = make("ul", {});
  for (const item of items) {
    const link = item.querySelector(":scope > a, :scope > .md-nav__container > a");
    const label = item.querySelector(":scope > label");
    const inner = item.querySelectorAll(":scope > nav > ul > li");
    const text = (link ?? label)?.textContent.trim();
    if (!text) continue;
    const entry = make("li", {}, link ? make("a", { href: link.href }, text) : make("span", {}, text));
    if (link?.href.split("#")[0] === location.href.split("#")[0] && !link.hash) entry.firstChild.setAttribute("aria-current", "page");
    if (inner.length) entry.append(listOf(inner));
    list.append(entry);
  }
  return list;
};

/** The menu as a dialog: the browser keeps the focus in it, closes it by Escape and gives the focus back. */
const menu = () => {
  const close = make("button", { type: "button", class: "md-button", autofocus: "" }, "Close menu");
  const dialog = make("dialog", { class: "bp-menu md-typeset", "aria-label": "Menu", lang: "en" }, close);
  const pages = document.querySelectorAll(".md-nav--primary > .md-nav__list > li");
  dialog.append(make("nav", { "aria-label": "Menu" }, listOf(pages)));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target.closest("a")) dialog.close(); });
  document.body.append(dialog);
  return dialog;
};

const opener = document.querySelector(".md-header label[for=__drawer]");
if (opener) {
  const button = make("button", { type: "button", class: opener.className, lang: "en", "aria-label": "Menu", "aria-haspopup": "dialog" }, ...opener.childNodes);
  let dialog;
  button.addEventListener("click", () => (dialog ??= menu()).showModal());
  opener.replaceWith(button);
  document.documentElement.classList.add("bp-keyboard");
}

for (const button of document.querySelectorAll("[data-bp-palette]"))
  button.addEventListener("click", () => {
    document.getElementById(button.dataset.bpPalette).click();
    document.querySelector("[data-bp-palette]:not([hidden])")?.focus();
  });

// A section with a page of its own leaves its label empty, and its search dialog has no name.
for (const label of document.querySelectorAll("label.md-nav__link[id]"))
  if (!label.textContent.trim()) label.setAttribute("aria-label", label.parentElement.textContent.trim());
for (const dialog of document.querySelectorAll("[role=dialog]:not([aria-label], [aria-labelledby])"))
  dialog.setAttribute("aria-label", "Search");

// A table that is wider than the page scrolls in a box, which needs the focus to be scrolled without a mouse.
const tables = () => {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
};
addEventListener("load", tables);
addEventListener("resize", tables);
