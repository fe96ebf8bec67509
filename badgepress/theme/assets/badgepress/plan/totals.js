// What is left to earn: hours and CEU, least and most, with each micro-credential counted once.
// The same counting as badgepress/totals.py, which tests hold this against.

/** Ways to complete a stack that are told apart; beyond, the range is estimated. */
const MAX_WAYS = 1000;
const MAX_WORK = 100000;

/**
 * @typedef {{hours: [number, number], ceu: [number, number], named: string[], ways: string[][]}} Total
 * `ways` are sorted lists of ids; empty where there are too many.
 * @typedef {{need: number, of: string[]}} Step
 * @typedef {{hours?: number, ceu?: number, steps?: Step[]}} Entry
 */

const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);
const union = (lists) => [...new Set(lists.flat())].sort();
const unique = (ways) => [...new Map(ways.map((way) => [way.join(), way])).values()];

/** A single micro-credential as a total. */
const ofOne = (key, entry) => ({
  hours: [entry.hours, entry.hours],
  ceu: [entry.ceu, entry.ceu],
  named: [key],
  ways: [[key]],
});

/** All steps together; what two steps share is earned once. */
function ofSteps(steps, entries) {
  const named = [...new Set(steps.flatMap((step) => step.options.flatMap((option) => option.named)))];
  const ways = waysOfAll(steps);
  const total = { named, ways };
  for (const field of ["hours", "ceu"]) {
    if (ways.length) {
      const amounts = ways.map((way) => sum(way.map((key) => entries.get(key)[field])));
      total[field] = [amounts.reduce((a, b) => Math.min(a, b)), amounts.reduce((a, b) => Math.max(a, b))];
    } else {
      const everything = sum(named.map((key) => entries.get(key)[field]));
      total[field] = estimate(steps, field, everything);
    }
  }
  return total;
}

function waysOfAll(steps) {
  let found = [[]];
  for (const step of steps) {
    const ways = waysOfStep(step);
    if (!ways.length || found.length * ways.length > MAX_WAYS) return [];
    found = unique(found.flatMap((before) => ways.map((way) => union([before, way]))));
    if (sum(found.map((way) => way.length)) > MAX_WORK) return [];
  }
  return found.length === 1 && !found[0].length ? [] : found;
}

function waysOfStep({ need, options }) {
  if (options.length < need || !options.every((option) => option.ways.length)) return [];
  const found = [];
  for (const way of combined(options, need, 0, [])) {
    found.push(union(way));
    if (found.length > MAX_WAYS) return [];
  }
  return unique(found);
}

/** Each choice of so many options, with each way of each of them. */
function* combined(options, need, start, taken) {
  if (!need) {
    yield taken;
    return;
  }
  for (let index = start; index <= options.length - need; index++)
    for (const way of options[index].ways) yield* combined(options, need - 1, index + 1, [...taken, way]);
}

/** Step by step, and never more than all that is named. */
function estimate(steps, field, everything) {
  let [least, most] = [0, 0];
  for (const { need, options } of steps) {
    const by = (end) => options.map((option) => option[field][end]).sort((a, b) => a - b);
    least += sum(by(0).slice(0, need));
    most += sum(by(1).reverse().slice(0, need));
  }
  return [Math.min(least, everything), Math.min(most, everything)];
}

/** A key and the lowest version that meets the step. @returns {[string, number]} */
export function reference(text) {
  const [key, version] = text.split("@");
  return [key, Number(version ?? 1)];
}

/**
 * Counts for one plan; every entry that is named must be in `entries`.
 * A former id in `have` is no business of this: keys are those of today.
 */
export class Counter {
  /** @param {Map<string, Entry>} entries @param {Map<string, number>} have key → version */
  constructor(entries, have) {
    this.entries = entries;
    this.have = have;
    this.left = new Map();
  }

  /** Whether a reference of a step is met by what was earned. */
  met(text) {
    const [key, version] = reference(text);
    if ((this.have.get(key) ?? 0) >= version) return true;
    // All steps of a stack in a stack: what they lead to can be claimed.
    return Boolean(this.entries.get(key)?.steps) && this.stepsLeft(key) === null;
  }

  /** How many of a step's options are met, at most as many as it needs. */
  progress(step) {
    return Math.min(step.need, step.of.filter((text) => this.met(text)).length);
  }

  /** What a key still takes; null where nothing is left. @returns {Total | null} */
  remaining(key) {
    return this.met(key) ? null : this.option(key);
  }

  /** What a stack's own steps still take. */
  stepsLeft(key) {
    if (!this.left.has(key)) this.left.set(key, this.ofSteps(this.entries.get(key).steps));
    return this.left.get(key);
  }

  /** What steps still take together; null where nothing is left. */
  ofSteps(steps) {
    const open = [];
    for (const step of steps) {
      const options = step.of.filter((text) => !this.met(text)).map((text) => this.option(text));
      const need = step.need - (step.of.length - options.length);
      if (need > 0) open.push({ need, options });
    }
    return open.length ? ofSteps(open, this.entries) : null;
  }

  /** An option that is not met; one of too old a version is earned anew. */
  option(text) {
    const [key] = reference(text);
    const entry = this.entries.get(key);
    return entry.steps ? this.stepsLeft(key) : ofOne(key, entry);
  }

  /** What all of these take together, each micro-credential once. */
  together(keys) {
    return this.ofSteps([...keys].map((key) => ({ need: 1, of: [key] })));
  }
}

const rounded = (amount) => String(Math.round(amount * 100) / 100);

/** One number where both are the same: `20`, `15–25`. */
export const range = ([least, most]) =>
  rounded(least) === rounded(most) ? rounded(least) : `${rounded(least)}–${rounded(most)}`;

/** `1 hour`, `15–25 hours`. */
export const hours = (amount) => `${range(amount)} ${range(amount) === "1" ? "hour" : "hours"}`;
