"""`import honours`, `import documents`: a sheet of a register."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, read_input
from branchtui.workflows.registers import importing
from branchtui.workflows.registers.importing import SORTS, RegisterVerdict
from branchtui.workflows.registers.kinds import REGISTERS

_VERBS = {"honours": ("honour", "荣誉成果", "荣誉.xlsx"), "documents": ("document", "收发文", "收发文登记.xlsx")}


def register_registers(kinds: Any) -> None:
    """`import honours`, `import documents`."""
    for verb, (kind, called, file) in _VERBS.items():
        parser = add_command(
            kinds,
            verb,
            f"导入{called}（.xlsx .xls .csv），先列出差异",
            f"branchtui import {verb} {file} --dry-run",
        )
        parser.words.add_argument("file", metavar="文件")
        parser.options.add_argument("--dry-run", action="store_true", help="只看差异，不写入")
        add_json(parser)
        parser.set_defaults(action=_import, kind=kind, backup=True)


def _import(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    found = importing.preview_register(arguments.kind, read_input(arguments.file), arguments.file, today=session.today)
    refused = found.of("不能导入")
    if arguments.json:
        document(
            {word: [_line(verdict) for verdict in found.of(sort)] for sort, word in SORTS.items()}
            | {"unread": list(found.unread), "written": not arguments.dry_run and not refused}
        )
    else:
        for verdict in found.verdicts:
            words = (verdict.sort, f"第 {verdict.line} 行", verdict.called, verdict.words)
            data("  ".join(filter(None, words)))
    if found.unread:
        tell(f"没有读的栏目：{'、'.join(found.unread)}。")
    if arguments.dry_run and not refused:
        tell("这是预览，什么都没有写入。去掉 --dry-run 即可写入。")
        return 0
    importing.apply_register(found, today=session.today)
    tell(f"已写入：新增 {len(found.of('新增'))} 条，更改 {len(found.of('更改'))} 条。")
    return 0


def _line(verdict: RegisterVerdict) -> dict[str, Any]:
    label = REGISTERS[verdict.kind].label
    return {
        "line": verdict.line,
        "title": verdict.called,
        "changes": {label(key): {"from": old, "to": new} for key, (old, new) in verdict.changes.items()},
        "reason": verdict.refused,
        "told": verdict.told,
    }
