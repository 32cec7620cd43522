// Shows claims and their footnotes. Every word from a document becomes a text node: nothing is
// read as HTML or Markdown.

const FOLLOWED_AFTER = 150;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function panel(id, marker, note, isWorded, close) {
  const shut = element("button", { type: "button", class: "close", "aria-label": `Close footnote ${marker}` }, "×");
  shut.onclick = close;
  const made = element("div", { id, class: "panel", role: "region", "aria-label": `Footnote ${marker}` },
    shut,
    element("div", { class: "title" }, note.title),
    element("div", { class: "heading" }, note.heading.join(" › ")),
    ...(isWorded ? [element("div", { class: "verbatim" }, "Word for word in the document:")] : []),
    element("blockquote", {}, note.before, element("mark", {}, note.quote), note.after),
    element("div", { class: "file" }, element("span", {}, note.file), `, ${note.line}`),
    ...(note.also ? [element("div", { class: "also" }, note.also)] : []),
  );
  made.hidden = true;
  return made;
}

// The last word stays on one line with its markers.
function claimWords(text) {
  const at = text.lastIndexOf(" ") + 1;
  return text.length - at > 24 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}

function claim(root, data, number, { text, markers, is_worded: isWorded }) {
  const [start, last] = claimWords(text);
  const tail = element("span", { class: "tail" }, last);
  const said = element("span", { class: "claim" }, start, tail);
  const panels = [];
  for (const marker of markers) {
    const note = data.footnotes[marker];
    const id = `${data.name}-${number}-${marker}`;
    const button = element("button", {
      type: "button", class: "marker", "aria-expanded": "false", "aria-controls": id,
      "aria-label": `Footnote ${marker}: ${note.title}`,
      title: `“${note.quote}”`,
    }, String(marker));
    const below = panel(id, marker, note, isWorded, () => { button.focus(); set(false); });
    const set = (open) => {
      button.setAttribute("aria-expanded", String(open));
      below.hidden = !open;
      said.classList.toggle("open", open);
    };
    button.set = set;
    button.onclick = () => {
      const opening = below.hidden;
      closeAll(root);
      if (!opening) return;
      set(true);
      below.scrollIntoView({ block: "nearest" });
      // The page follows its end as it grows; the claim must not be carried out of sight.
      setTimeout(() => said.scrollIntoView({ block: "nearest" }), FOLLOWED_AFTER);
    };
    tail.append(button);
    panels.push(below);
  }
  return { said, panels };
}

function closeAll(root) {
  const open = root.querySelector('.marker[aria-expanded="true"]');
  if (open) open.set(false);
  return open;
}

// What either side says, beside the other; a footnote opens below both.
function differing(root, data, sides, count) {
  const made = sides.map(({ text, markers, title }) => {
    const { said, panels } = claim(root, data, count(), { text, markers });
    return { side: element("li", {}, said, element("div", { class: "says" }, title)), panels };
  });
  return element("div", { class: "differing", role: "group", "aria-label": "The documents differ" },
    element("div", { class: "differ" }, element("span", { "aria-hidden": "true" }, "≠"), "The documents differ"),
    element("ul", { class: "sides" }, ...made.map(({ side }) => side)),
    ...made.flatMap(({ panels }) => panels));
}

function build(root, data) {
  let number = 0;
  const count = () => number++;
  return data.blocks.map((block) => {
    if (block.form === "question") {
      return element("div", { class: "question", role: "heading", "aria-level": "3" }, block.text);
    }
    if (block.form === "unsaid") return element("p", { class: "unsaid" }, block.text);
    if (block.form === "differing") return differing(root, data, block.sides, count);
    const claims = block.claims.map((each) => claim(root, data, count(), each));
    if (block.form === "item") {
      return element("ul", {}, ...claims.map(({ said, panels }) => element("li", {}, said, ...panels)));
    }
    const words = claims.flatMap(({ said }) => [said, " "]);
    return element("div", { class: "block" },
      element("p", {}, ...words), ...claims.flatMap(({ panels }) => panels));
  });
}

// Draws again with more claims; a footnote that is open stays open, and what has focus keeps it.
function redraw(root, data) {
  const open = root.querySelector('.marker[aria-expanded="true"]');
  const active = root.getRootNode().activeElement;
  const focused = root.contains(active) ? active.getAttribute("aria-controls") : null;
  const buttonOf = (id) => id && root.querySelector(`.marker[aria-controls="${CSS.escape(id)}"]`);
  const opened = open && open.getAttribute("aria-controls");
  root.replaceChildren(...build(root, data));
  const again = buttonOf(opened);
  if (again) again.set(true);
  const focus = buttonOf(focused);
  if (focus) focus.focus({ preventScroll: true });
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".answer");
  const written = JSON.stringify(data);
  if (root.written === written) return;
  root.written = written;
  redraw(root, data);
  root.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    const button = closeAll(root);
    if (button) button.focus();
  };
}
