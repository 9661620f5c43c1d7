"""`framework import` and `framework paste`: a task book or a notice becomes points, what it would do first."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.frameworks.finding import find_framework
from branchtui.cli.frameworks.shape import named
from branchtui.cli.member_options import day_given
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, read_input
from branchtui.errors import BranchError, UsageError
from branchtui.rules.frameworks.outline import NoticeDay, OutlinePoint, read_notice
from branchtui.store.file.database import act
from branchtui.store.models import Framework
from branchtui.store.models.frameworks import FRAMEWORK_KINDS
from branchtui.store.queries import people
from branchtui.store.short_ids import short_id

if TYPE_CHECKING:
    from branchtui.workflows.frameworks.files.outlines import OutlineVerdict

_SORTS = {"新增": "added", "更改": "changed", "不变": "unchanged"}


def register_taking_in(things: Any) -> None:
    """Both of them."""
    parser = add_command(
        things,
        "import",
        "导入任务书（.xlsx .xls .csv）：任务编号、任务名称、预期目标、佐证材料、责任人、完成时限",
        "branchtui framework import 任务书.xlsx --into 样板支部 --dry-run",
    )
    parser.words.add_argument("file", metavar="文件")
    _where(parser)
    parser.set_defaults(action=_import, backup=True)
    parser = add_command(
        things,
        "paste",
        "把通知里编了号的文字（一、（一）1. 1.1）写成观测点",
        "branchtui framework paste 通知.txt --name 专题教育 --kind 专题教育 --from 3月1日 --to 8月31日",
    )
    parser.words.add_argument("file", metavar="文件", help="- 表示标准输入")
    _where(parser)
    parser.options.add_argument("--days", action="store_true", help="通知里的日期也写成节点")
    parser.set_defaults(action=_paste, backup=True)


def _where(parser: Any) -> None:
    parser.options.add_argument("--into", metavar="名称或编号", help="写进已有的对标；不写就新建一个")
    parser.options.add_argument("--name", metavar="名称", help="新建的叫什么")
    parser.options.add_argument("--kind", default="双创", metavar="类别", help="、".join(FRAMEWORK_KINDS.values()))
    parser.options.add_argument("--level", default="", metavar="级别", help="如：校级")
    parser.options.add_argument("--from", dest="first", metavar="日期", help="新建的从哪天开始")
    parser.options.add_argument("--to", dest="last", metavar="日期", help="到哪天结束")
    parser.options.add_argument("--dry-run", action="store_true", help="只看会写什么，不写入")
    add_json(parser)


def _import(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.frameworks.files.task_book import read_task_book

    _must_say_where(arguments)
    session.open()
    points, unread = read_task_book(read_input(arguments.file), arguments.file)
    if unread:
        tell(f"没有读的栏目：{'、'.join(unread)}。")
    return _take_in(arguments, session, points, ())


def _paste(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.files.incoming import decode

    _must_say_where(arguments)
    session.open()
    text = decode(read_input(arguments.file))
    if text is None:
        raise BranchError(f"“{arguments.file}”不是文本文件。请把通知的文字另存为 .txt，或用 - 从标准输入粘贴。")
    notice = read_notice(text, session.today)
    if notice.before:
        tell(f"第一个编号之前的 {len(notice.before.splitlines())} 行没有写进观测点。")
    if notice.days and not arguments.days:
        told = "；".join(f"{each.day.isoformat()} {each.words}" for each in notice.days)
        tell(f"通知里有这些日期：{told}。要写成节点，请加 --days。")
    return _take_in(arguments, session, notice.points, notice.days if arguments.days else ())


def _take_in(
    arguments: argparse.Namespace, session: Session, points: Sequence[OutlinePoint], days: Sequence[NoticeDay]
) -> int:
    from branchtui.workflows.frameworks.files.outlines import compare_outline, write_outline

    people.the_branch()
    into = find_framework(arguments.into) if arguments.into is not None else None
    verdicts = compare_outline(into, points)
    dry = arguments.dry_run
    if not arguments.json:
        for verdict in verdicts:
            point = verdict.point
            words = (verdict.sort, f"{'  ' * point.depth}{point.key} {point.title}".rstrip(), verdict.words)
            data("  ".join(filter(None, words)))
        for each in days:
            data(f"节点  {each.day.isoformat()}  {each.words}")
    if dry:
        if arguments.json:
            document(_told(verdicts, days, None))
        tell("这是预览，什么都没有写入。去掉 --dry-run 即可写入。")
        return 0
    with act("写入观测点"):
        framework = into or _started(arguments, session)
        write_outline(framework, points, days)
    if arguments.json:
        document(_told(verdicts, days, framework))
    else:
        data(f"已写入：{named(framework)}，编号 {short_id(framework)}")
    return 0


def _must_say_where(arguments: argparse.Namespace) -> None:
    """Raises UsageError where neither a framework that is there is told nor one that is to be made, or both are."""
    if arguments.into is not None:
        if arguments.name or arguments.first or arguments.last:
            raise UsageError("--into 是写进已有的对标，不和 --name、--from、--to 同用。")
    elif not (arguments.name and arguments.first and arguments.last):
        raise UsageError("请写进哪个对标（--into），或新建一个：--name 名称 --from 开始 --to 结束。")


def _started(arguments: argparse.Namespace, session: Session) -> Framework:
    from branchtui.workflows.frameworks.adopt import start

    first, last = day_given(arguments.first, session), day_given(arguments.last, session)
    assert first is not None and last is not None  # `_must_say_where` has asked for both
    return start(arguments.name, kind=_kind(arguments.kind), first=first, last=last, level=arguments.level)


def _kind(word: str) -> str:
    return next((key for key, kind in FRAMEWORK_KINDS.items() if word in (key, kind)), word)


def _told(
    verdicts: Sequence["OutlineVerdict"], days: Sequence[NoticeDay], framework: Framework | None
) -> dict[str, Any]:
    return {
        "id": short_id(framework) if framework else None,
        **{
            word: [
                {
                    "number": each.point.key,
                    "title": each.point.title,
                    "depth": each.point.depth,
                    "demand": each.point.demand,
                    "changes": {name: {"from": old, "to": new} for name, (old, new) in each.changes.items()},
                }
                for each in verdicts
                if each.sort == sort
            ]
            for sort, word in _SORTS.items()
        },
        "milestones": [{"day": each.day.isoformat(), "name": each.words} for each in days],
        "written": framework is not None,
    }
