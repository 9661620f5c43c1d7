"""attach: photos and scans of a meeting, an honour, a document, or a service."""

import argparse
from collections.abc import Callable
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.cli.things import find_meeting, find_row
from branchtui.paths import user_path
from branchtui.store.models import Document, Honour, Row, Service
from branchtui.store.short_ids import short_id
from branchtui.workflows.meetings import attachments

_SCAN, _CERTIFICATE, _PROOF, _LETTER = "签到表扫描件", "证书扫描件", "现场照片", "文件扫描件"


def register(commands: Any) -> None:
    """`attach`."""
    attach = add_command(
        commands,
        "attach",
        "给会议、荣誉成果、收发文、服务记录附上照片、扫描件（PDF）",
        f"branchtui attach meeting 3fa91c20 签到表.pdf --what {_SCAN}",
    )
    things = attach.add_subparsers(title="附在哪里", metavar="什么", dest="thing", required=True)
    _of(things, "meeting", "给会议附上照片、扫描件（PDF）", f"签到表.pdf --what {_SCAN}", find_meeting)
    _of(
        things,
        "honour",
        "给荣誉成果附上证书的照片、扫描件（PDF）",
        f"证书.jpg --what {_CERTIFICATE}",
        _of_table(Honour),
    )
    _of(
        things,
        "document",
        "给收到或发出的文件附上扫描件（PDF）",
        f"批复.pdf --what {_LETTER}",
        _of_table(Document),
    )
    _of(
        things,
        "service",
        "给一条服务记录附上照片、扫描件（PDF）作证明",
        f"现场.jpg --what {_PROOF}",
        _of_table(Service),
    )


def _of(things: Any, thing: str, summary: str, example: str, find: Callable[[str], Row]) -> None:
    parser = add_command(things, thing, summary, f"branchtui attach {thing} 3fa91c20 {example}")
    parser.words.add_argument("id", metavar="编号")
    parser.words.add_argument("files", metavar="文件", nargs="+")
    parser.options.add_argument("--what", default="", metavar="说明", help=f"是什么，如：{example.rpartition(' ')[2]}")
    add_json(parser)
    parser.set_defaults(action=_attach, find=find)


def _of_table(model: type[Row]) -> Callable[[str], Row]:
    return lambda text: find_row(model, text)


def _attach(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    thing, paths = arguments.find(arguments.id), list(map(user_path, arguments.files))
    made = attachments.attach(thing, paths, what=arguments.what, photos=session.photos)
    if arguments.json:
        document([{"id": short_id(row), "name": row.name, "what": row.what} for row in made])
    else:
        for row in made:
            data(f"已附：{row.name} {short_id(row)}")
    return 0
