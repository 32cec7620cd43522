"""`footnote doctor`: what is configured, whether it works, and what to fix."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.examine import (
    encoder_finding,
    index_findings,
    packages_finding,
    python_finding,
    reader_finding,
    settings_finding,
)
from ui.finding import Finding, State
from ui.served import server_findings
from ui.text import one_line, wrapped

if TYPE_CHECKING:
    from assistant import ChatCheck, Settings

_NO_MODEL = "none: answers are the documents' own sentences, word for word"
_SET_MODEL = (
    "To have them worded by a model, set FOOTNOTE_CHAT_MODEL, e.g. to openai:..., anthropic:... "
    "or ollama:...; with FOOTNOTE_CHAT_BASE_URL for your own server."
)


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything that was found, in the order in which to fix it."""

    findings: tuple[Finding, ...]

    @property
    def fixes(self) -> tuple[str, ...]:
        """What to fix, in order; empty if all is well."""
        return tuple(one.hint or one.text for one in self.findings if one.state is State.FIX)

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "well": not self.fixes,
            "fix": list(self.fixes),
            "findings": [
                {
                    "about": one.about,
                    "state": one.state.value,
                    "text": one.text,
                    "hint": one.hint,
                    **one.facts,
                }
                for one in self.findings
            ],
        }


def doctor_lines(examination: Examination) -> list[str]:
    """An examination as lines to print."""
    width = max(len(one.about) for one in examination.findings)
    lines = []
    for one in examination.findings:
        first = f"{one.state.value:<4}  {one.about:<{width}}  "
        lines += wrapped(one.text, first, " " * len(first))
        if one.hint and one.state is State.NOTE:
            lines += wrapped(one.hint, " " * len(first))
    if not examination.fixes:
        return [*lines, "", "All is well."]
    lines += ["", "To fix, in this order:"]
    for number, fix in enumerate(examination.fixes, start=1):
        lines += wrapped(fix, f"{number}. ", "   ")
    return lines


def examined(index: Path) -> Examination:
    """What is found with this index and the settings of the environment; nothing is raised."""
    from assistant import Settings
    from corpus import SettingsError

    findings = [python_finding(), packages_finding()]
    try:
        settings = Settings()
    except SettingsError as error:
        findings.append(Finding("settings", State.FIX, "one cannot be used", one_line(str(error))))
        return Examination(tuple(findings))
    findings.append(settings_finding(settings))
    findings += [encoder_finding(settings), reader_finding(settings)]
    findings += server_findings(index, settings)
    findings += index_findings(index, settings)
    findings.append(_chat_model(settings))
    return Examination(tuple(findings))


def _chat_model(settings: "Settings") -> Finding:
    from assistant import check_chat_model

    check = check_chat_model(settings)
    if check is None:
        return Finding("chat model", State.NOTE, _NO_MODEL, _SET_MODEL, {"name": None})
    return _checked(check)


def _checked(check: "ChatCheck") -> Finding:
    facts = {
        "name": check.name,
        "where": check.where,
        "installed": check.is_installed,
        "key": check.key or None,
        "has_key": check.has_key,
        "first_word_seconds": check.first_word_seconds,
        "keeps_format": check.keeps_format,
    }
    said = [f"{check.name} at {check.where}" if check.where else check.name]
    if check.key:
        word = "is set" if check.has_key else "is not set"
        said.append(f"{check.key} {word}" + ("" if check.needs_key else ", none is needed"))
    if check.first_word_seconds is not None:
        said.append(f"first word after {check.first_word_seconds:.1f} s")
    if check.problem:
        return Finding("chat model", State.FIX, "; ".join(said), check.problem, facts)
    if not check.keeps_format:
        said.append("it does not keep the format of quotes and claims")
        hint = (
            f"Try a larger model than {check.name!r} in FOOTNOTE_CHAT_MODEL: answers that this "
            "one words badly are replaced by the documents' own sentences."
        )
        return Finding("chat model", State.FIX, "; ".join(said), hint, facts)
    said.append("keeps the format of quotes and claims")
    return Finding("chat model", State.OK, "; ".join(said), facts=facts)
