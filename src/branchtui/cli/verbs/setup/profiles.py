"""profiles: how papers look: list, copy, keep one's own."""

import argparse
from pathlib import Path
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, table
from branchtui.cli.setup.own_files import read_changed, write_copy
from branchtui.errors import UsageError
from branchtui.workflows import profiles


def register(commands: Any) -> None:
    """`profiles`."""
    parser = add_command(
        commands, "profiles", "Word 版式：列出并检查、复制、保存自己的", "branchtui profiles new 校报 --from jnu-news"
    )
    parser.words.add_argument(
        "verb",
        nargs="?",
        choices=("list", "new", "add"),
        default="list",
        metavar="做什么",
        help="list 列出并检查、new 复制一份来改、add 保存改好的",
    )
    parser.words.add_argument("name", nargs="?", metavar="名称或文件")
    parser.options.add_argument("--from", dest="base", default="jnu-news", metavar="版式", help="new：从哪个版式复制")
    parser.options.add_argument("-o", "--output", metavar="文件", help="new：写到这个文件")
    add_json(parser)
    parser.set_defaults(action=_profiles)


def _profiles(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    if arguments.verb == "list":
        return _list(arguments)
    if not arguments.name:
        raise UsageError("请写明版式的名称（new）或文件（add）。")
    if arguments.verb == "new":
        output = arguments.output or f"{arguments.name}.toml"
        write_copy(profiles.profile_text(arguments.base), output, of=arguments.base, verb="profiles")
        return 0
    look = profiles.store_profile(Path(arguments.name).stem, read_changed(arguments.name))
    if problem := profiles.template_problem(look):
        tell(f"现在还不能用它导出：{problem}")
    data(f"已保存版式 {look.label} {look.name}")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    found = profiles.profiles()
    if arguments.json:
        document([{"id": each.name, "title": each.label, "own": each.own, "problem": each.problem} for each in found])
    else:
        table([(each.name, each.label, "本支部" if each.own else "自带", each.problem or "可用") for each in found])
    return 1 if any(each.problem for each in found) else 0
