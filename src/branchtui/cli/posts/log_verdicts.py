"""What becomes of many lines of the service log, as the command line shows it."""

from collections.abc import Iterable
from typing import Any

from branchtui.cli.posts.services import hours
from branchtui.cli.session import data
from branchtui.rules.services import hours_words
from branchtui.workflows.posts.log_checks import Draft
from branchtui.workflows.posts.log_lines import THERE, LogPreview, Verdict


def verdicts(preview: LogPreview) -> dict[str, Any]:
    """What becomes of many lines, for `--json`."""
    return {
        "added": [_line(verdict) | _draft(verdict.draft) for verdict in preview.verdicts if verdict.kept],
        "unchanged": [_line(verdict) for verdict in preview.there],
        "refused": [_line(verdict) | {"reason": verdict.refused} for verdict in preview.refused],
    }


def print_verdicts(preview: LogPreview) -> None:
    """The same for people, one line each, in the order of the lines."""
    for verdict in preview.verdicts:
        if verdict.refused:
            words = ["不能记", verdict.text, verdict.refused]
        elif verdict.there or verdict.draft is None:
            words = ["不变", verdict.text, THERE]
        else:
            words = ["新增", *_words(verdict.draft), *verdict.told]
        data("  ".join([words[0], f"第 {verdict.number} 行", *words[1:]]))


def _words(draft: Draft) -> Iterable[str]:
    entry = draft.entry
    yield draft.post.name
    yield draft.member.name
    yield f"{draft.day.isoformat()} {'—'.join(filter(None, (entry.begins, entry.ends)))}".strip()
    yield hours_words(entry.half_hours)
    yield entry.what
    if entry.served is not None:
        yield f"{entry.whom}{entry.served}人次"
    if entry.result is not None:
        yield f"{entry.result}{entry.unit}"


def _line(verdict: Verdict) -> dict[str, Any]:
    return {"line": verdict.number, "text": verdict.text}


def _draft(draft: Draft | None) -> dict[str, Any]:
    return {} if draft is None else {"by": draft.member.name, "day": draft.day, "hours": hours(draft.entry.half_hours)}
