// The page for cards: takes the texts of the chosen term from its own page, and shows the card live.

const form = document.querySelector(".bp-builder");
const what = form.querySelector("select");
const width = form.querySelector("input[type=range]");
const frame = document.querySelector("iframe.bp-preview");
const holder = document.querySelector(".bp-preview-snippet");
const snippet = holder.querySelector(".bp-preview");
const texts = { frame: document.getElementById("quote-frame"), snippet: document.getElementById("quote-snippet") };
const failed = form.querySelector("[role=status]");
const whole = { frame: texts.frame.textContent, snippet: texts.snippet.textContent };

/** The texts that a term's page offers; the whole glossary's stand here already. */
async function textsOf(option) {
  if (option.index === 0) return whole;
  const answer = await fetch(option.value);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const text = (name) => page.getElementById(`quote-${name}`).textContent; // Throws where it is another page.
  return { frame: text("frame"), snippet: text("snippet") };
}

/** The markup with the chosen colors behind the card's address, and as high as the card is. */
function framed(markup, colors, height) {
  const made = new DOMParser().parseFromString(markup, "text/html").querySelector("iframe");
  return markup
    .replace(`src="${made.getAttribute("src")}"`, (found) => found.replace(/"$/, `${colors}"`))
    .replace(/height="\d+"/, `height="${height}"`);
}

/** What the card needs, up to a screen's height; then it scrolls. */
function heightOf() {
  const body = frame.contentDocument?.body;
  return body ? Math.min(640, Math.ceil(body.getBoundingClientRect().height) + 4) : 240;
}

let last = 0;

async function show() {
  const turn = ++last;
  const option = what.selectedOptions[0];
  const colors = form.elements.colors.value;
  const found = await textsOf(option).catch(() => null);
  if (turn !== last) return; // Another choice was made meanwhile.
  failed.textContent = found ? "" : failed.dataset.words;
  for (const text of Object.values(texts)) text.closest("div").hidden = !found;
  frame.hidden = holder.hidden = !found;
  if (!found) return; // The texts of the choice before would be taken for those of this one.
  const put = () => {
    frame.height = heightOf();
    texts.frame.textContent = framed(found.frame, colors, frame.height);
  };
  frame.onload = put;
  const address = new URL(option.dataset.card + colors, location.href).href;
  if (frame.contentWindow?.location.href === address) put();
  else frame.contentWindow.location.replace(address);
  if (frame.contentDocument?.readyState === "complete") setTimeout(put, 60); // A change of colors alone loads nothing.
  texts.snippet.textContent = found.snippet;
  snippet.replaceChildren(...new DOMParser().parseFromString(found.snippet, "text/html").body.childNodes);
  holder.hidden = false;
}

function resize() {
  const pixels = `${width.value}px`;
  form.querySelector("output").textContent = width.value;
  frame.style.width = `min(100%, ${pixels})`;
  snippet.style.width = `min(100%, ${pixels})`;
  frame.height = heightOf();
}

form.hidden = false;
frame.loading = "eager";
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", show);
width.addEventListener("input", resize);
resize();
show();
