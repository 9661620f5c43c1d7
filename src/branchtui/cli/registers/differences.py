"""What a sheet or lines would write: listed, and written where `--dry-run` is not asked for."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_json
from branchtui.cli.session import Session, data, document
from branchtui.workflows.difference import Difference, Sort, Verdict

_WORDS: dict[Sort, str] = {
    "新增": "added",
    "更改": "changed",
    "不变": "unchanged",
    "略过": "ignored",
    "请您定": "asked",
    "不能导入": "refused",
}


def add_options(parser: Any, action: Callable[[argparse.Namespace, Session], int], **more: object) -> None:
    """`--dry-run` and `--json` of an import, and what it does; a backup is made before."""
    parser.options.add_argument("--dry-run", action="store_true", help="只看差异，不写入")
    add_json(parser)
    parser.set_defaults(action=action, backup=True, **more)


def take_in(
    found: Difference,
    arguments: argparse.Namespace,
    *,
    called: str = "called",
    label: Callable[[str], str] = str,
    facts: Callable[[Verdict], Mapping[str, object]] = lambda verdict: {},
) -> int:
    """Tell what would be written, and write it where it may be; the exit code.

    In `--json` the name of a row stands under `called`, changes under what `label` makes of a column, and `facts` beside
    them. Raises BranchError where nothing may be written.
    """
    written = found.writes and not found.of("请您定") and not arguments.dry_run
    if arguments.json:

        def line(verdict: Verdict) -> dict[str, object]:
            changes = {label(name): {"from": old, "to": new} for name, (old, new) in verdict.changes.items()}
            words = {"words": verdict.words, "reason": verdict.reason, "told": verdict.told}
            return {"line": verdict.line, called: verdict.called, **facts(verdict), "changes": changes, **words}

        listed = {word: [line(verdict) for verdict in found.of(sort)] for sort, word in _WORDS.items()}
        document(listed | {"unread": list(found.unread), "written": written})
    else:
        for verdict in found.verdicts:
            data("  ".join(filter(None, (verdict.sort, f"第 {verdict.line} 行", verdict.called, verdict.words))))
    if found.unread:
        tell(f"没有读的栏目：{'、'.join(found.unread)}。")
    if arguments.dry_run and not found.stopped:
        tell("这是预览，什么都没有写入。去掉 --dry-run 即可写入。")
        return 0
    tell(found.write())
    return 0
