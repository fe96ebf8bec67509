// The keys /, s and f go to the search of the page, as they did in the frame's own, unless they were
// switched off in this browser (WCAG 2.2, 2.1.4). None of them leaves the page.
{
  // The script's own address tells where the site is: others of the same host keep their own choice.
  const kept = `${new URL("../../../", document.currentScript.src).pathname}.bp-keys`;
  const isOff = () => {
    try {
      return localStorage.getItem(kept) === "off";
    } catch {
      return false;
    }
  };
  const field = () =>
    ["#bp-q", ".bp-headsearch input"]
      .map((selector) => document.querySelector(selector))
      .find((found) => found?.getClientRects().length);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !["/", "s", "f"].includes(event.key) || isOff()) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const found = field();
    if (!found) return;
    event.preventDefault();
    found.focus();
    found.select();
  });
  addEventListener("DOMContentLoaded", () => {
    const place = document.querySelector("[data-keys]");
    if (!place) return;
    const box = place.querySelector("input");
    place.hidden = false;
    box.checked = !isOff();
    box.addEventListener("change", () => {
      try {
        if (box.checked) localStorage.removeItem(kept);
        else localStorage.setItem(kept, "off");
      } catch {
        box.checked = true;
        place.querySelector("[role=status]").textContent = "This browser does not let sites remember anything.";
      }
    });
  });
}
