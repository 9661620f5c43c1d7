"""`export appraisals` and `export rectifications`: the papers of a year's end."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, files
from branchtui.paths import user_path


def register_year(things: Any) -> None:
    """Both."""
    for name, words, action in (
        ("appraisals", "导出一年的民主评议结果（Word 和 .xlsx）", _appraisals),
        ("rectifications", "导出一年的整改清单（Word）", _rectifications),
    ):
        parser = add_command(things, name, words, f"branchtui export {name} --year 2026 -o 提交")
        parser.options.add_argument("--year", default="", metavar="年度", help="哪一年的（默认今年）")
        parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里")
        add_json(parser)
        parser.set_defaults(action=action)


def _appraisals(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.year.end import papers
    from branchtui.workflows.year.end.years import year_typed

    session.open()
    year = year_typed(arguments.year, session.today)
    folder = user_path(arguments.output) if arguments.output else session.exports
    ready = papers.prepare_results(year, folder, today=session.today, photos=session.photos)
    written = ready.write()
    return files([*written, papers.export_sheet(year, folder, today=session.today)], arguments.json)


def _rectifications(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.year.end import papers
    from branchtui.workflows.year.end.years import year_typed

    session.open()
    year = year_typed(arguments.year, session.today)
    folder = user_path(arguments.output) if arguments.output else session.exports
    ready = papers.prepare_rectifications(year, folder, today=session.today, photos=session.photos)
    return files(ready.write(), arguments.json)
