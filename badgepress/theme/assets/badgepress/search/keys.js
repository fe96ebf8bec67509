// The keys /, s and f go to the search, as they did in the frame's own.
{
  const field = () =>
    ["#bp-q", ".bp-headsearch input", ".bp-headsearch__link"]
      .map((selector) => document.querySelector(selector))
      .find((found) => found?.getClientRects().length);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !["/", "s", "f"].includes(event.key)) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    const found = field();
    if (found?.matches("a")) found.click();
    else {
      found?.focus();
      found?.select();
    }
  });
}
