"""learn: what an editor changed in a report, and the wordings that may be learnt of it."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, read_input, table
from branchtui.cli.things import find_report
from branchtui.errors import UsageError
from branchtui.paths import user_path
from branchtui.store.replication.text_diff import Piece
from branchtui.store.short_ids import short_id
from branchtui.workflows.reports import learning
from branchtui.workflows.reports.learning import Offer


def register(commands: Any) -> None:
    """`learn`."""
    parser = add_command(
        commands,
        "learn",
        "载入刊发稿或编辑退回的稿子，看改了哪里；反复的改法可以记进用语",
        "branchtui learn 3fa91c20 退回稿.docx --accept 1",
    )
    parser.words.add_argument("report", metavar="编号")
    parser.words.add_argument("file", metavar="文件", help=".txt .md .docx（修订标记算编辑的改动）；- 表示标准输入")
    parser.options.add_argument(
        "--accept", action="append", type=int, default=[], metavar="第几条", help="把这一条改法记进用语，可写多次"
    )
    parser.options.add_argument(
        "--refuse", action="append", type=int, default=[], metavar="第几条", help="这一条改法以后不再提，可写多次"
    )
    parser.options.add_argument("--take", action="store_true", help="退回的稿子换成编辑改过的文字")
    add_json(parser)
    parser.set_defaults(action=_learn)


def _learn(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    report = find_report(arguments.report)
    name = "标准输入" if arguments.file == "-" else user_path(arguments.file).name
    edited = learning.read_edited(report, read_input(arguments.file), name)
    row = learning.load(report, edited, name, photos=session.photos)
    pieces = learning.difference(report, row, photos=session.photos)
    offers = learning.offers(photos=session.photos)
    accepted, refused = _chosen(offers, arguments.accept), _chosen(offers, arguments.refuse)
    if both := set(arguments.accept) & set(arguments.refuse):
        raise UsageError(f"第 {min(both)} 条不能既记进用语又不再提。")
    if arguments.take:
        tell(f"稿子已换成编辑改过的文字。{learning.take(report, edited)}")
    entries = [learning.accept(offer, today=session.today) for offer in accepted]
    for offer in refused:
        tell(learning.refuse(offer))
    if arguments.json:
        document(
            {
                "id": short_id(row),
                "what": row.what,
                "tracked": edited.marked,
                "difference": [{"mark": piece.mark.strip(), "text": piece.text} for piece in pieces],
                "wordings": [_shape(number, offer) for number, offer in enumerate(offers, 1)],
                "accepted": [short_id(entry) for entry in entries],
            }
        )
        return 0
    _tell_difference(pieces)
    table(
        [
            (str(number), offer.words, f"{offer.wording.times} 次", offer.source)
            for number, offer in enumerate(offers, 1)
        ]
    )
    for offer in accepted:
        tell(f"已记进用语：{offer.words}。")
    return 0


def _chosen(offers: list[Offer], numbers: list[int]) -> list[Offer]:
    """Those of these numbers, from 1. Raises UsageError where there is none of a number."""
    for number in numbers:
        if not 1 <= number <= len(offers):
            raise UsageError(f"没有第 {number} 条改法；这一次列出 {len(offers)} 条。")
    return [offers[number - 1] for number in dict.fromkeys(numbers)]


def _tell_difference(pieces: list[Piece]) -> None:
    for piece in pieces:
        if piece.mark != " ":
            for words in piece.text.splitlines():
                data(f"{piece.mark} {words}")


def _shape(number: int, offer: Offer) -> dict[str, Any]:
    wording = offer.wording
    return {
        "number": number,
        "text": wording.text,
        "instead": wording.instead,
        "times": wording.times,
        "tracked": wording.marked,
        "source": offer.source,
    }
