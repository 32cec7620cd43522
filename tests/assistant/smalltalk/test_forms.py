import re

import pytest

from assistant.smalltalk.forms import alternatives

FORM = re.compile(alternatives("[so|well] how do (i|we) [really|ever]* {act} [now] [please]\nhelp",
                               act="bake|mill"))  # fmt: skip


@pytest.mark.parametrize(
    "phrase",
    ["how do i bake", "so how do we mill now", "how do i really really bake now please", "help"],
)
def test_what_is_in_brackets_may_be_missing(phrase: str) -> None:
    assert FORM.fullmatch(phrase)


@pytest.mark.parametrize("phrase", ["how do bake", "so well how do i bake", "how do i bakenow", ""])
def test_anything_else_does_not_match(phrase: str) -> None:
    assert not FORM.fullmatch(phrase)
