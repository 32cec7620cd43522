import hashlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus import DocumentError, SettingsError
from ingest import Limits, Loaded, Parsed, load_all, parse
from ingest.loaders.reader import Reader
from ingest.loaders.reading import Job
from ingest.loaders.sniff import Format
from ingest.roots import File

PAGE = "<html><body><p>Owls hunt at night.</p></body></html>"
SLOW = "Owls hunt at night, mostly. " * 40_000 + "\n\n" + "- owl\n" * 200_000


def saved(folder: Path, **files: str) -> list[File]:
    found = []
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        path = folder / f"{stem}.{suffix}"
        path.write_text(text, "utf-8")
        found.append(File(path, folder))
    return found


def outcome(loaded: Loaded) -> str:
    if isinstance(loaded.result, Parsed):
        return loaded.result.document.text
    return str(loaded.result)


def job(text: str, format_: Format = Format.TEXT) -> Job:
    return Job("owl.txt", "/owl.txt", "owl", ".txt", text.encode(), format_)


@pytest.fixture
def reader() -> Iterator[Callable[[Limits], Reader]]:
    made: list[Reader] = []

    def make(limits: Limits) -> Reader:
        made.append(Reader(limits))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_files_come_back_in_order_whoever_read_them(tmp_path: Path) -> None:
    files = saved(tmp_path, a_html=PAGE, b_txt="Owls hoot.", c_csv="Bird,Food\nOwl,mice\n", d_md="")
    names = [f"{number}.txt" for number in range(40)]
    for name in names:
        (tmp_path / name).write_text(f"Owl number {name}.", "utf-8")

    files += [File(tmp_path / name, tmp_path) for name in names]
    with closing(load_all(files, workers=2)) as found:
        loaded = list(found)

    assert [one.file for one in loaded] == files
    assert [outcome(one) for one in loaded] == [
        "Owls hunt at night.",
        "Owls hoot.",
        "| Bird | Food |\n|---|---|\n| Owl | mice |",
        "it is empty; put text in it or leave it out",
        *(f"Owl number {name}." for name in names),
    ]


def test_a_document_comes_with_its_chunks_and_the_digest_of_its_file(tmp_path: Path) -> None:
    (file,) = saved(tmp_path, a_html=PAGE)

    (loaded,) = load_all([file])

    assert isinstance(loaded.result, Parsed)
    assert loaded.digest == hashlib.sha256(PAGE.encode()).hexdigest()
    assert loaded.result.document.title == "A"
    assert "".join(chunk.text for chunk in loaded.result.chunks) == "Owls hunt at night."
    assert loaded.result == parse(file.path, tmp_path)


def test_a_known_file_is_not_read_further(tmp_path: Path) -> None:
    files = saved(tmp_path, a_html=PAGE, b_txt="Owls hoot.")
    digest = hashlib.sha256(PAGE.encode()).hexdigest()

    first, second = load_all(files, known=lambda file, seen: seen == digest)

    assert (first.digest, first.result) == (digest, None)
    assert outcome(second) == "Owls hoot."


def test_files_are_looked_up_no_faster_than_they_are_read(tmp_path: Path) -> None:
    (file,) = saved(tmp_path, a_html=PAGE)
    asked = 0

    def endless() -> Iterator[File]:
        nonlocal asked
        while True:
            asked += 1
            yield file

    with closing(load_all(endless(), workers=1)) as found:
        next(found)

    assert asked < 100


def test_a_file_that_takes_too_long_is_refused_and_the_next_goes_in(
    reader: Callable[[Limits], Reader],
) -> None:
    reads = reader(Limits(parse_seconds=1.0))
    reads.read(job("Owls hoot."))  # the process is up, and has loaded what it needs

    with pytest.raises(DocumentError, match="more than 1 seconds; split it, or raise FOOTNOTE_PAR"):
        reads.read(job(SLOW))

    assert reader(Limits()).read(job("Owls hunt.")).document.text == "Owls hunt."


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_goes_in(
    reader: Callable[[Limits], Reader],
) -> None:
    reads = reader(Limits(parse_mb=20))

    with pytest.raises(DocumentError, match=r"more than 20 MB of memory.*FOOTNOTE_PARSE_MB"):
        reads.read(job("owl\n\n" * 1_900_000))

    assert reads.read(job("Owls hoot.")).document.text == "Owls hoot."


def test_a_process_that_dies_over_a_file_costs_that_file_only(
    reader: Callable[[Limits], Reader],
) -> None:
    reads = reader(Limits())
    reads.read(job("Owls hoot."))
    process = reads._process
    assert process
    threading.Timer(0.3, os.kill, (process.pid, signal.SIGKILL)).start()

    with pytest.raises(DocumentError, match="broke off"):
        reads.read(job(SLOW))

    assert reads.read(job("Owls hunt.")).document.text == "Owls hunt."


def test_a_process_that_died_while_it_waited_costs_nothing(
    reader: Callable[[Limits], Reader],
) -> None:
    reads = reader(Limits())
    reads.read(job("Owls hoot."))
    assert reads._process
    reads._process.kill()
    reads._process.wait()

    assert reads.read(job("Owls hunt.")).document.text == "Owls hunt."


def test_workers_end_with_the_iterator(tmp_path: Path) -> None:
    files = saved(tmp_path, a_html=PAGE, b_html=SLOW)
    found = load_all(files, workers=1)
    next(found)

    started = time.perf_counter()
    found.close()

    assert time.perf_counter() - started < 5
    assert not any(t.name.startswith("footnote-reader") for t in threading.enumerate())


@pytest.mark.parametrize(
    ("limits", "text", "reason"),
    [
        pytest.param(Limits(max_file_mb=0.001), "owl " * 999, "more than the 0.001 MB", id="size"),
        pytest.param(Limits(max_text_chars=99), "owl " * 99, "more than 99 characters", id="text"),
        pytest.param(Limits(), " " * 999_999, "it is empty", id="spaces"),
    ],
)
def test_limits_are_kept(tmp_path: Path, limits: Limits, text: str, reason: str) -> None:
    (file,) = saved(tmp_path, a_txt=text)

    (loaded,) = load_all([file], limits=limits)

    assert reason in outcome(loaded)


@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf")])
def test_a_limit_is_a_positive_number(value: float) -> None:
    with pytest.raises(SettingsError, match="'parse_seconds' cannot be"):
        Limits(parse_seconds=value)


def test_a_missing_library_is_named_with_what_installs_it(
    reader: Callable[[Limits], Reader], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lxml.py").write_text("raise ModuleNotFoundError('gone', name='lxml')", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(DocumentError, match=r"HTML needs lxml.*pip install 'footnote\[files\]'"):
        reader(Limits()).read(job(PAGE, Format.HTML))
