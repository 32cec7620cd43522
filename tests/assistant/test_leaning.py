import pytest

from assistant.evidence import leans

LEANING = """\
It allows people to do more.
However, it is slow.
Also, they cost more.
In addition, this makes it easy.
Such ovens are hot.
Both methods improve taste and crust.
The latter is cheaper.
Another way is to wait.
Here, the dough rests.
There they met again.
Then press Save.
Otherwise, the crust burns.
For example, a starter is fed weekly.
For instance, rye is dark.
It is used to bake bread.
It is able to rise.
It is a tool that helps.
It is best known for its bread.
It seems to be slow.
It takes its name from a river.
In 1998, he won.
**It** keeps well.
Because of this, bread rises.
In her view, bread is best in winter.
In both cases the crust is brown.
As such, it is slow.
That is why it works.
If this happens, call us.
All of these are free.
The former is slow."""
STANDING = """\
It is important that the dough rests.
It is possible to bake without steam.
It is also very important for the baker to rest.
It takes two hours to bake a loaf.
It's worth noting that bread is old.
It is known that yeast is alive.
It makes sense to wait.
It depends on the flour.
This article explains sourdough.
In this section you learn to bake.
There are three kinds.
Here are the steps.
Both rye and wheat are milled.
Both whole wheat and white rye are milled.
Those who bake at home need a scale.
However, rye needs water.
Because of their crust, rolls keep well.
When it comes to bread, rye is best.
The other day was fine.
The first loaf is heavy.
This year, bread costs more.
Itinerary planning is hard.
Thistles grow."""


@pytest.mark.parametrize("sentence", LEANING.splitlines())
def test_what_points_back_leans_on_the_sentence_before(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize("sentence", STANDING.splitlines())
def test_what_names_its_subject_or_has_none_stands_alone(sentence: str) -> None:
    assert not leans(sentence)
