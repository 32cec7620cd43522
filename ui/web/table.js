// A table of what people wrote. Every word becomes a text node: nothing is read as HTML or Markdown.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function notes(lines) {
  return lines.map((line) => element("div", { class: "note" }, line));
}

// Roles are named since a narrow page lays the rows out as blocks, which hides what they are.
function row({ words, notes: lines, cells }, columns) {
  return element("tr", { role: "row" },
    element("th", { role: "rowheader", scope: "row", class: "words" }, words, ...notes(lines)),
    ...cells.map((cell, i) => element("td", { role: "cell", "data-name": columns[i + 1] }, cell)));
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".table");
  const written = JSON.stringify(data);
  if (root.written === written) return;
  root.written = written;
  const [first, ...others] = data.columns;
  const head = element("tr", { role: "row" },
    element("th", { role: "columnheader", scope: "col", class: "words" }, first),
    ...others.map((name) => element("th", { role: "columnheader", scope: "col" }, name)));
  root.replaceChildren(element("table", { role: "table", "aria-label": data.label },
    element("thead", { role: "rowgroup" }, head),
    element("tbody", { role: "rowgroup" }, ...data.rows.map((one) => row(one, data.columns)))));
}
