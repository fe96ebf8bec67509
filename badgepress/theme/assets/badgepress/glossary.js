// The page of all terms: shows the terms that hold what is typed, and says how many there are.

const bar = document.querySelector(".bp-filter");
const sections = [...document.querySelectorAll(".bp-terms > section")];

/** Without case and accents, so that "definicion" finds "definición". */
const plain = (text) =>
  text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\s\u00a0]+/g, " ");

if (bar && sections.length) {
  const field = bar.querySelector("input");
  const found = bar.querySelector("[role=status]");
  const texts = sections.map((section) => plain(section.textContent));
  let waiting = 0;

  const filter = () => {
    const words = plain(field.value).split(" ").filter(Boolean);
    let count = 0;
    sections.forEach((section, index) => {
      section.hidden = !words.every((word) => texts[index].includes(word));
      count += section.hidden ? 0 : 1;
    });
    // One message when the typing pauses, or a screen reader would speak at every letter.
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      found.textContent = words.length
        ? found.dataset.found.replace("{count}", count).replace("{total}", sections.length)
        : "";
    }, 300);
  };

  bar.hidden = false;
  field.addEventListener("input", filter);
  // An anchor leads to its term, whatever was typed before.
  addEventListener("hashchange", () => {
    const section = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("section");
    if (section?.hidden) {
      field.value = "";
      filter();
      section.scrollIntoView();
    }
  });
  if (field.value) filter(); // A browser that goes back keeps what was typed.
}
