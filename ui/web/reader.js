// A document on its own, from its beginning.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".reader");
  const written = JSON.stringify(data);
  if (root.written === written) return;
  root.written = written;
  const rest = data.below > 0 ? [more("below", data.below, () => setTriggerValue("asked", data.below))] : [];
  root.replaceChildren(element("article", { class: "document", "aria-label": data.title }, ...pageOf(data.blocks)), ...rest);
  reachable(root);
}
