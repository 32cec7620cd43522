"use strict";

/* Everything here comes from documents and questions that nobody vouches for: it enters the page
   as text and never as markup. */
const { labels, charts, cases } = JSON.parse(document.getElementById("data").textContent);
const AT_ONCE = 50;
const WORST_FIRST = ["wrong", "abstained_wrongly", "unscored", "right", "abstained_rightly"];

const filters = document.getElementById("filters");
const list = document.getElementById("cases");
const more = document.getElementById("more");
let found = [];

function make(tag, kind, ...children) {
  const node = document.createElement(tag);
  if (kind) node.className = kind;
  node.append(...children.filter((child) => child !== null));
  return node;
}

/* Words of others may run from right to left. */
function said(tag, kind, text) {
  const node = make(tag, kind, text);
  node.dir = "auto";
  return node;
}

function outcome(one) {
  return make("span", `outcome ${one.outcome}`, labels[one.outcome]);
}

/* The order in which mistakes are worth reading: the surest wrong answer first, and what was
   right from the least sure on. */
function worstFirst(a, b) {
  const rank = WORST_FIRST.indexOf(a.outcome) - WORST_FIRST.indexOf(b.outcome);
  const sure = a.outcome === "right" ? a.confidence - b.confidence : b.confidence - a.confidence;
  return rank || sure || a.place - b.place;
}

function searchable(one) {
  one.words ??= [one.id, one.group, one.question, one.reply?.text ?? "", ...one.accepted]
    .join("\n")
    .toLowerCase();
  return one.words;
}

function filter() {
  const chosen = new FormData(filters);
  const outcomes = new Set(chosen.getAll("outcome"));
  const group = chosen.get("group");
  const words = chosen.get("words").toLowerCase().split(/\s+/);
  found = cases.filter(
    (one) =>
      outcomes.has(one.outcome) &&
      (group === "*" || one.group === group) &&
      words.every((word) => searchable(one).includes(word)),
  );
  if (chosen.get("order") === "worst") found.sort(worstFirst);
  list.replaceChildren();
  document.getElementById("count").textContent = `${found.length} of ${cases.length} questions`;
  showMore();
}

function showMore() {
  const start = list.childElementCount;
  const next = found.slice(start, start + AT_ONCE).map(item);
  list.append(...next);
  const left = found.length - list.childElementCount;
  more.hidden = left === 0;
  more.textContent = `Show ${Math.min(AT_ONCE, left)} more of ${left}`;
  return next[0];
}

function item(one) {
  const sure = make("span", "confidence", make("span", "hidden", "confidence "));
  sure.append(one.confidence.toFixed(2));
  const summary = make("summary", "", outcome(one), said("span", "question", one.question), sure);
  const details = make("details", "", summary);
  details.addEventListener("toggle", () => details.append(story(one)), { once: true });
  return make("li", "", details);
}

function story(one) {
  const asked = one.history.flatMap(([question, answer]) => [question, answer]).filter(Boolean);
  return make(
    "div",
    "case",
    asked.length ? titled("Said before", ...asked.map((text) => said("p", "", text))) : null,
    said("p", "why", one.why),
    titled("Reply", ...reply(one.reply)),
    one.rejected ? rejected(one.rejected) : null,
    titled(one.answerable ? "Accepted answers" : "No document answers this", accepted(one)),
    ...one.rivals.map(rival),
    make("p", "facts", facts(one)),
  );
}

function titled(title, ...children) {
  return make("section", "", make("h3", "", title), ...children);
}

function reply(told) {
  if (!told) return [make("p", "note", "The run did not keep it.")];
  const notes = told.footnotes.map(footnote);
  return [said("div", "reply", told.text), notes.length ? make("ol", "footnotes", ...notes) : null];
}

function footnote(one) {
  const place = [one.title, ...(one.heading ?? [])].filter(Boolean).join(" › ");
  const at = [one.document_id, one.page && `page ${one.page}`, one.line && `line ${one.line}`];
  const node = make(
    "li",
    "",
    said("blockquote", "", one.quote),
    said("div", "place", `${place} (${at.filter(Boolean).join(", ")})`),
  );
  node.value = one.marker;
  return node;
}

function rejected(told) {
  const title = "Best answer it had, and held back as too unsure";
  const verdict = make("p", "", "It would have been ", outcome(told), said("span", "", `. ${told.why}`));
  const node = titled(title, verdict, ...reply(told.reply));
  node.className = "aside rejected";
  return node;
}

function rival(told) {
  const verdict = make(
    "p",
    "",
    outcome(told),
    ` with ${told.confidence.toPrecision(3)}, always answering. `,
    said("span", "", told.why),
  );
  const node = titled(told.name, verdict, ...(told.answered ? reply(told.reply) : []));
  node.className = "aside rival";
  return node;
}

function accepted(one) {
  return make("ul", "accepted", ...one.accepted.map((text) => said("li", "", text)));
}

function facts(one) {
  return [
    `Case ${one.id}`,
    one.group && `group ${one.group}`,
    `confidence ${one.confidence.toFixed(3)}`,
    one.documents.length && `${one.answerable ? "answered in" : "nearest"} ${one.documents.join(", ")}`,
    one.searched && `searched ${one.searched}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/* Vega's own tooltip writes markup; this one writes text. */
function tooltip(_, event, __, value) {
  document.getElementById("tip")?.remove();
  if (!value) return;
  const lines = Object.entries(value).map(([key, text]) => make("div", "", `${key}: ${text}`));
  const tip = make("div", "", ...lines);
  tip.id = "tip";
  document.body.append(tip);
  const [x, y] = [event.clientX + 14, event.clientY + 14];
  tip.style.left = `${Math.max(4, Math.min(x, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${y + tip.offsetHeight < innerHeight ? y : y - tip.offsetHeight - 28}px`;
}

cases.forEach((one, place) => (one.place = place));
filters.addEventListener("input", filter);
filters.addEventListener("submit", (event) => event.preventDefault());
more.addEventListener("click", () => showMore()?.querySelector("summary").focus());
filter();

/* The specifications are interpreted, not compiled: the page's policy forbids evaluating text. */
for (const [id, spec] of Object.entries(charts)) {
  const options = { ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip };
  vegaEmbed(document.getElementById(id), spec, options);
}
