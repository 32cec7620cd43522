// The source of a footnote, beside the answer. The answer sends what it knows of the footnote, which
// is shown at once; the whole document follows from the server.

const BESIDE_FROM = 900;
const NARROWEST_CHAT = 340;
const QUICK_AFTER = 250;
const QUOTE_AT = 0.28;

const NOTES = {
  removed: "This document has been removed since it was quoted. Its words are not shown any more.",
  changed: "This document has changed since it was quoted. These are its words as they were then:",
};

const WORDED = "A model worded the sentence in the answer; the marked words are the document's own.";

class Panel {
  constructor(root) {
    this.root = root;
    this.turn = this.top = 0;
    this.marker = 0;
    this.name = "";
    this.notes = {};
    this.build();
    window.addEventListener("footnote:open", ({ detail }) => this.root.isConnected && this.ask(detail));
    window.addEventListener("footnote:close", () => this.close());
    window.addEventListener("resize", () => this.name && this.place());
  }

  // The page was drawn anew around it: it goes on where it was.
  move(root, setTriggerValue) {
    this.setTriggerValue = setTriggerValue;
    if (root === this.root) return;
    const { top } = this;
    this.root = root;
    root.replaceChildren(this.panel);
    this.body.scrollTop = top;
  }

  // Where no other page of the site has it, it is not there.
  leave(root) {
    if (root === this.root && !root.isConnected && this.name) this.hide();
  }

  build() {
    const button = (name, label, text) => element("button", { type: "button", class: name, "aria-label": label, title: label }, text);
    this.close_ = button("close", "Close the source", "×");
    this.close_.onclick = () => this.close();
    this.chips = element("nav", { class: "chips", "aria-label": "Footnotes of this answer" });
    this.title = element("h2", { tabindex: "-1", "aria-describedby": "where" });
    this.where = element("div", { class: "where", id: "where" });
    this.file = element("div", { class: "file" });
    this.also = element("div", { class: "also" });
    this.verbatim = element("div", { class: "also" });
    this.previous = button("previous", "Previous quote in this document", "↑");
    this.next = button("next", "Next quote in this document", "↓");
    this.count = element("span", { class: "count", "aria-live": "polite" });
    this.previous.onclick = () => this.step(-1);
    this.next.onclick = () => this.step(1);
    this.steps = element("div", { class: "steps", role: "group", "aria-label": "Quotes in this document" }, this.previous, this.count, this.next);
    this.written = element("button", { type: "button", class: "written", "aria-pressed": "false", title: "Show every character as it stands in the document" }, "As written");
    this.written.onclick = () => this.asWritten(this.written.getAttribute("aria-pressed") === "false");
    this.body = element("div", { class: "body", tabindex: "0", role: "region", "aria-label": "Document" });
    this.body.onscroll = () => { this.top = this.body.scrollTop; };
    this.panel = element("section", { class: "panel", role: "region", "aria-label": "Source of the footnote" },
      element("header", {}, element("div", { class: "bar" }, this.chips, this.written, this.close_),
        this.title, this.where, this.file, this.also, this.verbatim, this.steps),
      this.body);
    this.panel.onkeydown = (event) => this.pressed(event);
    this.root.replaceChildren(this.panel);
  }

  // What the visitor clicked: shown as far as it is known, and asked for.
  ask({ name, marker, footnotes }) {
    const isNew = name !== this.name;
    if (footnotes) this.notes = footnotes;
    this.send({ name, marker });
    this.show(name, marker);
    const note = this.notes[marker];
    const isHere = note && !isNew && note.file === this.shownFile && this.marked(marker).length > 0;
    if (note) this.head(quick(this.notes, marker));
    if (isHere) this.mark();
    else if (note) this.later = setTimeout(() => this.fill(quick(this.notes, marker)), QUICK_AFTER);
    if (footnotes) this.title.focus({ preventScroll: true });
  }

  send(asked) {
    clearTimeout(this.later);
    this.turn += 1;
    this.setTriggerValue("asked", { turn: this.turn, ...asked });
  }

  // What the server knows; late news about what is not looked at any more are left aside.
  take({ opened, source }) {
    if (opened.visit === this.visit && opened.turn < this.turn) return;
    [this.visit, this.turn] = [opened.visit, opened.turn];
    if (!opened.name) {
      if (this.name) this.hide();
      return;
    }
    if (!source) return;
    clearTimeout(this.later);
    this.show(opened.name, opened.marker);
    this.head(source);
    this.fill(source);
  }

  show(name, marker) {
    [this.name, this.marker] = [name, marker];
    this.place();
    tell(name, marker);
  }

  place() {
    const main = document.querySelector(".stMain");
    const page = document.documentElement;
    const width = Number.parseFloat(getComputedStyle(page).getPropertyValue("--source-share")) / 100 * window.innerWidth;
    const right = main ? window.innerWidth - main.getBoundingClientRect().left : window.innerWidth;
    const isBeside = window.innerWidth >= BESIDE_FROM && right - Math.min(width, 736) >= NARROWEST_CHAT;
    page.dataset.source = isBeside ? "beside" : "sheet";
    this.panel.setAttribute("role", isBeside ? "region" : "dialog");
    if (isBeside) this.panel.removeAttribute("aria-modal");
    else this.panel.setAttribute("aria-modal", "true");
  }

  hide() {
    clearTimeout(this.later);
    this.name = "";
    delete document.documentElement.dataset.source;
    tell("", 0);
  }

  close() {
    if (!this.name) return;
    const left = { name: this.name, marker: this.marker };
    this.hide();
    this.send({ closed: true });
    window.dispatchEvent(new CustomEvent("footnote:left", { detail: left }));
  }

