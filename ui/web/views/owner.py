"""What visitors asked: what the documents do not say, what was voted down, and how it was rated."""

from collections.abc import Sequence
from functools import partial
from shlex import quote
from time import time
from typing import TypeVar

import streamlit as st

from corpus import FootnoteError
from ui.exports import case_file, down_voted_csv, moment, unanswered_csv
from ui.history import Asked, Status, Totals, Unanswered, state_folder
from ui.render import counted, one_line
from ui.report import REPORT_FILE, EvalReport, latest_report
from ui.web.kept import history, place
from ui.web.site import Site, show_problem
from ui.web.table import Line, show_table

_DAY = 86_400.0
_PERIODS = {"7 days": 7, "30 days": 30, "90 days": 90}
_ALL, _USUAL = "All", "30 days"
_SHOWN = 20
"""Rows of a table before more are asked for."""
_PERIOD, _MORE = "owner-period", "owner-more"
_Row = TypeVar("_Row")
_CAME_OF_IT = {
    Status.ANSWERED: "answered",
    Status.ABSTAINED: "not answered",
    Status.TALK: "small talk",
    Status.STOPPED: "stopped",
}


def show(site: Site) -> None:
    """Draws the page of the owner; other visitors are told that it is not theirs."""
    with st.container(key="header", gap="xxsmall"):
        st.title("Questions", anchor=False)
    if not site.is_owner:
        show_problem(
            "This page is for the owner of the documents",
            "What others asked is not shown to visitors. If this site is yours, set "
            "FOOTNOTE_OWNER=yes where it is served.",
        )
        return
    try:
        _show_questions(site)
    except FootnoteError as error:
        show_problem("The questions cannot be shown", str(error))
    _show_quality(site)


def _show_questions(site: Site) -> None:
    log, index = history().questions, place(site)
    if not log.keep_days:
        st.text(
            "No questions are kept, as FOOTNOTE_KEEP_QUESTIONS_DAYS is 0. Set it to a number of "
            "days to see what was asked, and what the documents do not say."
        )
        return
    st.text(
        f"What was asked of these documents. Questions and comments are kept for "
        f"{counted(log.keep_days, 'day')} and then deleted; who asked is not kept with them."
    )
    periods = {name: days for name, days in _PERIODS.items() if days < log.keep_days}
    chosen = st.segmented_control(
        "Period",
        [*periods, _ALL],
        default=_USUAL if _USUAL in periods else _ALL,
        key=_PERIOD,
        on_change=_less,
        required=True,
    )
    since = time() - periods.get(chosen or _ALL, log.keep_days) * _DAY
    _show_totals(log.totals(index, since))
    unanswered = log.unanswered(index, since)
    down_voted = log.down_voted(index, since)
    _show_unanswered(unanswered)
    _show_down_voted(down_voted)
    _show_exports(unanswered, down_voted)


def _show_totals(totals: Totals) -> None:
    shown = (
        ("Asked", totals.asked),
        ("Answered", totals.answered),
        ("Not answered", totals.abstained),
        ("Voted up", totals.up),
        ("Voted down", totals.down),
    )
    with st.container(horizontal=True, key="owner-totals"):
        for name, count in shown:
            st.metric(name, f"{count:,}", width="content")
    beside = [f"{totals.talk:,} small talk"] * bool(totals.talk)
    beside += [f"{totals.stopped:,} stopped before a reply"] * bool(totals.stopped)
    if beside:
        st.caption(f"Among those asked: {', '.join(beside)}.")


def _show_unanswered(groups: Sequence[Unanswered]) -> None:
    st.header("Your documents do not say", anchor=False)
    if not groups:
        st.text("Every question of this period was answered.")
        return
    st.text(
        f"{counted(len(groups), 'question')} without an answer; those that ask the same are one. "
        "A high confidence means that something near was found."
    )
    show_table(
        "Questions that the documents do not answer",
        ("question", "times asked", "confidence", "last asked"),
        map(unanswered_line, _first(groups, "unanswered")),
        key="owner-unanswered",
    )
    _offer_more(groups, "unanswered")


def _show_down_voted(asked: Sequence[Asked]) -> None:
    st.header("Voted down", anchor=False)
    if not asked:
        st.text("No reply of this period was voted down.")
        return
    show_table(
        "Questions whose replies were voted down",
        ("question and comment", "reply", "asked"),
        map(down_voted_line, _first(asked, "down")),
        key="owner-down",
    )
    _offer_more(asked, "down")


