"""How many questions were taken for what they are, and which were not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant import language_of, parts_of, talk_of
from evals.conversation.questions import Labelled

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A question that was taken for something else."""

    question: str
    expected: tuple[str, ...]
    got: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was made of one group of questions."""

    name: str
    asked: int
    wrong: tuple[Wrong, ...]

    @property
    def right(self) -> int:
        """Questions taken for what they are."""
        return self.asked - len(self.wrong)


def parts_figures(
    own: Sequence[Labelled], public: Mapping[str, Sequence[str]]
) -> tuple[Figures, ...]:
    """Messages with several questions, with one, and which questions of public sets are split.

    Those are not labelled: whether a split is right is for a person to judge.
    """
    several = [one for one in own if len(one.expected) > 1]
    single = [one for one in own if len(one.expected) == 1]
    return (
        _against("several", several, parts_of),
        _against("one", single, parts_of),
        *(_against(name, map(_single, asked), parts_of) for name, asked in public.items()),
    )


def talk_figures(
    own: Sequence[Labelled], public: Mapping[str, Sequence[str]]
) -> tuple[Figures, ...]:
    """Small talk, real questions, and which questions of public sets are taken for small talk."""
    talk = [one for one in own if one.expected]
    real = [one for one in own if not one.expected]
    public_cases = {name: map(_real, asked) for name, asked in public.items()}
    return (
        _against("small talk", talk, _talk),
        _against("real questions", real, _talk),
        *(_against(name, cases, _talk) for name, cases in public_cases.items()),
    )


def language_figures(
    own: Sequence[Labelled], public: Mapping[str, Sequence[str]]
) -> tuple[Figures, ...]:
    """Questions by language, and which of the public sets are taken for another than English.

    English is right where nothing else is said: to be unsure costs nothing there.
    """
    by_language: dict[str, list[Labelled]] = {}
    for one in own:
        by_language.setdefault(one.expected[0], []).append(one)
    english = {name: map(_english, asked) for name, asked in public.items()}
    return (
        *(_against(code, cases, _language) for code, cases in sorted(by_language.items())),
        *(_against(name, cases, _language) for name, cases in english.items()),
    )


def _against(
    name: str, cases: Iterable[Labelled], judged: Callable[[str], Sequence[str]]
) -> Figures:
    listed = list(cases)
    got = [tuple(judged(case.question)) for case in listed]
    wrong = tuple(
        Wrong(case.question, case.expected, found)
        for case, found in zip(listed, got, strict=True)
        if found != case.expected
    )
    return Figures(name, len(listed), wrong)


def _talk(question: str) -> tuple[str, ...]:
    talk = talk_of(question)
    return () if talk is None else (talk.value,)


def _language(question: str) -> tuple[str, ...]:
    return (language_of(question) or ENGLISH,)


def _single(question: str) -> Labelled:
    return Labelled("", question, (question,))


def _real(question: str) -> Labelled:
    return Labelled("", question, ())


def _english(question: str) -> Labelled:
    return Labelled("", question, (ENGLISH,))
