// What a visitor has, wants and compares: kept in this browser alone, or carried by an address's fragment.
// Keys are those of a stack's steps: ID for a micro-credential, stacks/ID for a stack.

/** The site's home, whatever page loads this. */
export const HOME = new URL("../../../", import.meta.url);
const PLACE = `badgepress:${HOME.pathname}:plan`;
const FORMAT = "1";
/** So many keys a link may name in each list; more is no plan but rubbish. */
const MOST_KEYS = 300;
const MOST_LETTERS = 20000;
export const MOST_COMPARED = 4;
const KEY = /^(?:stacks\/)?[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * @typedef {{have: Map<string, number>, want: Set<string>, compare: Set<string>}} Plan
 * `have` holds the version of each that was earned.
 */

/** @returns {Plan} */
export const emptyPlan = () => ({ have: new Map(), want: new Set(), compare: new Set() });

/** A key from the address of its page: `catalog/ID/` or `stacks/ID/`. */
export const keyOf = (page) => page.replace(/^catalog\//, "").replace(/\/$/, "");

const versioned = (key, version) => (version > 1 ? `${key}@${version}` : key);

/** A plan as a fragment without its `#`; versions above 1 follow an @. */
export function toFragment(plan) {
  const have = [...plan.have].map(([key, version]) => versioned(key, version));
  return `plan=${FORMAT}&have=${have.join(",")}&want=${[...plan.want].join(",")}`;
}

/** What is compared as a fragment without its `#`. */
export const compareFragment = (keys) => `compare=${FORMAT}&of=${[...keys].join(",")}`;

/**
 * What a fragment says, whatever was done to it on its way.
 * @returns {{plan: Plan, faults: string[]} | null} null where it speaks of no plan
 */
export function fromFragment(text, name = "plan") {
  const faults = [];
  const plan = emptyPlan();
  const bare = text.replace(/^[#?]/, "");
  if (!bare) return null;
  if (bare.length > MOST_LETTERS) return { plan, faults: ["It is longer than any plan, so it was not read."] };
  const fields = new URLSearchParams(bare);
  if (!fields.has(name)) {
    // A link to a heading of the page is no plan.
    return /^[\w-]+$/.test(bare) ? null : { plan, faults: ["It does not say what it is, so it was not read. It may have been cut."] };
  }
  if (fields.get(name) !== FORMAT) {
    const faults = [`It is of a form that this page does not know (“${fields.get(name).slice(0, 20)}”). Reload the page, or ask for the link again.`];
    return { plan, faults };
  }
  const bad = [];
  const each = (field, take) => {
    const parts = (fields.get(field) ?? "").split(",").filter(Boolean);
    for (const part of parts.slice(0, MOST_KEYS)) {
      const [key, version = "1", more] = part.split("@");
      if (KEY.test(key) && /^[1-9]\d{0,3}$/.test(version) && more === undefined && key.length < 200) take(key, Number(version));
      else bad.push(part.slice(0, 40));
    }
    if (parts.length > MOST_KEYS) faults.push(`It names more than ${MOST_KEYS} things; the rest was left out.`);
  };
  each("have", (key, version) => plan.have.set(key, version));
  each("want", (key) => plan.have.has(key) || plan.want.add(key));
  each("of", (key) => plan.compare.add(key));
  if (bad.length) {
    const shown = bad.slice(0, 5).map((part) => `“${part}”`).join(", ");
    const more = bad.length > 5 ? ` and ${bad.length - 5} more` : "";
    faults.push(`It holds what is no id and was left out: ${shown}${more}.`);
  }
  return { plan, faults };
}

function stored() {
  const found = JSON.parse(localStorage.getItem(PLACE) ?? "null");
  const fragment = typeof found?.plan === "string" ? found.plan : "";
  const read = fromFragment(fragment) ?? { plan: emptyPlan() };
  const compared = fromFragment(typeof found?.compare === "string" ? found.compare : "", "compare");
  read.plan.compare = new Set([...(compared?.plan.compare ?? [])].slice(0, MOST_COMPARED));
  return read.plan;
}

/** The plan of this browser, one for all scripts of a page. */
class Store {
  constructor() {
    /** Whether the browser refuses to keep anything. */
    this.blocked = false;
    /** Whether what is shown came by a link, and is not this browser's own. */
    this.shared = false;
    this.listeners = new Set();
    this.plan = this.own();
  }

  /** What this browser keeps. @returns {Plan} */
  own() {
    try {
      return stored();
    } catch (error) {
      // Kept by hand or by an older page: begin anew. A refusal is told apart.
      if (!(error instanceof SyntaxError)) this.blocked = true;
      return emptyPlan();
    }
  }

  /** Change the plan and tell everybody. @param {(plan: Plan) => void} change */
  change(change) {
    change(this.plan);
    if (this.shared) history.replaceState(null, "", `#${toFragment(this.plan)}`);
    this.keep();
    this.tell();
  }

  /** Keep what is shown, or of a shared plan only what is compared. */
  keep() {
    const kept = this.shared ? this.own() : this.plan;
    try {
      const text = { plan: toFragment(kept), compare: compareFragment(this.plan.compare) };
      localStorage.setItem(PLACE, JSON.stringify(text));
      this.blocked = false;
    } catch {
      this.blocked = true;
    }
  }

  /** Show another plan. */
  show(plan, shared) {
    plan.compare = this.plan.compare;
    this.plan = plan;
    this.shared = shared;
    this.tell();
  }

  tell() {
    for (const listener of this.listeners) listener();
  }
}

export const store = new Store();

// Another tab of the same site has changed it.
addEventListener("storage", (event) => {
  if (event.key !== PLACE || store.shared) return;
  store.plan = store.own();
  store.tell();
});
