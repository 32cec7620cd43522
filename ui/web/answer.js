// Shows claims and their footnotes. Every word from a document becomes a text node: nothing is
// read as HTML or Markdown.

const FOLLOWED_AFTER = 150;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// The last word stays on one line with its markers.
function claimWords(text) {
  const at = text.lastIndexOf(" ") + 1;
  return text.length - at > 24 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}

function claim(data, { text, markers }) {
  const [start, last] = claimWords(text);
  const tail = element("span", { class: "tail" }, last);
  const said = element("span", { class: "claim" }, start, tail);
  for (const marker of markers) {
    const note = data.footnotes[marker];
    const button = element("button", {
      type: "button", class: "marker", "aria-expanded": "false", "data-marker": marker,
      "aria-label": `Footnote ${marker}: ${note.title}`,
      title: `“${note.quote}”`,
    }, String(marker));
    tail.append(button);
  }
  return said;
}

// What either side says, beside the other, below the document that says so.
function differing(data, sides) {
  const made = sides.map(({ title, value, ...said }) => element("li", {},
    element("div", { class: "says" }, title),
    element("div", { class: "value" }, value),
    element("p", {}, claim(data, said))));
  return element("div", { class: "differing", role: "group", "aria-label": "The documents differ" },
    element("div", { class: "differ" }, element("span", { "aria-hidden": "true" }, "≠"), "The documents differ"),
    element("ul", { class: "sides", role: "list" }, ...made));
}

function block(data, { form, text, claims, sides }) {
  if (form === "question") return element("div", { class: "question", role: "heading", "aria-level": "3" }, text);
  if (form === "unsaid") return element("p", { class: "unsaid" }, text);
  if (form === "differing") return differing(data, sides);
  const said = claims.map((each) => claim(data, each));
  if (form === "item") return element("ul", {}, ...said.map((each) => element("li", {}, each)));
  return element("p", { class: "block" }, ...said.flatMap((each) => [each, " "]));
}

// The place of a marker among those of the same number, by which it is found again.
function placeOf(root, button) {
  return [...root.querySelectorAll(`.marker[data-marker="${button.dataset.marker}"]`)].indexOf(button);
}

function markerAt(root, { marker, place }) {
  const same = root.querySelectorAll(`.marker[data-marker="${marker}"]`);
  return same[place] ?? same[0];
}

// The marker whose source is shown beside the answer is marked as open, and so is its claim.
function showOpened(root, name) {
  const [of, marker] = (document.documentElement.dataset.footnote ?? "").split(":");
  const isHere = of === name;
  if (!isHere && root.opener) root.left = root.opener;
  if (!isHere || root.opener?.marker !== marker) root.opener = isHere ? { marker, place: 0 } : null;
  const opened = root.opener && markerAt(root, root.opener);
  for (const button of root.querySelectorAll(".marker")) {
    button.setAttribute("aria-expanded", String(button === opened));
    button.closest(".claim").classList.toggle("open", Boolean(opened) && button.closest(".claim") === opened.closest(".claim"));
  }
}

// The text beside the source is narrower: what was clicked stays where it was.
function keepInPlace(button, act) {
  const before = button.getBoundingClientRect().top;
  act();
  const scroller = document.querySelector(".stMain");
  if (scroller) scroller.scrollTop += button.getBoundingClientRect().top - before;
}

// The footnotes, each with whether a model worded a sentence that it belongs to.
function withWording({ blocks, footnotes }) {
  const claims = blocks.flatMap((each) => each.claims ?? each.sides ?? []);
  const markers = new Set(claims.filter((each) => each.is_worded).flatMap((each) => each.markers));
  return Object.fromEntries(Object.entries(footnotes)
    .map(([marker, note]) => [marker, { ...note, worded: markers.has(Number(marker)) }]));
}

function pressed(root, data, button) {
  if (button.getAttribute("aria-expanded") === "true") {
    window.dispatchEvent(new CustomEvent("footnote:close"));
    return;
  }
  const marker = button.dataset.marker;
  root.opener = { marker, place: placeOf(root, button) };
  const detail = { name: data.name, marker: Number(marker), footnotes: withWording(data) };
  keepInPlace(button, () => window.dispatchEvent(new CustomEvent("footnote:open", { detail })));
}

// Draws again with more claims; what has focus keeps it.
function redraw(root, data) {
  const active = root.getRootNode().activeElement;
  const focused = root.contains(active) && active.dataset.marker
    ? { marker: active.dataset.marker, place: placeOf(root, active) } : null;
  root.replaceChildren(...data.blocks.map((each) => block(data, each)));
  showOpened(root, data.name);
  if (focused) markerAt(root, focused)?.focus({ preventScroll: true });
}

function listen(root) {
  const heard = (type, act) => {
    const listener = (event) => (root.isConnected ? act(event) : window.removeEventListener(type, listener));
    window.addEventListener(type, listener);
  };
  heard("footnote:shown", () => showOpened(root, root.data.name));
  heard("footnote:left", ({ detail }) => {
    if (detail.name !== root.data.name) return;
    const button = markerAt(root, root.left ?? { marker: detail.marker, place: 0 });
    if (button) keepInPlace(button, () => button.focus({ preventScroll: true }));
    button?.scrollIntoView({ block: "nearest" });
  });
  root.onclick = ({ target }) => {
    const button = target.closest(".marker");
    if (button) pressed(root, root.data, button);
  };
  root.onkeydown = (event) => {
    if (event.key === "Escape") window.dispatchEvent(new CustomEvent("footnote:close"));
  };
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".answer");
  const written = JSON.stringify(data);
  if (root.written === written) return;
  if (!root.data) listen(root);
  root.data = data;
  root.written = written;
  redraw(root, data);
}