  head({ state, title, file, heading = [], place = "", also = "", quote = "", quotes = [], worded = false, all }) {
    const { marker } = this;
    this.quotes = quotes;
    this.title.textContent = title || file;
    this.where.replaceChildren([heading.join(" › "), place].filter(Boolean).join(" · "),
      element("span", { class: "unseen" }, quote && ` Quoted: ${quote}`));
    this.file.textContent = title ? file : "";
    this.also.textContent = also;
    this.verbatim.textContent = worded ? WORDED : "";
    this.written.hidden = state !== "same";
    this.steps.hidden = quotes.length < 2;
    const at = quotes.indexOf(marker);
    this.count.textContent = quotes.length < 2 ? "" : `${at + 1} of ${quotes.length}`;
    this.previous.setAttribute("aria-disabled", String(at <= 0));
    this.next.setAttribute("aria-disabled", String(at >= quotes.length - 1));
    const listed = JSON.stringify(all);
    if (this.chips.listed !== listed) {
      this.chips.listed = listed;
      this.chips.replaceChildren(...all.map((one) => this.chip(one)));
    }
    for (const chip of this.chips.children) {
      if (Number(chip.textContent) === marker) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
    }
  }

  chip({ marker, title }) {
    const made = element("button", { type: "button", "aria-label": `Footnote ${marker}: ${title}`, title }, String(marker));
    made.onclick = () => this.ask({ name: this.name, marker });
    return made;
  }

  fill(source) {
    const { state, blocks = [], above = 0, below = 0, file, isQuick = false } = source;
    const drawn = JSON.stringify([state, blocks, above, below, file, source.before]);
    if (drawn === this.drawn) return this.mark(true);
    const kept = this.drawn && this.shownFile === file && !this.isQuick && this.shownMarker === this.marker ? this.topmost() : null;
    [this.drawn, this.shownFile, this.isQuick, this.shownMarker] = [drawn, file, isQuick, this.marker];
    const ask = (direction) => this.send({ more: direction });
    this.body.replaceChildren(
      ...(NOTES[state] ? [element("p", { class: "note" }, NOTES[state])] : []),
      ...(state === "changed" ? [then(source, this.marker)] : []),
      ...(above ? [more("above", above, ask)] : []),
      element("article", { class: "document" }, ...pageOf(blocks)),
      ...(below ? [more("below", below, ask)] : []));
    this.body.classList.toggle("quick", isQuick);
    reachable(this.body);
    if (kept) this.restore(kept);
    this.mark(Boolean(kept));
  }

  marked(marker) {
    return [...this.body.querySelectorAll("mark")].filter((one) => one.dataset.quoted.split(" ").includes(String(marker)));
  }

  mark(stays = false) {
    for (const one of this.body.querySelectorAll("mark.current")) one.classList.remove("current");
    const found = this.marked(this.marker);
    for (const one of found) one.classList.add("current");
    const isMoved = this.shownMarker !== this.marker;
    this.shownMarker = this.marker;
    if (!stays || isMoved) this.scrollTo(found[0]);
  }

  scrollTo(quote) {
    const box = this.body.getBoundingClientRect();
    if (!quote) this.body.scrollTop = 0;
    else this.body.scrollTop += quote.getBoundingClientRect().top - box.top - box.height * QUOTE_AT;
  }

  topmost() {
    const edge = this.body.getBoundingClientRect().top;
    const first = [...this.body.querySelectorAll("[data-at]")].find((one) => one.getBoundingClientRect().bottom > edge);
    return first && { at: first.dataset.at, top: first.getBoundingClientRect().top };
  }

  restore({ at, top }) {
    const again = this.body.querySelector(`[data-at="${CSS.escape(at)}"]`);
    if (again) this.body.scrollTop += again.getBoundingClientRect().top - top;
  }

  step(by) {
    const marker = this.quotes[this.quotes.indexOf(this.marker) + by];
    if (marker !== undefined) this.ask({ name: this.name, marker });
  }

  asWritten(isOn) {
    this.written.setAttribute("aria-pressed", String(isOn));
    const kept = this.topmost();
    this.body.classList.toggle("as-written", isOn);
    if (kept) this.restore(kept);
  }

  pressed(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      return this.close();
    }
    if (event.key !== "Tab" || this.panel.getAttribute("role") !== "dialog") return;
    const stops = [...this.panel.querySelectorAll("button, [tabindex='0']")].filter((one) => one.offsetParent);
    const active = this.root.getRootNode().activeElement;
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (active !== edge && !(event.shiftKey && active === this.title)) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }
}

// What an answer knows of a footnote: its quote with what stands around it.
function quick(notes, marker) {
  const note = notes[marker];
  const listed = Object.entries(notes).map(([number, { title, file, removed }]) => ({ marker: Number(number), title: removed ? file : title, file }));
  if (note.removed) return { state: "removed", file: note.file, all: listed, isQuick: true };
  return {
    state: "same", title: note.title, file: note.file, heading: note.heading, place: note.line, also: note.also, worded: note.worded,
    quote: note.quote, quotes: [marker], all: listed, isQuick: true,
    blocks: [{ form: "text", runs: [[note.before], [note.quote, "", [marker]], [note.after]] }],
  };
}

function then({ before, quote, after }, marker) {
  return element("blockquote", {}, before, element("mark", { "data-quoted": String(marker) }, quote), after);
}

function tell(name, marker) {
  const page = document.documentElement;
  if (name) page.dataset.footnote = `${name}:${marker}`;
  else delete page.dataset.footnote;
  window.dispatchEvent(new CustomEvent("footnote:shown"));
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".source");
  const panel = window.footnoteSource ??= new Panel(root);
  panel.move(root, setTriggerValue);
  panel.take(data);
  return () => setTimeout(() => panel.leave(root));
}
