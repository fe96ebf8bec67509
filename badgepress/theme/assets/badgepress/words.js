/**
 * Definitions beside links to the glossary's terms: on hover, with the keyboard, and by touch.
 *
 * A screen reader gets each definition as the link's description, once; the box that is seen is
 * hidden from it. WCAG 2.2, 1.4.13: Escape closes the box, the pointer may move onto it, and it
 * stays until the pointer or the focus has left. Without scripts, a link is a link.
 */

const DELAY = 120; // milliseconds: a pointer on its way elsewhere opens nothing
const GRACE = 250; // to get from the link onto the box
const GAP = 6; // pixels between the link and the box

/** @type {Map<HTMLAnchorElement, string>} Link → definition. */
const links = new Map();
/** @type {HTMLElement | undefined} */
let box;
/** @type {HTMLAnchorElement | undefined} The link whose definition is shown. */
let shown;
/** @type {number | undefined} */
let timer;
let pointer = "mouse";

/** Find the page's links to terms, and describe them for screen readers. */
function prepare() {
  hide();
  links.clear();
  document.getElementById("bp-words-descriptions")?.remove();
  const data = document.getElementById("bp-words");
  if (!(data instanceof HTMLElement)) return;
  const definitions = JSON.parse(data.textContent || "{}");
  const glossary = new URL(data.dataset.glossary || "", location.href).href;
  const descriptions = document.createElement("div");
  descriptions.id = "bp-words-descriptions";
  descriptions.hidden = true;
  for (const link of document.querySelectorAll(".md-content a[href]")) {
    if (!(link instanceof HTMLAnchorElement) || !link.href.startsWith(glossary)) continue;
    const term = link.href.slice(glossary.length).replace(/[#/]/g, "");
    const text = Object.hasOwn(definitions, term) ? definitions[term] : undefined;
    if (text === undefined || link.closest("nav, h1, h2, h3, h4, h5, h6, .no-tooltip")) continue;
    const id = `bp-word-${term}`;
    if (!descriptions.querySelector(`#${CSS.escape(id)}`)) {
      const description = document.createElement("span");
      description.id = id;
      description.textContent = text;
      descriptions.append(description);
    }
    link.setAttribute("aria-describedby", id);
    links.set(link, text);
  }
  document.body.append(descriptions);
}

/** The link to a term that an event is about. */
function linkOf(event) {
  const target = event.target instanceof Element ? event.target.closest("a[href]") : null;
  return target instanceof HTMLAnchorElement && links.has(target) ? target : undefined;
}

/** @param {HTMLAnchorElement} link */
function show(link, byTouch = false) {
  clearTimeout(timer);
  if (shown === link) return;
  if (!box) {
    box = document.createElement("div");
    box.className = "bp-tooltip";
    box.setAttribute("aria-hidden", "true");
    box.addEventListener("pointerenter", () => clearTimeout(timer));
    box.addEventListener("pointerleave", leave);
  }
  box.textContent = links.get(link) ?? "";
  if (byTouch) {
    const hint = document.createElement("span");
    hint.className = "bp-tooltip__hint";
    hint.textContent = "Tap the word again to open its page.";
    box.append(hint);
  }
  document.body.append(box);
  shown = link;
  place(link, box);
}

/** Below the line in which the link begins, or above it where there is no room. */
function place(link, tooltip) {
  const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const { offsetWidth, offsetHeight } = tooltip;
  const left = Math.max(8, Math.min(at.left, width - offsetWidth - 8));
  const below = at.bottom + GAP + offsetHeight <= innerHeight || at.top < offsetHeight + GAP;
  const top = below ? at.bottom + GAP : at.top - GAP - offsetHeight;
  tooltip.style.left = `${left + scrollX}px`;
  tooltip.style.top = `${top + scrollY}px`;
}

function hide() {
  clearTimeout(timer);
  box?.remove();
  shown = undefined;
}

function leave() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (shown !== document.activeElement || !shown?.matches(":focus-visible")) hide();
  }, GRACE);
}

document.addEventListener("pointerover", (event) => {
  const link = linkOf(event);
  if (!link || event.pointerType === "touch") return;
  clearTimeout(timer);
  timer = setTimeout(() => show(link), shown ? 0 : DELAY);
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType !== "touch" && linkOf(event)) leave();
});
document.addEventListener("focusin", (event) => {
  const link = linkOf(event);
  if (link?.matches(":focus-visible") && pointer !== "touch") show(link);
  else if (shown && link !== shown) hide();
});
document.addEventListener("focusout", (event) => {
  if (linkOf(event) === shown && !shown?.matches(":hover")) hide();
});
document.addEventListener("pointerdown", (event) => {
  pointer = event.pointerType;
  const inside = event.target instanceof Node && box?.contains(event.target);
  if (shown && !inside && linkOf(event) !== shown) hide();
});
// The first tap shows the definition, the second one follows the link.
document.addEventListener("click", (event) => {
  const link = linkOf(event);
  if (!link || pointer !== "touch" || event.detail === 0 || shown === link) return;
  event.preventDefault();
  show(link, true);
});
document.addEventListener("keydown", (event) => {
  pointer = "keyboard";
  if (event.key === "Escape" && shown) hide();
});
addEventListener("resize", hide);

// Material announces each page, also those that it loads without a new document.
const pages = globalThis.document$;
if (pages?.subscribe) pages.subscribe(prepare);
else prepare();
