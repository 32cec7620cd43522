"""Looks at what Footnote rests on: Python, packages, encoder, reader, index."""

import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from ui.finding import Finding, State, tried
from ui.history.place import HISTORY_VARIABLES
from ui.limits import LIMIT_VARIABLES
from ui.text import counted

if TYPE_CHECKING:
    from assistant import Settings
    from corpus import Manifest

_PACKAGES = (
    "footnote", "chromadb", "langchain", "onnxruntime", "sentence-transformers", "streamlit",
    "torch",
)  # fmt: skip
_PREFIX = "FOOTNOTE_"
_OTHER_VARIABLES = {
    *("FOOTNOTE_INDEX", "FOOTNOTE_OWNER", "FOOTNOTE_TEST_DATA"),
    *(LIMIT_VARIABLES | HISTORY_VARIABLES),
}


def python_finding() -> Finding:
    """The Python that runs this."""
    text = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    return Finding("python", State.OK, text, facts={"version": platform.python_version()})


def packages_finding() -> Finding:
    """The packages that everything rests on."""
    found: dict[str, str | None] = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    text = ", ".join(f"{name} {number or 'is missing'}" for name, number in found.items())
    missing = [name for name, number in found.items() if number is None and name != _PACKAGES[0]]
    hint = f"Run: {sys.executable} -m pip install {' '.join(missing)}" if missing else ""
    return Finding("packages", State.FIX if missing else State.OK, text, hint, {"versions": found})


def settings_finding(settings: "Settings") -> Finding:
    """Which settings the environment holds, and which of those are none."""
    known = {f"{_PREFIX}{name.upper()}" for name in type(settings).model_fields}
    held = sorted(name for name in os.environ if name.startswith(_PREFIX))
    strange = [name for name in held if name not in known | _OTHER_VARIABLES]
    text = ", ".join(name for name in held if name in known) or "all as shipped"
    facts = {"set": [name for name in held if name in known], "unknown": strange}
    if not strange:
        return Finding("settings", State.OK, text, facts=facts)
    hint = f"{', '.join(strange)}: no setting has this name, so it changes nothing."
    return Finding("settings", State.NOTE, text, hint, facts)


def encoder_finding(settings: "Settings") -> Finding:
    """The encoder of questions."""
    from corpus import BUNDLED_ENCODER, asking_encoder

    name = settings.encoder
    facts = {"name": name, "bundled": name == BUNDLED_ENCODER}
    if name != BUNDLED_ENCODER and not Path(name).is_dir():
        # Loading it might fetch it from elsewhere.
        return Finding("encoder", State.NOTE, f"{name!r}, not loaded here", facts=facts)

    def works() -> Finding:
        encoder = asking_encoder(name)
        encoder.encode_query(name)
        text = f"{name}, {encoder.dimensions} dimensions, weights {encoder.digest[:12]}"
        return Finding("encoder", State.OK, text, facts=facts)

    return tried("encoder", works)


def reader_finding(settings: "Settings") -> Finding:
    """The evidence reader."""
    from assistant import BUNDLED_READER, FIRST_READER, raw_reader

    name = settings.reader
    facts = {"name": name}
    if name not in (BUNDLED_READER, FIRST_READER) and not Path(name).is_dir():
        return Finding("reader", State.NOTE, f"{name!r}, not loaded here", facts=facts)

    def works() -> Finding:
        raw = raw_reader(name)
        text = "first: similarity and words alone" if raw is None else f"{name}, {raw.identity}"
        return Finding("reader", State.OK, text, facts=facts)

    return tried("reader", works)


def index_findings(path: Path, settings: "Settings") -> Iterator[Finding]:
    """The index, and where it opens the threshold in force over it."""
    from corpus import Index, IndexNotFound

    def opens() -> Finding:
        try:
            with Index.open(path, server=settings.server) as index:
                return _opened(path, index.current().manifest, settings)
        except IndexNotFound:
            hint = f"Make it: footnote ingest YOUR_FOLDER --index {path}"
            return Finding("index", State.FIX, f"there is none at {str(path)!r}", hint)

    finding = tried("index", opens)
    yield finding
    if finding.state is not State.FIX:
        yield tried("threshold", lambda: _threshold(path, settings))


def _opened(path: Path, manifest: "Manifest", settings: "Settings") -> Finding:
    from ingest import CHUNKING_VERSION

    manifest.check(settings.encoder, path)
    text = (
        f"{str(path)!r}, generation {manifest.generation} of {manifest.created}: "
        f"{counted(manifest.documents, 'document')}, {counted(manifest.chunks, 'chunk')}, "
        f"{manifest.searchable:,} of them searchable; format {manifest.format}"
    )
    facts = {
        "path": str(path),
        "generation": manifest.generation,
        "created": manifest.created,
        "format": manifest.format,
        "chunking": manifest.chunking,
        "documents": manifest.documents,
        "chunks": manifest.chunks,
        "searchable": manifest.searchable,
    }
    again = f"footnote ingest YOUR_FOLDER --index {path}"
    if not manifest.searchable:
        return Finding("index", State.FIX, f"{text}; it is empty", f"Fill it: {again}", facts)
    if manifest.chunking != str(CHUNKING_VERSION):
        hint = f"An older version split its documents; to have them split anew: {again}"
        return Finding("index", State.NOTE, text, hint, facts)
    return Finding("index", State.OK, text, facts=facts)


def _threshold(path: Path, settings: "Settings") -> Finding:
    from assistant import BUNDLED_READER, Assistant, load_calibrations
    from corpus import BUNDLED_ENCODER

    quiet = settings.model_copy(update={"chat_model": ""})
    with Assistant.open(path, quiet) as assistant:
        in_force = assistant.calibration
    kept = load_calibrations(path)
    is_bundled = (settings.encoder, settings.reader) == (BUNDLED_ENCODER, BUNDLED_READER)
    hint = ""
    if "threshold" in settings.model_fields_set:
        origin = "set by FOOTNOTE_THRESHOLD"
    elif in_force in kept:
        origin = f"chosen for this index on {counted(in_force.cases, 'case')}"
    elif is_bundled and not kept:
        origin = "as shipped"
    else:
        origin = "not chosen for this encoder and reader"
        hint = "To choose one on your documents: footnote eval calibrate"
    text = f"{in_force.threshold:g}, {origin}; {counted(len(kept), 'calibration')} kept"
    facts = {"threshold": in_force.threshold, "calibrations": len(kept)}
    return Finding("threshold", State.NOTE if hint else State.OK, text, hint, facts)
