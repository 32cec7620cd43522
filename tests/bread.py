"""A small corpus about bread, as files and as an index."""

from pathlib import Path

import pytest

from ingest import ingest

SOURDOUGH = """\
---
title: The Sourdough Book
---

# Sourdough

A sourdough starter is a mixture of flour and water in which wild yeast lives. The yeast makes \
the dough rise without any yeast from a packet.

## Feeding

A starter in the refrigerator is fed once a week. A starter on the kitchen counter is fed every \
day, because warm yeast eats faster.

## Frequently asked questions

### Why does my sourdough bread taste sour?

The sour taste comes from lactic acid. Bacteria in the starter make the acid while the dough rests.

### How long does a loaf stay fresh?

A sourdough loaf stays fresh for five days in a linen bag.
"""
FLOUR = """\
# Kinds of flour

Flour is told apart by its grain and by how finely it is milled.

| Flour | Protein | Best for |
|---|---|---|
| Wheat | 12 percent | white bread |
| Rye | 9 percent | dark bread |
| Spelt | 14 percent | rolls |

## Storing flour

Whole grain flour keeps for three months in a cool cupboard, since its oil turns rancid.
"""
TOOLS = """\
# Tools of a baker

A home baker needs these tools:

- a scale that weighs single grams
- a bowl with a lid
- a dough scraper
- a cast iron pot

## The oven

Bread is baked at 240 degrees in a closed pot. After twenty minutes the lid comes off, so that \
the crust turns brown.
"""


@pytest.fixture(scope="session")
def bread_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bread")
    for name, text in {"sourdough": SOURDOUGH, "flour": FLOUR, "tools": TOOLS}.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def bread_index(bread_documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of three documents with an FAQ, a list and a table; read it, do not change it."""
    index = tmp_path_factory.mktemp("index") / "bread"
    ingest([bread_documents], index=index)
    return index
