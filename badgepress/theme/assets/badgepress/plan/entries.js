// Loads what a tool must know of some entries: small files, found by the keys' hashes.
import { HOME } from "./state.js";
import { reference } from "./totals.js";

/** The number of the file that holds a key; the same as badgepress/planning/shards.py. */
export function shardOf(key, shards) {
  let digest = 0x811c9dc5;
  for (const letter of key) digest = Math.imul(digest ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return digest % shards;
}

/** The entries of one tool. */
export class Entries {
  /** @param {string} tool `plan` or `compare` @param {number} shards */
  constructor(tool, shards) {
    this.tool = tool;
    this.shards = shards;
    this.files = new Map();
    /** Key of today → entry. @type {Map<string, object>} */
    this.known = new Map();
  }

  async file(number) {
    const answer = await fetch(new URL(`${this.tool}/entries/${number}.json`, HOME));
    if (!answer.ok) throw new Error(`${answer.status}`);
    const found = await answer.json();
    // The site was built anew since this page was loaded.
    if (found.of !== this.shards) throw new Error("another build");
    return found.entries;
  }

  /** One entry, or nothing. */
  async one(key) {
    const number = shardOf(key, this.shards);
    if (!this.files.has(number)) {
      const loading = this.file(number);
      loading.catch(() => this.files.delete(number));
      this.files.set(number, loading);
    }
    const entries = await this.files.get(number);
    return Object.hasOwn(entries, key) ? entries[key] : undefined;
  }

  /**
   * The keys of today for these, with their entries loaded.
   * @returns {Promise<{names: Map<string, string>, unknown: string[]}>} key as given → key of today
   */
  async resolve(keys) {
    const names = new Map();
    const unknown = [];
    for (const key of keys) this.one(key).catch(() => {}); // all files at once
    for (const key of keys) {
      let [now, entry] = [key, await this.one(key)];
      if (entry?.now) [now, entry] = [entry.now, await this.one(entry.now)];
      if (!entry) unknown.push(key);
      else {
        names.set(key, now);
        this.known.set(now, entry);
      }
    }
    return { names, unknown };
  }

  /** Everything that the steps of these stacks name, and the steps of those. */
  async close(keys) {
    const seen = new Set();
    let waiting = [...keys];
    while (waiting.length) {
      await this.resolve(waiting);
      waiting.forEach((key) => seen.add(key));
      const named = waiting.flatMap((key) => this.known.get(key)?.steps ?? []).flatMap((step) => step.of);
      waiting = [...new Set(named.map((text) => reference(text)[0]))].filter((key) => !seen.has(key));
    }
  }
}
