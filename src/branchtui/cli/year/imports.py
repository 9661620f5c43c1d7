"""`import appraisals` and `import talks`: a sheet of results, lines about talks."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, read_input
from branchtui.errors import BranchError
from branchtui.files.incoming import decode
from branchtui.workflows.year.end.difference import Difference, Sort

_WORDS: dict[Sort, str] = {"新增": "added", "更改": "changed", "不变": "unchanged", "不能写入": "refused"}


def register_year(kinds: Any) -> None:
    """Both."""
    parser = add_command(
        kinds,
        "appraisals",
        "导入民主评议结果（.xlsx .xls .csv），先列出差异",
        "branchtui import appraisals 评议结果.xlsx --year 2026 --dry-run",
    )
    parser.words.add_argument("file", metavar="文件")
    parser.options.add_argument("--year", default="", metavar="年度", help="哪一年的（默认今年）")
    _options(parser, _import_appraisals)
    parser = add_command(
        kinds, "talks", "导入谈心谈话的文字，一行一次，先列出各行", "branchtui import talks 谈话.txt --dry-run"
    )
    parser.words.add_argument("file", metavar="文件", help="- 表示标准输入")
    _options(parser, _import_talks)


def _options(parser: Any, action: Any) -> None:
    parser.options.add_argument("--dry-run", action="store_true", help="只看差异，不写入")
    add_json(parser)
    parser.set_defaults(action=action, backup=True)


def _import_appraisals(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.year.end.appraisal_import import preview_results
    from branchtui.workflows.year.end.years import year_typed

    session.open()
    year = year_typed(arguments.year, session.today)
    return _told(preview_results(read_input(arguments.file), arguments.file, year, session.today), arguments)


def _import_talks(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.year.end.talk_lines import preview_talks

    session.open()
    text = decode(read_input(arguments.file))
    if text is None:
        raise BranchError(f"{arguments.file} 不是文本文件，读不出文字。请存为 .txt 再试。")
    return _told(preview_talks(text, session.now), arguments)


def _told(found: Difference, arguments: argparse.Namespace) -> int:
    """Tell what would be written, and write it where it may be."""
    writes = found.writes and not arguments.dry_run
    if arguments.json:
        document(
            {
                word: [{"line": each.line, "called": each.called, "words": each.words} for each in found.of(sort)]
                for sort, word in _WORDS.items()
            }
            | {"unread": list(found.unread), "written": writes}
        )
    else:
        for verdict in found.verdicts:
            data("  ".join(filter(None, (verdict.sort, f"第 {verdict.line} 行", verdict.called, verdict.words))))
    if found.unread:
        tell(f"没有读的栏目：{'、'.join(found.unread)}。")
    if arguments.dry_run and (found.writes or not found.of("不能写入")):
        tell("这是预览，什么都没有写入。去掉 --dry-run 即可写入。")
        return 0
    if found.writes or found.of("不能写入"):
        tell(found.write())
    else:
        tell("没有要写入的变化。")
    return 0
