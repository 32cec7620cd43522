import json
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

from assistant import Turn
from corpus import Kind
from evals.case import Case
from evals.report.charts import LEAST_ANSWERS, LISTED_POINTS, POINTS, curve_chart, groups_chart
from evals.report.page import to_html
from evals.report.report import Check, Report
from evals.run import evaluate
from tests.evals.test_run import CASES, CHEESE, NEPTUNE, RED, fake

HOSTILE = "</script><img src=x onerror=alert(1)> & <!-- \u2028 \"'"
ABOUT = {"documents": "planets", "threshold": 0.5, "settings": {"encoder": "tiny"}, "left_out": []}
GOOD = Check("accuracy over all cases", 0.9, 0.8)
BAD = Check("precision over all cases", None, 0.8, "Precision could not be measured.")


def report(*cases: Case, about: dict[str, Any] = ABOUT, **given: Any) -> Report:
    own = evaluate(fake(), cases)
    always = evaluate(fake(threshold=0.0), cases)
    merged = tuple(one if one.answered else two for one, two in zip(own, always, strict=True))
    return Report(about, own, merged, **given)


class Page(HTMLParser):
    """The page's elements, its visible words, and what stands in its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.text = ""
        self._inside = ""
        self.feed(html)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag
        self.text += " "
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts[-1] += data
        elif self._inside != "style":
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def data(self) -> Any:
        return json.loads(self.scripts[0])


def test_the_summary_says_how_the_questions_ended() -> None:
    page = Page(to_html(report(*CASES, replace(CHEESE, id="lost", documents=("sun.md",)))))

    assert (
        "planets 3 of 4 scored questions ended as they should: 2 answered rightly, 1 refused "
        "rightly; 0 answered wrongly, 1 refused wrongly, 1 could not be scored."
    ) in page.text
    assert "Accuracy 66.7 % of 3 answerable questions were answered rightly 95 %" in page.text
    assert "Abstention recall 100.0 % of 1 unanswerable" in page.text


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        pytest.param((), "There was no gate.", id="no gate"),
        pytest.param((GOOD,), "The gate holds; limits kept: all 1.", id="holds"),
        pytest.param(
            (GOOD, BAD),
            "The gate fails; limits not kept: 1 of 2. Precision could not be measured.",
            id="fails",
        ),
    ],
)
def test_the_gate_is_told_in_words(checks: tuple[Check, ...], said: str) -> None:
    assert said in Page(to_html(report(*CASES, checks=checks))).text


def test_each_case_comes_with_its_reply_footnotes_and_verdict() -> None:
    case = Page(to_html(report(replace(CHEESE, history=(Turn("Is there a moon?", "Yes."),)))))

    (told,) = case.data["cases"]
    assert told["question"] == "What is the moon made of?"
    assert told["outcome"] == "right"
    assert told["why"] == "The quote from 'moon.md' contains 'cheese'."
    assert told["accepted"] == ["cheese"]
    assert told["history"] == [["Is there a moon?", "Yes."]]
    assert told["rejected"] is None
    assert told["reply"]["footnotes"][0] == {
        "marker": 1,
        "quote": "The moon is made of cheese.",
        "title": "moon.md",
        "document_id": "moon.md",
        "heading": [],
        "line": 1,
        "page": None,
    }


def test_an_abstention_comes_with_the_answer_it_held_back() -> None:
    told = Page(to_html(report(*CASES))).data["cases"][2]

    assert told["outcome"] == "abstained_wrongly"
    assert told["rejected"]["outcome"] == "right"
    assert told["rejected"]["reply"]["footnotes"][0]["quote"] == "It has two moons."


def test_what_a_case_leaves_out_of_the_search_is_told() -> None:
    case = replace(
        CHEESE, without=frozenset({Kind.FAQ}), withheld=frozenset({"mars.md"}), within=None
    )

    (told,) = Page(to_html(report(case))).data["cases"]

    assert told["searched"] == "without mars.md, faq chunks"


def test_a_run_that_kept_no_replies_still_makes_a_page() -> None:
    whole = report(*CASES)
    bare = tuple(replace(one, reply={}) for one in whole.own)

    told = Page(to_html(replace(whole, own=bare, always=bare))).data["cases"]

    assert [one["reply"] for one in told] == [None] * 4


def test_rivals_are_raced_drawn_and_told_with_every_case() -> None:
    whole = report(CHEESE, RED)
    rival = tuple(replace(one, confidence=7.0, reply={"text": "Cheese."}) for one in whole.always)

    page = Page(to_html(replace(whole, rivals={"bm25": rival})))

    assert "Beside the rivals Reported on 1 questions." in page.text
    assert "bm25 0.000 100.0 % 100.0 % 100.0 % – – 100.0 ± 0.0 %" in page.text
    assert page.data["cases"][0]["rivals"][0] == {
        "name": "bm25",
        "outcome": "right",
        "why": "The quote from 'moon.md' contains 'cheese'.",
        "answered": True,
        "confidence": 7.0,
        "reply": {"text": "Cheese.", "footnotes": []},
    }


def test_without_rivals_there_is_no_race() -> None:
    assert "rivals" not in Page(to_html(report(*CASES))).text


def test_filters_carry_counts_and_leave_out_what_did_not_happen() -> None:
    page = Page(to_html(report(*CASES)))

    boxes = [one["value"] for one in page.all("input") if one["type"] == "checkbox"]
    assert boxes == ["right", "abstained_rightly", "abstained_wrongly"]
    assert "mars (3)" in page.text
    assert "moon (1)" in page.text


def test_how_it_was_run_is_listed() -> None:
    page = Page(to_html(report(*CASES)))

    assert page.text.endswith(
        "How it was run documents planets threshold 0.5 settings encoder tiny left out none"
    )


def test_hostile_text_stays_text_wherever_it_comes_from() -> None:
    case = replace(CHEESE, id=HOSTILE, question=HOSTILE, group=HOSTILE, answers=(HOSTILE,))
    whole = report(case, RED, about={"documents": HOSTILE, HOSTILE: [HOSTILE]},
                   checks=(Check(HOSTILE, 0.1, 0.2, HOSTILE),))  # fmt: skip

    html = to_html(replace(whole, rivals={HOSTILE: whole.always}))

    page = Page(html)
    assert page.all("img") == []
    assert len(page.scripts) == 3
    assert page.data["cases"][0]["question"] == HOSTILE
    assert "\u2028" not in page.scripts[0]
    assert {"<", ">", "&"}.isdisjoint(page.scripts[0])


def test_the_policy_lets_nothing_run_but_the_scripts_that_are_there() -> None:
    page = Page(to_html(report(*CASES)))

    policy = next(
        one["content"] for one in page.all("meta") if "http-equiv" in one and one["content"]
    )
    hashes = [
        f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in page.scripts[1:]
    ]
    assert policy.startswith("default-src 'none'; connect-src 'none'; img-src data:;")
    assert policy.endswith(f"script-src {' '.join(hashes)}")
    assert "unsafe" not in policy


def test_the_page_refers_to_nothing_outside_itself() -> None:
    page = Page(to_html(report(*CASES)))

    places = [one[name] for _, one in page.tags for name in ("src", "href") if name in one]
    assert places == ["data:,", "#questions"]


def test_the_same_run_gives_the_same_bytes() -> None:
    whole = report(*CASES)

    assert to_html(whole) == to_html(whole)


def test_a_run_without_a_case_makes_a_page_without_charts() -> None:
    page = Page(to_html(report(about={})))

    assert "0 of 0 scored questions" in page.text
    assert page.text.count("There is too little to draw.") == 2
    assert page.data == {"labels": page.data["labels"], "charts": {}, "cases": []}


def many(count: int) -> tuple[Case, ...]:
    return tuple(replace(CHEESE, id=f"cheese-{n}") for n in range(count))


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    whole = report(*many(400))
    spread = tuple(replace(one, confidence=n / 400) for n, one in enumerate(whole.always))

    chart = curve_chart(replace(whole, always=spread))

    assert chart
    drawn = max(chart.spec["datasets"].values(), key=len)
    assert len(drawn) == POINTS
    assert len(chart.rows) == LISTED_POINTS
    assert drawn[0]["coverage"] == 1
    assert drawn[-1]["coverage"] == LEAST_ANSWERS / 400
    assert chart.note == "Points of fewer than 10 answers are left out."


def test_the_shipped_threshold_is_marked_where_it_takes_effect() -> None:
    chart = curve_chart(report(*CASES))
    unmarked = curve_chart(report(*CASES, about={}))

    assert chart
    assert unmarked
    assert chart.label.endswith(
        "At the shipped threshold of 0.50 the assistant answers 50.0\u202f% with a precision of "
        "100.0\u202f%."
    )
    assert "shipped threshold 0.50" in json.dumps(chart.spec)
    assert "shipped" not in json.dumps(unmarked.spec)


def test_groups_are_drawn_from_the_lowest_with_what_they_count() -> None:
    chart = groups_chart(report(CHEESE, RED, *CASES[2:3], replace(NEPTUNE, group="dark")))

    assert chart
    assert [row[0] for row in chart.rows] == ["mars", "dark", "moon"]
    assert [row[3] for row in chart.rows] == [
        "answered rightly",
        "refused rightly",
        "answered rightly",
    ]


def test_a_single_group_is_not_drawn() -> None:
    assert groups_chart(report(CHEESE)) is None
