// Shows how a reply came about. Every word becomes a text node: nothing is read as HTML or Markdown.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// Roles are named since a narrow page lays the rows out as grids, which hides what they are.
function table({ columns, rows }) {
  const names = columns.map((name) => element("th", { role: "columnheader", scope: "col" }, name));
  const head = element("tr", { role: "row" }, ...names, element("th", { role: "columnheader", class: "words", scope: "col" }, "text"));
  const body = rows.map(({ numbers, words, place }) => element("tr", { role: "row" },
    ...numbers.map((number) => element("td", { role: "cell" }, number)),
    element("td", { role: "cell", class: "words" }, words, element("div", { class: "place" }, place))));
  return element("table", { role: "table", style: `--columns: ${columns.length}` },
    element("thead", { role: "rowgroup" }, head), element("tbody", { role: "rowgroup" }, ...body));
}

function stage({ title, took, lines, columns, rows, is_aside }) {
  if (is_aside) {
    return element("details", {}, element("summary", {}, `${title} (${rows.length})`), table({ columns, rows }));
  }
  const parts = lines.map((line) => element("p", {}, line));
  if (rows.length) parts.push(table({ columns, rows }));
  return element("section", {},
    element("div", { class: "title", role: "heading", "aria-level": "4" }, title),
    element("div", { class: "took" }, took), ...parts);
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".stages");
  const written = JSON.stringify(data);
  if (root.written === written) return;
  root.written = written;
  root.replaceChildren(...data.stages.map(stage));
}
