"""`import hours`: a school's sheet of trainings and their hours."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, read_input
from branchtui.errors import BranchError, UsageError
from branchtui.store.models.base import YES_NO
from branchtui.workflows.registers.kinds import GROWTH
from branchtui.workflows.year import hours_import
from branchtui.workflows.year.hours_import import TrainingVerdict

_NAMES = {
    "新增": "added",
    "更改": "changed",
    "不变": "unchanged",
    "略过": "ignored",
    "请您定": "asked",
    "不能导入": "refused",
}


def register_import(kinds: Any) -> None:
    """`import hours`."""
    parser = add_command(
        kinds, "hours", "导入学校的学时表（.xlsx .xls .csv），先列出差异", "branchtui import hours 学时.xlsx --dry-run"
    )
    parser.words.add_argument("file", metavar="文件")
    parser.options.add_argument("--dry-run", action="store_true", help="只看差异，不写入")
    words = "、".join(YES_NO.values())
    parser.options.add_argument("--counted", metavar=words, help=f"表里没有写是否计入年度学时的，都按什么导入：{words}")
    add_json(parser)
    parser.set_defaults(action=_import, backup=True)


def _counted(word: str | None) -> bool | None:
    if word is not None and word not in YES_NO.values():
        raise UsageError(f"--counted 请写{'或'.join(YES_NO.values())}。")
    return None if word is None else word == YES_NO[True]


def _import(arguments: argparse.Namespace, session: Session) -> int:
    counted = _counted(arguments.counted)
    session.open()
    found = hours_import.preview_trainings(
        read_input(arguments.file), arguments.file, today=session.today, counted=counted
    )
    stopped = found.of("不能导入") or found.of("请您定")
    if arguments.json:
        document(
            {word: [_line(verdict) for verdict in found.of(sort)] for sort, word in _NAMES.items()}
            | {"unread": list(found.unread), "written": not (arguments.dry_run or stopped)}
        )
    else:
        for verdict in found.verdicts:
            words = (verdict.sort, f"第 {verdict.line} 行", verdict.called, verdict.words)
            data("  ".join(filter(None, words)))
    if found.unread:
        tell(f"没有读的栏目：{'、'.join(found.unread)}。")
    if arguments.dry_run and not found.of("不能导入"):
        tell("这是预览，什么都没有写入。去掉 --dry-run 即可写入。")
        return 0
    if (asked := len(found.of("请您定"))) and not found.of("不能导入"):
        raise BranchError(f"有 {asked} 行没有写是否计入年度学时，什么都没有写入。请加 --counted 有，或 --counted 无。")
    hours_import.apply_trainings(found)
    tell(f"已写入：新增 {len(found.of('新增'))} 条，更改 {len(found.of('更改'))} 条。")
    return 0


def _line(verdict: TrainingVerdict) -> dict[str, Any]:
    columns = verdict.columns
    return {
        "line": verdict.line,
        "name": verdict.called,
        "title": columns.get("title"),
        "from": columns.get("from_day"),
        "hours": columns["half_hours"] / 2 if columns else None,
        "changes": {GROWTH.label(name): {"from": old, "to": new} for name, (old, new) in verdict.changes.items()},
        "reason": verdict.refused or verdict.ignored,
        "told": verdict.told,
    }
