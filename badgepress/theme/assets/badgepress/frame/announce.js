// Hides an announcement that the visitor has closed.
// After Material for MkDocs, © Martin Donath, MIT license: a file instead of a script in each page.
{
  const banner = document.querySelector("[data-md-component=announce]");
  if (banner && __md_hash(banner.querySelector(".md-typeset").innerHTML) === __md_get("__announce"))
    banner.hidden = true;
}
