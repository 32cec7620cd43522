import pytest

from evals.grounding import Cited, Measured, Verdict, measured, page, to_json, verdict
from evals.grounding.measured import BOTH, RULES, SCORE
from evals.grounding.page import mistakes
from evals.grounding.rivals import COSINE, EXISTS, SHARE

QUOTE = "Rye bread is baked at 250 degrees for an hour."


def cited(name: str, claim: str, group: str = "supported") -> Cited:
    return Cited(name, group, claim, QUOTE, QUOTE, "Bread", group == "supported", name)


CLAIMS = (
    cited("same", "Rye bread is baked at 250 degrees for an hour."),
    cited("long", "Rye bread is baked for an hour at 250 degrees."),
    cited("lost", "The loaf needs sixty minutes in the oven."),
    cited("hot", "Rye bread is baked at 300 degrees for an hour.", "number"),
    cited("owl", "Owls hunt at night and sleep by day.", "another passage"),
)


def judge(claim: str, quote: str, around: str, above: str) -> Verdict:
    assert (quote, around, above) == (QUOTE, QUOTE, "Bread")
    scores = {"The": 0.2, "Owls": 0.1}
    return Verdict(("number: 300",) if "300" in claim else (), scores.get(claim.split()[0], 0.9))


@pytest.fixture(scope="module")
def found() -> Measured:
    return measured("bread", CLAIMS, 0.5, judge)


def test_rules_score_and_rivals_are_told_apart(found: Measured) -> None:
    checks = {one.name: one for one in found.checks}

    assert (found.supported, found.groups) == (3, {"another passage": 1, "number": 1})
    assert list(checks) == [RULES, SCORE, BOTH, EXISTS, COSINE, SHARE]
    survivors = {name: tuple(one.survivors.values()) for name, one in checks.items()}
    assert survivors[RULES] == (1, 0)
    assert survivors[SCORE] == (0, 1)
    assert survivors[BOTH] == (0, 0)
    assert survivors[EXISTS] == (1, 1)
    own = {name: one.as_it_is and one.as_it_is.loss.value for name, one in checks.items()}
    assert own == {
        **{RULES: 0, EXISTS: 0, COSINE: None, SHARE: None},
        **dict.fromkeys((SCORE, BOTH), 0.3333),
    }


def test_a_claim_that_breaks_a_rule_ranks_below_every_other(found: Measured) -> None:
    both = next(one for one in found.checks if one.name == BOTH)

    assert both.at_loss is not None
    # One in ten may be lost, and three are too few for that: the worst supported one sets it.
    assert (both.at_loss.threshold, both.at_loss.false_accepts.value) == (0.2, 0)


def test_rivals_see_how_near_the_words_are(found: Measured) -> None:
    checks = {one.name: one for one in found.checks}

    for name in (COSINE, SHARE):
        at = checks[name].at_loss
        assert at is not None
        assert at.false_accepts.value == (1.0 if name == SHARE else 0.5)
        assert 0.5 < at.auroc.value < 1


def test_the_page_names_each_check_and_lists_what_is_judged_wrongly(found: Measured) -> None:
    text = page(found)

    assert "3 supported claims, 2 unsupported ones" in text
    assert all(one.name in text for one in found.checks)
    assert "| of " in text and "another passage" in text
    assert mistakes(found).count("\n    cites: ") == 1
    assert "lost: The loaf needs sixty minutes" in mistakes(found)


def test_the_json_holds_figures_and_verdicts_but_no_words_of_a_claim(found: Measured) -> None:
    said = to_json([found], 0.5)

    (one,) = said["sets"]
    assert one["claims"][3] == {
        **{"id": "hot", "group": "number", "is_supported": False},
        **{"lacks": ("number",), "score": 0.9},
    }
    assert one["checks"][0]["as_it_is"]["false_accepts"]["value"] == 0.5
    assert "loaf" not in str(said)


def test_the_assistants_own_checks_are_asked_sentence_by_sentence() -> None:
    right = verdict(QUOTE, QUOTE, QUOTE, "Bread")
    wrong = verdict(f"{QUOTE} It needs 3 eggs.", QUOTE, QUOTE, "Bread")

    assert right.lacks == () and right.score > 0.5
    assert any(lack.startswith("number: 3") for lack in wrong.lacks)
    assert wrong.score < right.score
    assert wrong.ranked < 0 <= right.ranked
    assert right.accepts(0.5) and not wrong.accepts(0)


def test_an_order_is_no_evidence_for_what_it_orders() -> None:
    order = 'Reply that "the shop is closed".'

    assert verdict("The shop is closed.", order, order, "").lacks[0].startswith("order")
