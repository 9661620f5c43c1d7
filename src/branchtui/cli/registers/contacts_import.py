"""`import contacts`: a sheet of people and units outside the branch."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, read_input
from branchtui.workflows.people import contact_import
from branchtui.workflows.people.contact_import import ContactVerdict

_SORTS = {"新增": "added", "更改": "changed", "不变": "unchanged", "不能导入": "refused"}


def register_contacts(kinds: Any) -> None:
    """`import contacts`."""
    parser = add_command(
        kinds, "contacts", "导入往来（.xlsx .xls .csv），先列出差异", "branchtui import contacts 通讯录.xlsx --dry-run"
    )
    parser.words.add_argument("file", metavar="文件")
    parser.options.add_argument("--dry-run", action="store_true", help="只看差异，不写入")
    add_json(parser)
    parser.set_defaults(action=_import, backup=True)


def _import(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    found = contact_import.preview_contacts(read_input(arguments.file), arguments.file)
    refused = found.of("不能导入")
    if arguments.json:
        document(
            {word: [_line(verdict) for verdict in found.of(sort)] for sort, word in _SORTS.items()}
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
    contact_import.apply_contacts(found)
    tell(f"已写入：新增 {len(found.of('新增'))} 位，更改 {len(found.of('更改'))} 位。")
    return 0


def _line(verdict: ContactVerdict) -> dict[str, Any]:
    return {
        "line": verdict.line,
        "name": verdict.called,
        "changes": {name: {"from": old, "to": new} for name, (old, new) in verdict.changes.items()},
        "reason": verdict.refused,
        "told": verdict.told,
    }
