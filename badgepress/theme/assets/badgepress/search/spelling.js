// "Did you mean": words that look or sound like those of a search, from a vocabulary of the site's.

import { wordsOf } from "./state.js";

/** How a word is spoken, roughly, in English. @param {string} word */
export function sound(word) {
  return word
    .replace(/[^a-z]/g, "")
    .replace(/^(kn|gn|pn)/, "n")
    .replace(/wr/g, "r")
    .replace(/igh|eigh/g, "i")
    .replace(/ght/g, "t")
    .replace(/ph/g, "f")
    .replace(/wh/g, "w")
    .replace(/ck|q/g, "k")
    .replace(/sc(?=[eiy])|c(?=[eiy])|z/g, "s")
    .replace(/c/g, "k")
    .replace(/y/g, "i")
    .replace(/(.)\1+/g, "$1")
    .replace(/e$/, "");
}

/** Edits from one word to another, two neighbors exchanged counting as one; stops above `most`. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}

/** What sounds alike, but for one letter at most, is near; what does not is as far as can be. */
function heard(spoken, other) {
  const apart = spoken.length > 3 ? distance(spoken, sound(other), 1) : 2;
  return apart > 1 ? Infinity : apart * 1.5 + 0.5;
}

const bare = (word) => word.replace(/[^\p{L}\p{N}]/gu, "");

/**
 * The nearest word, or nothing where the word is known or none is near.
 * @param {string} word @param {string[]} vocabulary the most frequent first
 */
export function nearest(word, vocabulary) {
  const plain = bare(word);
  if (plain.length < 3) return undefined;
  const most = plain.length < 5 ? 1 : plain.length < 9 ? 2 : 3;
  const spoken = sound(plain);
  let best;
  let least = most + 1;
  for (const candidate of vocabulary) {
    const other = bare(candidate);
    if (other === plain || (other.startsWith(plain) && plain.length > 3)) return undefined;
    const looks = distance(plain, other, most);
    const apart = Math.min(looks, heard(spoken, other));
    if (apart < least) [best, least] = [candidate, apart];
  }
  return best;
}

/**
 * A search with its misspelled words mended; nothing where there is nothing to mend.
 * @param {string} q @param {string[]} vocabulary
 */
export function meant(q, vocabulary) {
  let mended = q.toLowerCase();
  for (const word of wordsOf(q)) {
    const better = nearest(word, vocabulary);
    if (better) mended = mended.replace(word, better);
  }
  return mended === q.toLowerCase() ? undefined : mended;
}
