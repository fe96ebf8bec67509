// Who is searching: role, grades and district, remembered in this browser alone and on request.

export const FIELDS = ["role", "grades", "recognized-by"];

/** @typedef {Record<string, string>} Me facet → slug */

const key = (home) => `${new URL(home).pathname}.bp-me`;

/** What is remembered; nothing where the browser stores nothing. @returns {Me | undefined} */
export function recall(home) {
  try {
    const found = JSON.parse(localStorage.getItem(key(home)));
    if (!found || typeof found !== "object") return undefined;
    const me = Object.fromEntries(FIELDS.map((field) => [field, String(found[field] ?? "")]));
    return FIELDS.some((field) => me[field]) ? me : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it could be stored. @param {string} home @param {Me | undefined} me nothing forgets */
export function remember(home, me) {
  try {
    if (me) localStorage.setItem(key(home), JSON.stringify(me));
    else localStorage.removeItem(key(home));
    return true;
  } catch {
    return false;
  }
}

/**
 * How an entry fits, as a sentence; nothing where nothing is known of the visitor.
 * @param {Me} me @param {(facet: string) => string[]} slugs the entry's own @param {(facet: string, slug: string) => string} title
 */
export function fit(me, slugs, title) {
  const said = [];
  if (me.role) {
    const roles = slugs("role");
    said.push(!roles.length || roles.includes(me.role) ? "for your role" : "written for other roles");
  }
  if (me.grades) {
    const grades = slugs("grades");
    said.push(!grades.length || grades.includes(me.grades) ? "for your grades" : "written for other grades");
  }
  const district = me["recognized-by"];
  if (district) {
    const counts = slugs("recognized-by").includes(district);
    said.push(`${counts ? "recognized" : "not recognized yet"} by ${title("recognized-by", district)}`);
  }
  const sentence = said.join(", ");
  return sentence && `${sentence[0].toUpperCase()}${sentence.slice(1)}.`;
}
