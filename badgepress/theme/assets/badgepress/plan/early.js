// Runs before the first paint: a plan that holds something will need room, and what follows it stands
// below the window from the start, so that nothing moves under a reader's finger. A guess is enough.
{
  const holds = (text) => /(?:have|want)=\w/.test(text);
  let kept = [];
  try {
    kept = Object.keys(localStorage).filter((key) => /^badgepress:.*:plan$/.test(key)).map((key) => localStorage.getItem(key));
  } catch {
    // Storage is blocked; plan.js says so.
  }
  if ([location.hash, ...kept].some(holds)) document.getElementById("bp-plan").dataset.waiting = "";
}
