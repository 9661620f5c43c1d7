"""`import appraisals` and `import talks`: a sheet of results, lines about talks."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.registers.differences import add_options, take_in
from branchtui.cli.session import Session, read_input
from branchtui.errors import BranchError
from branchtui.files.incoming import decode


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
    add_options(parser, _import_appraisals)
    parser = add_command(
        kinds, "talks", "导入谈心谈话的文字，一行一次，先列出各行", "branchtui import talks 谈话.txt --dry-run"
    )
    parser.words.add_argument("file", metavar="文件", help="- 表示标准输入")
    add_options(parser, _import_talks)


def _import_appraisals(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.year.end.appraisal_import import preview_results
    from branchtui.workflows.year.end.years import year_typed

    session.open()
    year = year_typed(arguments.year, session.today)
    return take_in(preview_results(read_input(arguments.file), arguments.file, year, session.today), arguments)


def _import_talks(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.year.end.talk_lines import preview_talks

    session.open()
    text = decode(read_input(arguments.file))
    if text is None:
        raise BranchError(f"{arguments.file} 不是文本文件，读不出文字。请存为 .txt 再试。")
    return take_in(preview_talks(text, session.now), arguments)
