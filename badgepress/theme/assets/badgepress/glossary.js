// The page of all terms: shows the terms that hold what is typed, and says how many there are. In
// another language it is that language's search as well: its index knows other forms of a word, and
// other pages. What is searched for stands in the address.

const bar = document.querySelector(".bp-filter");
const sections = [...document.querySelectorAll(".bp-terms > section")];
const others = document.querySelector(".bp-others");
const PAUSE = 300;

/** Without case and accents, so that "definicion" finds "definición". */
const plain = (text) =>
  text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\s\u00a0]+/g, " ");

if (bar && (sections.length || others)) {
  const field = bar.querySelector("input");
  const said = bar.querySelector("[role=status]");
  const texts = sections.map((section) => plain(section.textContent));
  const paths = sections.map((section) => new URL(section.querySelector("h2 a").href).pathname);
  let waiting = 0;

  const say = (asked) => {
    const count = sections.filter((section) => !section.hidden).length;
    said.textContent = asked ? said.dataset.found.replace("{count}", count).replace("{total}", sections.length) : "";
  };

  const show = async (typed) => {
    const address = new URL(location.href);
    if (typed) address.searchParams.set("q", typed);
    else address.searchParams.delete("q");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
    if (others) {
      const { search } = await import("./glossary-search.js");
      const found = typed ? await search(new URL(others.dataset.home, location.href).href, typed) : { paths: new Set(), lines: [] };
      if (field.value.trim() !== typed) return; // Something newer was typed.
      sections.forEach((section, index) => {
        if (found.paths.has(paths[index])) section.hidden = false;
      });
      const lines = found.lines.filter((line) => !paths.includes(line.path));
      others.querySelector("ul").replaceChildren(...lines.map((line) => line.element));
      others.hidden = !lines.length;
    }
    say(typed);
  };

  const filter = () => {
    const words = plain(field.value).split(" ").filter(Boolean);
    sections.forEach((section, index) => {
      section.hidden = !words.every((word) => texts[index].includes(word));
    });
    // One message when the typing pauses, or a screen reader would speak at every letter.
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE, field.value.trim());
  };

  bar.hidden = false;
  field.addEventListener("input", filter);
  // An anchor leads to its term, whatever was typed before.
  const unhide = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // No anchor is written like that; as it is, it names none.
    }
    const section = document.getElementById(id)?.closest("section");
    if (section?.hidden) {
      field.value = "";
      filter();
      section.scrollIntoView();
    }
  };
  addEventListener("hashchange", unhide);
  // What a link asks for, or what was typed before the way back.
  field.value ||= (new URLSearchParams(location.search).get("q") ?? "").slice(0, 200);
  if (field.value) filter();
  unhide();
}
