// Shows that this version of the site is not the newest.
// After Material for MkDocs, © Martin Donath, MIT license: a file instead of a script in each page.
{
  const banner = document.querySelector("[data-md-component=outdated]");
  const home = new URL(document.currentScript.dataset.scope, location);
  if (banner && __md_get("__outdated", sessionStorage, home) === true) banner.hidden = false;
}
