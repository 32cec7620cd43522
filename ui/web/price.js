// Draws what each threshold costs. Every word becomes a text node: nothing is read as HTML.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 1000;
const HEIGHT = 100;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function shape(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

const across = (threshold) => (threshold * WIDTH).toFixed(1);
const down = (share) => (HEIGHT - share * HEIGHT).toFixed(1);

// The area between two lines, each a share for every threshold.
function area(name, thresholds, low, high) {
  const there = thresholds.map((t, i) => `${across(t)},${down(high[i])}`);
  const back = thresholds.map((t, i) => `${across(t)},${down(low[i])}`).reverse();
  return shape("polygon", { class: name, points: [...there, ...back].join(" ") });
}

function upright(name, threshold) {
  const x = across(threshold);
  return shape("line", { class: name, x1: x, x2: x, y1: 0, y2: HEIGHT });
}

// Shares lie on one another from below; what is left to the top is the last name's.
function panel({ title, names, shares, thresholds, chosen, usual, words }) {
  const drawn = shape("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": words,
  });
  let low = thresholds.map(() => 0);
  for (const [i, name] of names.entries()) {
    const high = i < shares.length ? low.map((from, at) => from + shares[i][at]) : low.map(() => 1);
    drawn.append(area(name, thresholds, low, high));
    low = high;
  }
  if (usual !== chosen) drawn.append(upright("usual", usual));
  drawn.append(upright("chosen", chosen));
  return element("div", { class: "panel" }, element("div", { class: "title" }, title), drawn);
}

function legend(items) {
  return element("ul", { class: "legend" },
    ...items.map(({ name, text }) => element("li", {}, element("span", { class: `key ${name}` }), text)));
}

function table({ columns, rows }) {
  const head = columns.map((name) => element("th", { scope: "col" }, name));
  const body = rows.map(([first, ...rest]) => element("tr", {},
    element("th", { scope: "row" }, first), ...rest.map((cell) => element("td", {}, cell))));
  return element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".price");
  const written = JSON.stringify(data);
  if (root.written === written) return;
  root.written = written;
  const isOpen = root.querySelector("details")?.open;
  const asTable = element("details", {}, element("summary", {}, "As a table"), table(data.table));
  asTable.open = Boolean(isOpen);
  root.replaceChildren(
    ...data.panels.map((one) => panel({ ...data, ...one })),
    element("div", { class: "ends", "aria-hidden": "true" },
      element("span", {}, "answers everything"), element("span", {}, "answers nothing")),
    legend(data.legend),
    asTable,
  );
}
