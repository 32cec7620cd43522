"""The shape of the house: which room may import which, and through which door."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "corpus": set(),
    "ingest": {"corpus"},
    "assistant": {"corpus"},
    "evals": {"corpus", "ingest", "assistant"},
    "ui": {"corpus", "ingest", "assistant", "evals"},
}
HEAVY = {"torch", "transformers", "sentence_transformers", "streamlit", "chromadb", "langchain",
         "langchain_core", "onnxruntime", "scipy", "sklearn", "altair", "bm25s",
         "langchain_chroma", "langchain_text_splitters", "vl_convert", "openai", "trafilatura",
         "anthropic"}  # fmt: skip
LONGEST_FILE = 280
CHAT_EXTRAS = ("anthropic", "ollama", "openai")
IMPORTED_AS = {
    "python-docx": "docx",
    "python-pptx": "pptx",
    "vl-convert-python": "vl_convert",
}


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imports(path: Path, *, top_level_only: bool = False) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    nodes = tree.body if top_level_only else ast.walk(tree)
    found: list[str] = []
    for node in nodes:
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_point_one_way(room: str) -> None:
    others = set(MAY_IMPORT) - {room} - MAY_IMPORT[room]

    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(room)
        for name in imports(path)
        if name.split(".")[0] in others
    ]

    assert wrong == []


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_other_rooms_are_entered_through_their_door(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(room)
        for name in imports(path)
        if name.split(".")[0] in MAY_IMPORT[room] and "." in name and name != "evals.__main__"
    ]

    assert wrong == []


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_door_holds_imports_and_a_sorted_all(room: str) -> None:
    tree = ast.parse((ROOT / room / "__init__.py").read_text("utf-8"))

    kinds = [type(node).__name__ for node in tree.body]
    listed = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]

    assert set(kinds) <= {"Expr", "ImportFrom", "Assign"}
    assert len(listed) == 1
    assert listed[0] == sorted(listed[0], key=lambda n: (not n.isupper(), n.islower(), n))


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_heavy_libraries_are_imported_only_where_they_are_used(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name} at its top"
        for path in modules(room)
        for name in imports(path, top_level_only=True)
        if name.split(".")[0] in HEAVY
    ]

    assert [line for line in wrong if not line.startswith(ALLOWED_AT_TOP)] == []


ALLOWED_AT_TOP = ("ui/web/", "assistant/langchain.py", "evals/training/")
"""Modules that exist for one heavy library and are themselves imported late."""


def test_every_file_can_be_read_in_one_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for room in MAY_IMPORT
        for path in modules(room)
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_every_imported_package_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    optional = [name for extra in (*CHAT_EXTRAS, "files", "rivals") for name in extras[extra]]
    declared = {
        IMPORTED_AS.get(package, package.replace("-", "_"))
        for name in (*project["dependencies"], *optional)
        for package in [re.split(r"[>=\[]", name)[0].lower()]
    }
    used = {
        name.split(".")[0]
        for room in MAY_IMPORT
        for path in modules(room)
        for name in imports(path)
        if "training" not in path.parts
    }

    assert used - set(MAY_IMPORT) - set(sys.stdlib_module_names) - declared - {""} == set()
