// Opens the tab of a text that was chosen last, and the one that the address names.
// After Material for MkDocs, © Martin Donath, MIT license: a file instead of a script in each page.
{
  const tabs = "linkedTabs" in document.currentScript.dataset ? __md_get("__tabs") : null;
  if (Array.isArray(tabs))
    for (const set of document.querySelectorAll(".tabbed-set")) {
      const labels = [...set.querySelector(".tabbed-labels").getElementsByTagName("label")];
      const chosen = tabs.map((tab) => labels.find((label) => label.innerText.trim() === tab)).find(Boolean);
      if (chosen) document.getElementById(chosen.htmlFor).checked = true;
    }
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.name) target.checked = target.name.startsWith("__tabbed_");
}
