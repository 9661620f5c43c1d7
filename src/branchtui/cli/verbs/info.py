"""where, keys, set, completion, search: about this installation, and finding things."""

import argparse
from typing import Any

from branchtui.cli.completion import SHELLS, completion
from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, block, data, document, table
from branchtui.errors import UsageError
from branchtui.settings import change, load
from branchtui.store.models import BY_TABLE
from branchtui.store.queries.filter_words import wanted_words
from branchtui.store.queries.search import search
from branchtui.store.short_ids import short_id


def register(commands: Any) -> None:
    """`search`, `where`, `keys`, `set` and `completion`."""
    parser = add_command(commands, "search", "在会议、记录、新闻稿、岗位、人员中查找", "branchtui search 示范岗")
    parser.words.add_argument("text", metavar="文字", nargs="+", help="几个词都要出现；人名可用拼音首字母")
    add_json(parser)
    parser.set_defaults(action=_search)

    parser = add_command(commands, "where", "数据、设置、照片、导出在哪里", "branchtui where")
    add_json(parser)
    parser.set_defaults(action=_where)

    parser = add_command(commands, "keys", "界面里的全部命令和按键（设置里写的键名见 --json）", "branchtui keys")
    add_json(parser)
    parser.set_defaults(action=_keys)

    parser = add_command(commands, "set", "改一项本机设置，文件里的注释留着", "branchtui set meetings.new Ctrl+K")
    parser.words.add_argument("name", metavar="名称", help="theme、mouse、pictures、page_keys、exports，或命令编号")
    parser.words.add_argument("value", metavar="值", help="新的值；命令的几个键用逗号隔开")
    parser.set_defaults(action=_set)

    parser = add_command(
        commands,
        "completion",
        "写出按 Tab 补全命令的脚本",
        "branchtui completion bash >> ~/.bashrc，再开一个终端就能用；zsh 写进 ~/.zshrc，"
        "fish 写进 ~/.config/fish/completions/branchtui.fish，powershell 写进 $PROFILE",
    )
    parser.words.add_argument("shell", choices=SHELLS, metavar="外壳", help="、".join(SHELLS))
    parser.set_defaults(action=_completion)


def _search(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    text = " ".join(arguments.text)
    if not wanted_words(text):
        raise UsageError("要找的文字是空的或认不出来。请写出要找的几个字。")
    hits = search(text)
    if not hits:
        tell("没有找到。每个词都要出现在同一处；可以少写几个字再找。")
    if arguments.json:
        document(
            [
                {"thing": hit.kind, "id": short_id(hit.id), "day": hit.day, "title": hit.title, "words": hit.words}
                for hit in hits
            ]
        )
    else:
        table([(short_id(hit.id), BY_TABLE[hit.kind].noun, hit.day, hit.title, hit.words) for hit in hits])
    return 0


def _where(arguments: argparse.Namespace, session: Session) -> int:
    home = session.home
    places = {
        "database": ("数据", home.database),
        "settings": ("设置", home.settings),
        "photos": ("照片", home.photos),
        "exports": ("导出", session.exports),
        "cache": ("缓存", home.cache),
        "logs": ("日志", home.logs),
    }
    if arguments.json:
        document({name: str(path) for name, (_, path) in places.items()})
    else:
        table([(word, str(path), "" if path.exists() else "（还没有）") for word, path in places.values()])
    return 0


def _keys(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.ui.commands.contexts import PLACES
    from branchtui.ui.commands.table import COMMANDS, in_force, keys_for, keys_text

    known = COMMANDS
    try:
        known = in_force(load(session.home.settings, keys_for).keys)
    except UsageError as error:  # who mends the file looks the ids up here
        tell(f"{error}下面是原来的按键。")
    if arguments.json:
        document(
            [
                {
                    "id": each.id,
                    "place": PLACES[each.place],
                    "name": each.name,
                    "keys": list(each.keys),
                    "help": each.help,
                }
                for each in known
            ]
        )
    else:
        table([(each.id, PLACES[each.place], each.name, keys_text(each), each.help) for each in known])
    return 0


def _set(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.ui.commands.table import keys_for

    before, now = change(session.home.settings, arguments.name, arguments.value, keys_for)
    data(f"{arguments.name}：{before or '（没有写）'} 改为 {now}。下次打开界面生效。")
    return 0


def _completion(arguments: argparse.Namespace, session: Session) -> int:
    block(completion(arguments.root, arguments.shell))
    return 0
