"""What the college asks for becomes a document that was received.

The words of a request are the document's own, so the board, lists, search, history and undo know it as any other. What is
no document's, its number at the college and the columns of the sheet that is wanted, lies in a setting of the branch that
is keyed by the document: it travels sealed with the file, so every machine of the branch can fill the sheet in without the
network. The ids of all these rows are made of the college and the number, so two machines that pull one request make one.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.college.reminders import reminds
from branchtui.rules.registers.words import SHEET
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.cleaning import one_line
from branchtui.store.college import hub_note
from branchtui.store.file.database import act, autosave
from branchtui.store.ids import pair_id
from branchtui.store.models import Document, Setting
from branchtui.store.models.settings import REQUEST
from branchtui.store.queries import settings
from branchtui.store.queries.registers import college_requests
from branchtui.store.writes import assign
from branchtui.values import NamedTuple
from branchtui.workflows.college.branch.said import Asked, differs, kept, line, shown, told

NOTICE = "通知"  # the kind of such documents that want no sheet


class Taken(NamedTuple):
    """What came of requests: the documents that are new, and the titles of those that the college has withdrawn since, and
    of those that it has changed, with the day where it is another.
    """

    new: list[Document]
    withdrawn: list[str]
    changed: list[str]


def take_in(requests: Sequence[Asked], college: bytes, today: date, *, unit: str = "") -> Taken:
    """Write down what the college, called `unit`, asks for.

    What it has changed since is changed in the document too, but not what people wrote over here; a withdrawn one stays, and
    isn't due any more; its reminders follow its day. A request that comes again, as it was, changes nothing.
    """
    known = settings.starting_with(REQUEST)
    keys = {asked.number: _key(_request_id(college, asked.number)) for asked in requests}
    news = [asked for asked in requests if differs(asked, known.get(keys[asked.number]))]
    if not news:
        return Taken([], [], [])
    gone = [line(one.title) for one in news if one.withdrawn and not json.loads(known[keys[one.number]])["withdrawn"]]
    changed = [words for one in news if (words := _change(one, known.get(keys[one.number])))]
    words = one_line(news[0].title)[:40] + (f" 等 {len(news)} 项" if len(news) > 1 else "")
    with autosave(), act(f"收到学院的要求：{words}"):
        made = [_write_down(asked, college, today, unit) for asked in news]
    return Taken([row for row in made if row is not None], gone, changed)


def _change(asked: Asked, stored: str | None) -> str:
    """What the college has changed of a request that was known, empty where that is nothing that is shown."""
    if stored is None or asked.withdrawn:
        return ""
    was, now = shown(json.loads(stored)), told(asked)
    if was["due"] != now["due"]:
        day = f"期限是{chinese_day(now['due'])}" if now["due"] else "不再有期限"
        return f"{now['title']}（{day}）"
    return str(now["title"]) if was != now else ""


def _write_down(asked: Asked, college: bytes, today: date, unit: str) -> Document | None:
    """The document, where it is new; part of an act."""
    key = _request_id(college, asked.number)
    before = said_of(key)
    said = told(asked)
    row = Document.get_or_none(Document.id == key)
    if row is None and asked.withdrawn:  # nobody here ever saw it
        return None
    following = college_requests.reminders(key) if before is not None else []  # while both have the day that was
    Setting.ensure(key=_key(key), values={"value": kept(asked, college)})
    if row is not None:
        was = shown(before) if before else {}
        if before is None:  # that it came was undone: the college asks all the same
            said["deleted"] = False
        news = {name: value for name, value in said.items() if name not in was or was[name] != value}
        assign(row, news)
        if "due" in news:
            for reminder in following:
                assign(reminder, {"due": news["due"]})
        return None
    kind = SHEET if asked.kind == "sheet" else NOTICE
    return Document.create(id=key, direction="in", kind=kind, unit=line(unit), day=today, **said | _of_reminded(key))


def _of_reminded(reminder: bytes) -> dict[str, Any]:
    """What a reminder that has just come has of what it reminds of: its day, which may be another by now, and where that is
    a sheet that was handed in meanwhile, the day of that. Nothing of anything else.
    """
    said = said_of(reminder)
    assert said is not None
    for row, _ in requests():
        asked = said_of(row.id)
        if asked is not None and reminds(said, asked):
            done = None if asked["kind"] != "sheet" or college_requests.waits(row.id) else row.done_on
            return {"due": shown(asked)["due"], "done_on": done}
    return {}


def requests() -> list[tuple[Document, int]]:
    """The documents of all that the college asks for, with the number of each there, the latest first.

    Without those of another server, which may have the same numbers: this file rests on one of them.
    """
    here = hub_note.read()
    said = {key: json.loads(stored) for key, stored in settings.starting_with(REQUEST).items()}
    numbers = {
        bytes.fromhex(key.removeprefix(REQUEST)): int(words["number"])
        for key, words in said.items()
        if here is None or words["college"] == here.college.hex()
    }
    found = [(row, numbers[row.id]) for row in Document.of_ids(list(numbers)) if not row.deleted]
    return sorted(found, key=lambda each: -each[1])


def request_numbered(number: int) -> Document:
    """The document of a request by its number at the college. Raises BranchError where there is none."""
    for row, its in requests():
        if its == number:
            return row
    raise BranchError(
        f"没有第 {number} 号学院通知或报表。现有的见 branchtui college hand-in；新的要先同步：branchtui college sync"
    )


def is_request(document: Document) -> bool:
    """Whether it came from the college's server."""
    return said_of(document.id) is not None


def _request_id(college: bytes, number: int) -> bytes:
    return pair_id("document", college, str(number))


def _key(document: bytes) -> str:
    return f"{REQUEST}{document.hex()}"


def said_of(document: bytes) -> dict[str, Any] | None:
    """What the college said last of a request, by the id of its document; None for any other document."""
    stored = settings.starting_with(_key(document)).get(_key(document))
    return None if stored is None else json.loads(stored)
