"""The words of the self-check."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from app.desktop.language import told
from app.desktop.words import number
from app.records import Finding

__all__ = [
    "finding_icon",
    "finding_words",
    "problem_words",
    "promise_words",
    "report_text",
    "summary_icon",
    "summary_words",
]


def _say(text: str) -> str:
    return QCoreApplication.translate("SelfCheck", text)


def finding_icon(state: str) -> tuple[str, str]:
    """The icon of a state and its tone; each has a shape of its own."""
    return {
        "good": ("sorted", "sorted"),
        "note": ("info", "accent"),
        "problem": ("failed", "failed"),
    }[state]


def _state_words(state: str) -> str:
    return {
        "good": _say("good"),
        "note": _say("worth knowing"),
        "problem": _say("problem"),
    }[state]


def finding_words(finding: Finding) -> str:
    """What was looked at, how it stands, and what to do, on two or three lines."""
    head = _say("{name}: {state}").format(
        name=told(finding.name), state=_state_words(finding.state)
    )
    lines = (head, told(finding.what), told(finding.remedy))
    return "\n".join(line for line in lines if line)


def problem_words(findings: Sequence[Finding]) -> str:
    """The problems alone, a line each; empty where there are none."""
    lines = [
        f"{told(each.name)}: {told(each.what)} {told(each.remedy)}".strip()
        for each in findings
        if each.state == "problem"
    ]
    return "\n".join(lines)


def summary_words(findings: Sequence[Finding]) -> str:
    """How everything stands, in one sentence."""
    problems = sum(each.state == "problem" for each in findings)
    notes = sum(each.state == "note" for each in findings)
    if problems == 1:
        return _say("One problem was found on this computer.")
    if problems:
        said = _say("{count} problems were found on this computer.")
        return said.format(count=number(problems))
    if notes == 1:
        return _say("Everything works. One thing is worth knowing.")
    if notes:
        said = _say("Everything works. {count} things are worth knowing.")
        return said.format(count=number(notes))
    return _say("Everything works, and everything that was looked at is good.")


def summary_icon(findings: Sequence[Finding]) -> tuple[str, str]:
    """The icon of the whole."""
    states = {each.state for each in findings}
    worst = next(
        state for state in ("problem", "note", "good") if state in {*states, "good"}
    )
    return finding_icon(worst)


def promise_words() -> tuple[str, ...]:
    """That nothing leaves this computer, and how anybody can check it."""
    return (
        _say(
            "Postroom asks no server, looks for no update, fetches no model and reports to "
            "nobody. There is no account, and no setting that would change this."
        ),
        _say(
            "Whatever reads your files is a process of its own that may neither open a "
            "network connection nor write a file. The self-check starts such a process, "
            "lets it try both, and says below whether this system refused it."
        ),
        _say(
            "See for yourself: pull out the network cable, or let your IT department block "
            "Postroom in the firewall. Everything works the same."
        ),
    )


def report_text(version: str, findings: Sequence[Finding], log: str) -> str:
    """All of it as a text, for an IT department."""
    now = QLocale().toString(QDateTime.currentDateTime(), QLocale.FormatType.ShortFormat)
    head = _say("Self-check of Postroom {version}, {when}").format(
        version=version, when=now
    )
    parts = [head, summary_words(findings)]
    parts += [finding_words(each).replace("\n", "\n    ") for each in findings]
    parts.append(_say("Nothing leaves this computer: how that can be checked"))
    parts += [f"- {line}" for line in promise_words()]
    if log:
        parts.append(_say("The log: {path}").format(path=log))
    return "\n\n".join(parts) + "\n"
