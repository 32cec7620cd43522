import json
from pathlib import Path

import pytest

COLOURS = ("red", "green", "blue", "brown", "black", "white", "purple", "orange")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set of short documents, each with a question that it answers and one that it does not."""
    folder = tmp_path_factory.mktemp("sets")
    docs = folder / "planets" / "docs"
    docs.mkdir(parents=True)
    lines = []
    for n, colour in enumerate(COLOURS):
        (docs / f"{n}.md").write_text(
            f"# Planet {n}\n\nThe sea of planet {n} is {colour}. Ships cross it in {n + 2} days.\n"
        )
        asked = {"question": f"What colour is the sea of planet {n}?", "answers": [colour]}
        unknown = {"question": "Which cheese is sold in Delft?", "answers": []}
        for group, one in (("at_sea", asked), ("cheese", unknown)):
            known = {"doc_id": f"{n}.md", "answerable": group == "at_sea", "group": group}
            said = {"history": [{"speaker": "user", "text": "Tell me of the sea."}]}
            lines.append(json.dumps({"id": f"{group}-{n}", **one, **known, "meta": said}))
    (folder / "planets" / "questions.jsonl").write_text("\n".join(lines))
    (folder / "no-documents").mkdir()
    (folder / "no-documents" / "questions.jsonl").write_text(lines[0])
    return folder
