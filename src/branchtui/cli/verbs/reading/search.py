"""search: find a meeting, a report, a person, a post by the words in it."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, document, table
from branchtui.errors import UsageError
from branchtui.store.models import BY_TABLE
from branchtui.store.queries.filter_words import wanted_words
from branchtui.store.queries.finding.search import search
from branchtui.store.short_ids import short_id


def register(commands: Any) -> None:
    """`search`."""
    parser = add_command(commands, "search", "在会议、记录、新闻稿、岗位、人员中查找", "branchtui search 示范岗")
    parser.words.add_argument("text", metavar="文字", nargs="+", help="几个词都要出现；人名可用拼音首字母")
    add_json(parser)
    parser.set_defaults(action=_search)


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
