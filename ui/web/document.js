// A document as a page. Every word becomes a text node: nothing is read as HTML or Markdown.

const STYLES = { b: "strong", i: "em", c: "code" };
const FOR_MACHINES = "Words for a machine that reads this document; they are never quoted.";

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function words([text, style = "", number]) {
  if (style === "p") return element("span", { class: "page within", "data-page": `p. ${number}` });
  let made = document.createTextNode(text);
  for (const letter of style) {
    if (letter === "m") made = element("span", { class: "markup" }, made);
    else if (letter === "o") made = element("span", { class: "order", title: FOR_MACHINES }, made);
    else if (STYLES[letter]) made = element(STYLES[letter], {}, made);
  }
  return made;
}

// Neighbours that are quoted by the same footnotes share one mark.
function phrase(runs) {
  const made = [];
  let quoted = "";
  for (const run of runs) {
    const markers = run[1] !== "p" && run[2] ? run[2].join(" ") : "";
    if (!markers) made.push(words(run));
    else if (markers === quoted) made.at(-1).append(words(run));
    else made.push(element("mark", { "data-quoted": markers }, words(run)));
    quoted = markers;
  }
  return made;
}

function pageMark({ number }) {
  return element("div", { class: "page" }, `p. ${number}`);
}

function tableRow(row) {
  if (row.form === "rule") return element("tr", { class: "markup" }, element("td", {}, ...phrase(row.cells[0])));
  if (row.form === "page") return element("tr", {}, element("td", { colspan: "99" }, pageMark(row)));
  const cell = (runs) => row.form === "head"
    ? element("th", { scope: "col" }, ...phrase(runs)) : element("td", {}, ...phrase(runs));
  return element("tr", {}, ...row.cells.map(cell));
}

function table({ columns, rows }) {
  const heads = rows.filter((row) => row.form === "head");
  const above = heads.length ? heads.map(tableRow)
    : columns ? [element("tr", { class: "again" }, ...columns.map((name) => element("th", { scope: "col" }, name)))] : [];
  const below = rows.filter((row) => row.form !== "head").map(tableRow);
  return element("div", { class: "wide" },
    element("table", {}, element("thead", {}, ...above), element("tbody", {}, ...below)));
}

function blockOf(block) {
  const { form, level = 0, runs } = block;
  if (form === "page") return pageMark(block);
  if (form === "table") return table(block);
  if (form === "heading") return element(`h${Math.min(6, Math.max(3, level + 1))}`, { class: `level${level}` }, ...phrase(runs));
  if (form === "code") return element("pre", {}, ...phrase(runs));
  if (form === "item") {
    const bullet = element("span", { class: "bullet", "data-bullet": block.bullet });
    return element("li", { style: `--depth: ${level}` }, bullet, ...phrase(runs));
  }
  const made = element(form === "aside" ? "div" : "p", { class: form }, ...phrase(runs));
  if (form === "text" && level) made.classList.add("inner");
  return made;
}

function pageOf(blocks) {
  const made = [];
  for (const block of blocks) {
    const node = blockOf(block);
    if (block.at !== undefined) node.dataset.at = block.at;
    if (block.form !== "item") made.push(node);
    else if (made.length && made.at(-1).tagName === "UL") made.at(-1).append(node);
    else made.push(element("ul", { role: "list" }, node));
  }
  return made;
}

// A table wider than the page can be reached and moved by keyboard.
function reachable(root) {
  for (const wide of root.querySelectorAll(".wide")) {
    if (wide.scrollWidth <= wide.clientWidth) continue;
    wide.classList.add("moves");
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "Table"]]) wide.setAttribute(name, value);
  }
}

function more(direction, count, ask) {
  const label = `Show more ${direction} (${count.toLocaleString("en")} more characters)`;
  const made = element("button", { type: "button", class: `more ${direction}` }, label);
  made.onclick = () => ask(direction);
  return made;
}
