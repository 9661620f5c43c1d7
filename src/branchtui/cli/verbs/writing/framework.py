"""framework: adopt what the branch has to prove, see how it stands and what is missing, and hand it in."""

import argparse
import os
from typing import Any

from branchtui.cli.frameworks.finding import find_framework
from branchtui.cli.frameworks.packing import register_packing
from branchtui.cli.frameworks.shape import gap_lines, gaps, head, head_line, named, print_shown, shown
from branchtui.cli.frameworks.taking_in import register_taking_in
from branchtui.cli.member_options import day_given
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, files, made, table
from branchtui.errors import UsageError
from branchtui.paths import user_path
from branchtui.rules.frameworks.template import Template
from branchtui.store.models.frameworks import SUBMISSION_KINDS
from branchtui.store.queries import people
from branchtui.store.queries.frameworks import trees
from branchtui.store.short_ids import short_id
from branchtui.workflows.frameworks import submitting
from branchtui.workflows.frameworks.adopt import adopt, drop
from branchtui.workflows.frameworks.files import library
from branchtui.workflows.frameworks.files.export import export_framework
from branchtui.workflows.frameworks.standing import standing

_WHICH = "名称或编号"
_TOML = ".toml"


def register(commands: Any) -> None:
    """`framework`."""
    parser = add_command(
        commands,
        "framework",
        "对标：采用双创、述职、考核、专题教育、支部品牌，看达成和缺项，登记送交",
        "branchtui framework gaps 样板支部",
    )
    things = parser.add_subparsers(title="做什么", metavar="什么", dest="thing", required=True)
    _register_reading(things)
    _register_writing(things)
    register_taking_in(things)
    register_packing(things)


def _register_reading(things: Any) -> None:
    parser = add_command(things, "list", "列出采用的对标：已满足、缺项、下一个节点", "branchtui framework list")
    add_json(parser)
    parser.set_defaults(action=_list)
    parser = add_command(things, "templates", "列出可以采用的对标文件", "branchtui framework templates")
    add_json(parser)
    parser.set_defaults(action=_templates)
    for name, about, action in (
        ("show", "显示一个对标的观测点、需要和佐证", _show),
        ("gaps", "列出一个对标的缺项和依据", _gaps),
    ):
        parser = add_command(things, name, about, f"branchtui framework {name} 样板支部")
        parser.words.add_argument("id", metavar=_WHICH)
        add_json(parser)
        parser.set_defaults(action=action)


def _register_writing(things: Any) -> None:
    parser = add_command(
        things,
        "adopt",
        "采用一个对标：自带的代号或名称，或一个 .toml 文件",
        "branchtui framework adopt yangban-zhibu --level 校级 --from 2026-03-01",
    )
    parser.words.add_argument("file", metavar="代号或文件", help="代号可用 branchtui framework templates 查看")
    parser.options.add_argument("--level", default="", metavar="级别", help="如：校级、省级、国家级；不写按文件")
    parser.options.add_argument("--from", dest="first", required=True, metavar="日期", help="从哪天开始")
    parser.options.add_argument("--to", dest="last", metavar="日期", help="到哪天结束；不写按文件的年数")
    parser.options.add_argument("--name", default="", metavar="名称", help="在本支部叫什么；不写按文件")
    parser.options.add_argument("--organiser", default="", metavar="单位", help="主办单位")
    add_json(parser)
    parser.set_defaults(action=_adopt)
    parser = add_command(
        things,
        "export",
        "把观测点和需要导成 .toml 文件，可给别的支部采用",
        "branchtui framework export 样板支部 -o 提交",
    )
    parser.words.add_argument("id", metavar=_WHICH)
    parser.options.add_argument("-o", "--output", metavar="文件或文件夹", help="放到这里")
    add_json(parser)
    parser.set_defaults(action=_export)
    parser = add_command(
        things, "submit", "登记一次送交：清单照现在的样子留下", "branchtui framework submit 样板支部 --kind 中期"
    )
    parser.words.add_argument("id", metavar=_WHICH)
    parser.options.add_argument("--kind", required=True, metavar="种类", help="、".join(SUBMISSION_KINDS.values()))
    parser.options.add_argument("--date", metavar="日期", help="哪天送交（默认今天）")
    parser.options.add_argument("--unit", default="", metavar="单位", help="送交给谁")
    add_json(parser)
    parser.set_defaults(action=_submit)
    parser = add_command(things, "drop", "删去一个对标；可用 undo 撤销", "branchtui framework drop 3fa91c20")
    parser.words.add_argument("id", metavar=_WHICH)
    add_json(parser)
    parser.set_defaults(action=_drop)


def _list(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    found = [standing(row, session.today) for row in trees.frameworks()]
    if arguments.json:
        document([head(each) for each in found])
    else:
        table([head_line(each) for each in found])
    return 0


def _templates(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    rows: list[dict[str, Any]] = [
        {
            "key": each.key,
            "name": each.name,
            "kind": each.kind,
            "level": each.level,
            "version": each.version,
            "points": sum(1 for _ in each.walk()),
            "own_wording": each.wording == "branchtui",
        }
        for each in library.templates()
    ]
    if arguments.json:
        document(rows)
    else:
        for row in rows:
            own = "任务文字为本程序所拟，请按本批次通知改" if row["own_wording"] else ""
            words = (row["key"], row["name"], row["kind"], row["level"], f"{row['points']} 个观测点", own)
            data("  ".join(filter(None, words)))
    return 0


def _show(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    of = standing(find_framework(arguments.id), session.today)
    if arguments.json:
        document(shown(of))
    else:
        print_shown(of)
    return 0


def _gaps(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    of = standing(find_framework(arguments.id), session.today)
    if arguments.json:
        document(gaps(of))
    else:
        table(gap_lines(of))
    return 0


def _adopt(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    people.the_branch()
    first = day_given(arguments.first, session)
    if first is None:
        raise UsageError("请写明从哪天开始：--from 日期。")
    template = _template(arguments.file)
    framework = adopt(
        template,
        first=first,
        last=day_given(arguments.last, session),
        level=arguments.level,
        name=arguments.name,
        organiser=arguments.organiser,
    )
    return made(short_id(framework), arguments.json, f"已采用：{named(framework)}，编号")


def _template(typed: str) -> Template:
    """The file that ships of a key or a name, or one that a person names."""
    is_file = typed.lower().endswith(_TOML) or os.path.lexists(user_path(typed))  # Path.exists raises for a long name
    if is_file and typed not in library.SHIPPED:
        return library.template_from_file(user_path(typed))
    return library.template(typed)


def _export(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    framework = find_framework(arguments.id)
    target = user_path(arguments.output) if arguments.output else session.exports
    return files([export_framework(framework, target)], arguments.json)


def _submit(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    of = standing(find_framework(arguments.id), session.today)
    day = day_given(arguments.date, session, past=True) or session.today
    row = submitting.submit(of, arguments.kind, day, unit=arguments.unit)
    pieces = len(submitting.listed(row))
    return made(short_id(row), arguments.json, f"已登记送交：{named(of.framework)}，{pieces} 项，编号")


def _drop(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    framework = find_framework(arguments.id)
    drop(framework)
    return made(short_id(framework), arguments.json, f"已删去：{named(framework)}，编号")
