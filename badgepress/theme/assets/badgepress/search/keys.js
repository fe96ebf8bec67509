// The keys /, s and f go to the search, as they did in the frame's own.
{
  const field = () =>
    [...document.querySelectorAll("#bp-q, .bp-headsearch input")].find((input) => input.checkVisibility?.() ?? true) ??
    document.querySelector(".bp-headsearch__link");
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
