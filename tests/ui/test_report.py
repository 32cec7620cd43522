import json
from pathlib import Path

import pytest

from assistant import Assistant
from corpus import CaseError
from evals.__main__ import main
from tests.ui.history.kept import source
from ui.report import REPORT_FILE, latest_report, sources_digest
from ui.web.views.owner import report_words

DIGEST = sources_digest([source("bread.md")])


def page(digest: str = DIGEST, failure: str = "") -> str:
    figure = {"value": 0.75, "error": 0.05, "low": 0.6, "high": 0.9, "of": 40}
    about = {"documents": "docs", "sources": 1, "sources_digest": digest, "threshold": 0.45}
    overall = {"assistant": {"cases": 50, "outcomes": {}, "figures": {"accuracy": figure}}}
    checks = [{"name": "accuracy", "figure": 0.75, "limit": 0.8, "failure": failure}]
    known = {"format": 1, "about": about, "measures": {"overall": overall}, "checks": checks}
    return json.dumps(known)


def test_the_report_in_the_state_folder_is_shown(tmp_path: Path) -> None:
    (tmp_path / REPORT_FILE).write_text(page(failure="accuracy is 0.75"), "utf-8")

    report = latest_report(tmp_path, [source("bread.md")])

    assert report is not None
    assert (report.cases, report.threshold, report.failed) == (50, 0.45, 1)
    assert [(one.value, one.of) for one in report.figures] == [(0.75, 40)]
    assert report.is_current
    assert report.day in report_words(report)
    assert "asked of these documents" in report_words(report)
    assert "1 limit of its gate did not hold" in report_words(report)


def test_a_report_of_other_documents_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / REPORT_FILE).write_text(page(), "utf-8")

    report = latest_report(tmp_path, [source("bread.md"), source("new.md")])

    assert report is not None
    assert not report.is_current
    assert "1 document in 'docs', which are not the documents asked here" in report_words(report)


def test_without_one_the_report_of_the_release_is_shown(tmp_path: Path) -> None:
    report = latest_report(tmp_path, [source("bread.md")])

    assert report is not None
    assert (report.documents, report.day, report.is_current) == ("documents", "", False)
    assert report.cases > 200
    assert len(report.figures) == 7
    assert report_words(report).startswith(f"With release {report.release}, ")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", page().replace('"format": 1', '"format": 2'), "\ud800"],
    ids=["empty", "list", "nothing", "newer", "no text"],
)
def test_a_file_that_is_no_report_is_refused_with_the_way_out(tmp_path: Path, text: str) -> None:
    (tmp_path / REPORT_FILE).write_bytes(text.encode("utf-8", "surrogatepass"))

    with pytest.raises(CaseError, match="Write it anew") as error:
        latest_report(tmp_path, [])

    assert repr(str(tmp_path / REPORT_FILE)) in str(error.value)


def test_what_eval_run_writes_is_read_and_known_to_be_of_the_index(
    bread_documents: Path, bread_index: Path, tmp_path: Path
) -> None:
    args = ["run", "--documents", str(bread_documents), "--limit", "3", "--short"]

    code = main([*args, "--json", str(tmp_path / REPORT_FILE)])

    with Assistant.open(bread_index) as assistant:
        report = latest_report(tmp_path, assistant.sources())
    assert code == 0
    assert report is not None
    assert report.is_current
    assert report.figures