def unanswered_line(group: Unanswered) -> Line:
    """A question without an answer, with the other ways in which it was asked."""
    others = [one for one in group.wordings if one != group.question]
    notes = [f"also: {one}" for one in others[:2]]
    if len(others) > 2:
        notes.append(f"and {len(others) - 2:,} more ways")
    cells = (f"{group.count:,}", f"{group.best_confidence:.2f}", _day(group.last_asked))
    return Line(group.question, cells, tuple(notes))


def down_voted_line(one: Asked) -> Line:
    """A question whose reply was voted down, with the comment."""
    comment = (f"“{one_line(one.comment)}”",) if one.comment.strip() else ()
    cited = (f"cited: {', '.join(one.documents)}",) if one.documents else ()
    return Line(one.question, (_CAME_OF_IT[one.status], _day(one.asked)), comment + cited)


def _show_exports(unanswered: Sequence[Unanswered], down_voted: Sequence[Asked]) -> None:
    if not (unanswered or down_voted):
        return
    st.header("Take them along", anchor=False)
    st.text(
        "The case file is for footnote eval run --cases: put the right answers in, and each "
        "question is held against them from then on. Until then it is asked and not scored."
    )
    offered = (
        ("Not answered (CSV)", "unanswered.csv", "text/csv", partial(unanswered_csv, unanswered)),
        ("Voted down (CSV)", "voted-down.csv", "text/csv", partial(down_voted_csv, down_voted)),
        (
            "Both as cases (JSON lines)",
            "questions.jsonl",
            "application/jsonl",
            partial(case_file, unanswered, down_voted),
        ),
    )
    with st.container(horizontal=True, key="owner-exports"):
        for label, name, mime, data in offered:
            st.download_button(
                label, data, name, mime, key=f"owner-{name}", icon=":material/download:",
                on_click="ignore",
            )  # fmt: skip


def _show_quality(site: Site) -> None:
    st.header("How good the answers are", anchor=False)
    try:
        report = latest_report(state_folder(), site.overview.sources)
    except FootnoteError as error:
        show_problem("The eval report cannot be shown", str(error))
        report = None
    if report is not None:
        st.text(report_words(report))
        lines = [
            Line(one.words, (f"{one.value:.3f} ± {one.error:.3f}", f"{one.of:,}"))
            for one in report.figures
        ]
        show_table("Figures of the eval report", ("share", "value", "of"), lines, key="owner-eval")
    if report is None or not (report.is_current and report.day):
        st.text("To measure these documents and show it here, run:")
        st.code(
            "footnote eval run --short --documents YOUR_DOCUMENTS "
            f"--json {quote(str(state_folder() / REPORT_FILE))}",
            language=None,
            wrap_lines=True,
        )


def report_words(report: EvalReport) -> str:
    """What was measured, when, and whether it is of these documents."""
    when = f"On {report.day}, " if report.day else f"With release {report.release}, "
    of = (
        "these documents"
        if report.is_current
        else f"{counted(report.sources, 'document')} in {one_line(report.documents)!r}, which are "
        "not the documents asked here as they are now"
    )
    gate = f" {counted(report.failed, 'limit')} of its gate did not hold." if report.failed else ""
    return (
        f"{when}{counted(report.cases, 'question')} were asked of {of}; an answer was given from a "
        f"confidence of {report.threshold:g}.{gate}"
    )


def _first(rows: Sequence[_Row], name: str) -> Sequence[_Row]:
    return rows[: _SHOWN * st.session_state.get(f"{_MORE}-{name}", 1)]


def _offer_more(rows: Sequence[object], name: str) -> None:
    times = st.session_state.get(f"{_MORE}-{name}", 1)
    if len(rows) > _SHOWN * times:
        rest = len(rows) - _SHOWN * times
        st.button(
            f"Show more ({rest:,} left)",
            key=f"owner-more-{name}",
            on_click=_show_more,
            args=(name,),
        )


def _show_more(name: str) -> None:
    st.session_state[f"{_MORE}-{name}"] = 5 * st.session_state.get(f"{_MORE}-{name}", 1)


def _less() -> None:
    for name in ("unanswered", "down"):
        st.session_state.pop(f"{_MORE}-{name}", None)


def _day(seconds: float) -> str:
    return moment(seconds).partition(" ")[0]
