// Shows text from documents. Everything becomes a text node: nothing is read as HTML or Markdown.

function element(tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(text);
  return made;
}

function markerButton(marker, open) {
  const button = element(
    "button",
    { type: "button", class: "marker", "aria-label": `Footnote ${marker}` },
    `[${marker}]`,
  );
  button.dataset.marker = marker;
  button.onclick = () => open(marker);
  return button;
}

function appendPart(parent, part, open) {
  if (part.quote) {
    const mark = element("mark", { tabindex: "-1" });
    mark.dataset.quote = part.quote;
    mark.append(element("span", { class: "number", "aria-label": `Footnote ${part.quote}: ` }, part.quote));
    mark.append(part.text);
    parent.append(mark);
  } else if (part.text) {
    parent.append(part.text);
  }
  if (!part.markers) return;
  const group = element("span", { class: "markers" });
  part.markers.forEach((marker) => group.append(markerButton(marker, open)));
  parent.append("\u00a0", group, " ");
}

function build(blocks, open) {
  const built = [];
  for (const block of blocks) {
    const inner = element(block.item ? "li" : "p");
    block.parts.forEach((part) => appendPart(inner, part, open));
    const last = built.at(-1);
    if (!block.item) built.push(inner);
    else if (last?.tagName === "UL") last.append(inner);
    else {
      const list = element("ul");
      list.append(inner);
      built.push(list);
    }
  }
  return built;
}

function showActive(root, active) {
  for (const button of root.querySelectorAll(".marker")) {
    button.setAttribute("aria-expanded", String(Number(button.dataset.marker) === active));
  }
  for (const mark of root.querySelectorAll("mark")) {
    mark.classList.toggle("active", Number(mark.dataset.quote) === active);
  }
}

function goToActive(root) {
  const mark = root.querySelector("mark.active");
  if (!mark) return;
  mark.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  mark.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".prose");
  const open = (marker) => setTriggerValue("opened", marker);
  const words = JSON.stringify(data.blocks);
  if (root.dataset.words !== words) {
    root.dataset.words = words;
    root.replaceChildren();
    // A screen reader announces what enters a live region, so the region has to be there first.
    if (data.live) root.setAttribute("aria-live", "polite");
    const fill = () => {
      if (root.dataset.words !== words) return;
      root.replaceChildren(...build(data.blocks, open));
      showActive(root, data.active);
      if (data.visit) goToActive(root);
    };
    if (data.live) setTimeout(fill, 60);
    else fill();
  } else {
    for (const button of root.querySelectorAll(".marker")) {
      button.onclick = () => open(Number(button.dataset.marker));
    }
    showActive(root, data.active);
    if (data.visit && root.dataset.visit !== String(data.visit)) goToActive(root);
  }
  root.dataset.visit = String(data.visit ?? 0);
}
