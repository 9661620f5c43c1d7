"""`import hours`: a school's sheet of trainings and their hours."""

import argparse
from collections.abc import Mapping
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.registers.differences import add_options, take_in
from branchtui.cli.session import Session, read_input
from branchtui.errors import UsageError
from branchtui.store.models.base import YES_NO
from branchtui.workflows.difference import Verdict
from branchtui.workflows.registers.kinds import GROWTH
from branchtui.workflows.year.hours_import import preview_trainings


def register_import(kinds: Any) -> None:
    """`import hours`."""
    parser = add_command(
        kinds, "hours", "导入学校的学时表（.xlsx .xls .csv），先列出差异", "branchtui import hours 学时.xlsx --dry-run"
    )
    parser.words.add_argument("file", metavar="文件")
    words = "、".join(YES_NO.values())
    parser.options.add_argument("--counted", metavar=words, help=f"表里没有写是否计入年度学时的，都按什么导入：{words}")
    add_options(parser, _import)


def _counted(word: str | None) -> bool | None:
    if word is not None and word not in YES_NO.values():
        raise UsageError(f"--counted 请写{'或'.join(YES_NO.values())}。")
    return None if word is None else word == YES_NO[True]


def _import(arguments: argparse.Namespace, session: Session) -> int:
    counted = _counted(arguments.counted)
    session.open()
    found = preview_trainings(read_input(arguments.file), arguments.file, today=session.today, counted=counted)
    if found.of("请您定"):
        found = found._replace(question=f"{found.question}（请加 --counted 有，或 --counted 无）")
    return take_in(found, arguments, called="name", label=GROWTH.label, facts=_facts)


def _facts(verdict: Verdict) -> Mapping[str, object]:
    columns = verdict.columns
    return {
        "title": columns.get("title"),
        "from": columns.get("from_day"),
        "hours": columns["half_hours"] / 2 if columns else None,
    }
