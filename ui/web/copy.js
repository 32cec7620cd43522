// A button that copies a text. Where the page is not served safely, the browser has no clipboard for
// scripts, and a field that nobody sees is copied from.

const SAID_FOR = 2500;

async function copied(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not allowed here: the other way may be.
    }
  }
  const active = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("readonly", "");
  field.style.cssText = "position: fixed; top: 0; opacity: 0";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (active) active.focus({ preventScroll: true });
  return done;
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".copy");
  if (!root.button) {
    root.button = document.createElement("button");
    root.button.type = "button";
    root.said = document.createElement("span");
    root.said.className = "said";
    root.said.setAttribute("role", "status");
    root.replaceChildren(root.button, root.said);
  }
  root.button.textContent = data.label;
  root.button.onclick = async () => {
    const done = await copied(data.text);
    root.button.focus({ preventScroll: true });
    root.said.textContent = done ? "Copied" : "Not copied: the browser does not allow it";
    clearTimeout(root.later);
    root.later = setTimeout(() => { root.said.textContent = ""; }, SAID_FOR);
  };
}
