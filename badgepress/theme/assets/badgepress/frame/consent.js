// Asks for consent once, and remembers the answer.
// After Material for MkDocs, © Martin Donath, MIT license: a file instead of a script in each page.
{
  const consent = __md_get("__consent");
  const form = document.forms.consent;
  const boxes = [...form.elements].filter((element) => element.name);
  if (consent) for (const box of boxes) box.checked = consent[box.name] || false;
  else if (location.protocol !== "file:")
    setTimeout(() => {
      document.querySelector("[data-md-component=consent]").hidden = false;
    }, 250);
  for (const action of ["submit", "reset"])
    form.addEventListener(action, (event) => {
      event.preventDefault();
      if (event.type === "reset") for (const box of boxes) box.checked = false;
      const given = Array.from(new FormData(form).keys()).map((name) => [name, true]);
      __md_set("__consent", Object.fromEntries(given));
      location.hash = "";
      location.reload();
    });
}
