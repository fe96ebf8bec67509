// What the theme's own scripts remember in the browser, below the site's home.
// After Material for MkDocs, © Martin Donath, MIT license: a file instead of a script in each page.
var __md_scope = new URL(document.currentScript.dataset.scope, location);
var __md_hash = (text) => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);
var __md_get = (key, storage, scope = __md_scope) => {
  try {
    return JSON.parse((storage ?? localStorage).getItem(scope.pathname + "." + key));
  } catch {
    // A browser that lets this site keep nothing has nothing kept.
    return null;
  }
};
var __md_set = (key, value, storage, scope = __md_scope) => {
  try {
    (storage ?? localStorage).setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch {
    // A browser that stores nothing forgets the choice, that is all.
  }
};
