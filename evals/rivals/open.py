"""The rivals by name, over one store of passages and vectors."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from importlib.util import find_spec
from types import MappingProxyType

from corpus import CaseError, QuestionError
from evals.case import Case
from evals.rivals.search import Search, VectorSearch, WordSearch
from evals.rivals.sentences import Sentences, Vectors
from evals.rivals.texts import Text, passages_of
from evals.run import Attempt, Rival

RIVALS: Mapping[str, str] = MappingProxyType(
    {
        "bm25": "BM25 finds passages; the sentence in them nearest to the question is the answer.",
        "langchain": "LangChain's tutorial stack (splitter, MiniLM, Chroma) finds passages; the "
        "sentence in them nearest to the question is the answer.",
        "langchain-passage": "The same stack; the whole of the first passage is the answer.",
    }
)
"""What each rival is, by name."""

_PACKAGES = ("bm25s", "langchain_chroma", "langchain_text_splitters")


def open_rivals(names: Iterable[str], texts: Sequence[Text]) -> dict[str, Rival]:
    """The named rivals in that order, ready to answer from these texts.

    They share passages and vectors, which stay in memory as long as one of them is held. Where a
    case leaves kinds out, passages are made anew without them when the first such case is asked.

    Raises:
        CaseError: There is no such rival, or a package that rivals need is not installed.
    """
    wanted = tuple(names)
    check_rivals(wanted)
    passages = cache(partial(passages_of, texts))
    vectors = Vectors()
    sentences = Sentences(texts, vectors)
    by_vectors = cache(partial(VectorSearch, passages, vectors))
    make: dict[str, Callable[[], Rival]] = {
        "bm25": lambda: _NearestSentence(WordSearch(passages), sentences),
        "langchain": lambda: _NearestSentence(by_vectors(), sentences),
        "langchain-passage": lambda: _FirstPassage(by_vectors()),
    }
    return {name: make[name]() for name in wanted}


class _NearestSentence:
    def __init__(self, search: Search, sentences: Sentences) -> None:
        self._search = search
        self._sentences = sentences

    def attempt(self, case: Case) -> Attempt:
        _check_question(case)
        passages = [found.passage for found in self._search.find(case)]
        return self._sentences.nearest(case.question, passages, case.without)


class _FirstPassage:
    def __init__(self, search: Search) -> None:
        self._search = search

    def attempt(self, case: Case) -> Attempt:
        _check_question(case)
        for found in self._search.find(case)[:1]:
            return Attempt((found.passage,), found.score)
        return Attempt((), 0.0)


def check_rivals(names: Iterable[str]) -> None:
    """Nothing, if these rivals can be opened.

    Raises:
        CaseError: There is no such rival, or a package that rivals need is not installed.
    """
    for name in names:
        if name not in RIVALS:
            raise CaseError(f"There is no rival {name!r}: choose from {', '.join(RIVALS)}.")
    missing = next((package for package in _PACKAGES if find_spec(package) is None), None)
    if missing:
        raise CaseError(
            f"The rivals need the package {missing!r}, which is not installed: "
            "`pip install 'footnote[rivals]'` brings it."
        )


def _check_question(case: Case) -> None:
    # The assistant cannot be asked nothing either; such a case is not scored for anyone.
    if not case.question.strip():
        raise QuestionError("The question is empty: ask something in a few words.")
