"""The organiser asks: notices and sheets for the branches, reminders, and what came back."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from branchtui.errors import BranchError
from branchtui.rules.college.numbers import numbers_typed
from branchtui.rules.college.reminders import reminder_title
from branchtui.rules.college.sheets import OPTIONAL, SheetColumn, columns_from
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.dates import parse_day
from branchtui.store.college.asked import AskedRow, Given, RequestKind, branches_to_ask, read_requests, send
from branchtui.values import NamedTuple
from branchtui.workflows.input_checks import line, refuse_citizen_id, text

if TYPE_CHECKING:
    from psycopg import Connection

_BODY = 20_000  # characters
_FILE = "报表文件"
_WORDS = {"title": "标题", "body": "正文", "due_on": "期限"}  # of a request that may be changed
_KEYS = ("title", "body", "due", "to", "column")


class Draft(NamedTuple):
    """What is to be asked: a notice, or with columns a sheet; `to` are the branches it is for, None for all.

    `reminds` is the number of the request that it reminds of, None where it is no reminder.
    """

    title: str
    body: str = ""
    due_on: date | None = None
    to: Sequence[int] | None = None
    columns: tuple[SheetColumn, ...] = ()
    reminds: int | None = None

    @property
    def kind(self) -> RequestKind:
        return "sheet" if self.columns else "notice"


class Request(NamedTuple):
    """What was asked, and what came of it."""

    row: AskedRow

    @property
    def lacking(self) -> list[int]:
        """The branches that have not answered: not handed in a sheet, not received a notice."""
        least = 1 if self.row.kind == "sheet" else 0
        given = self.row.given
        return [each for each in self.row.branches if each not in given or given[each].n < least]

    def is_late(self, given: Given | None, today: date) -> bool:
        """Whether what a branch did came behind the day, or that is past and it did nothing."""
        due = self.row.due_on
        done = given if given is not None and (given.n or self.row.kind == "notice") else None
        return due is not None and (local_day(done.at) if done else today) > due


def draft(title: str, *, body: str = "", due: str = "", to: str = "", today: date) -> Draft:
    """A notice as it was typed. Raises BranchError for what can't be."""
    words = text(body, "正文")
    if len(words) > _BODY:
        raise BranchError(f"正文有 {len(words)} 个字，太长了，请缩短到 {_BODY} 字以内。")
    return Draft(
        line(title, "标题", required=True),
        words,
        parse_day(due, today) if due.strip() else None,
        numbers_typed(to) if to.strip() else None,
    )


def draft_from(written: str, today: date) -> Draft:
    """The sheet that a file asks for: title, [[column]] with name, type, prefill and optional; body, due, to if it likes.

    Raises BranchError where it can't be read, or a column can't be.
    """
    try:
        found: dict[str, Any] = tomllib.loads(written)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BranchError(f"{_FILE}写法有误（{' '.join(str(error).split())[:80]}），没有发送。") from error
    if strange := [key for key in found if key not in _KEYS]:
        raise BranchError(f"{_FILE}里有不认识的“{quoted(strange[0], 20)}”，可写：{'、'.join(_KEYS)}。")
    columns = columns_from(found.get("column"))
    for column in columns:
        refuse_citizen_id(column.name, "栏目")
        if re.search(rf"[（(]{OPTIONAL}[)）]$", column.name):
            raise BranchError(
                f"“{quoted(column.name, 40)}”的名称里不写“{OPTIONAL}”，请在那一栏另写一行 optional = true。"
            )
    due = found.get("due", "")
    if isinstance(due, datetime) or not isinstance(due, str | date):
        raise BranchError(f"{_FILE}的 due 应是一天，如 2026-12-10。")
    words = {key: found.get(key, "") for key in ("title", "body", "to")}
    for key, value in words.items():
        if not isinstance(value, str):
            raise BranchError(f"{_FILE}的 {key} 要写在引号里。")
    typed = draft(words["title"], body=words["body"], due=str(due), to=words["to"], today=today)
    return typed._replace(columns=columns)


def sent_to(asked: Draft, *, due: str, to: str, today: date) -> Draft:
    """The same with the day and the branches that were typed besides, where they were. Raises BranchError."""
    typed = draft(asked.title, due=due, to=to, today=today)
    return asked._replace(due_on=typed.due_on or asked.due_on, to=typed.to or asked.to)


def refuse_past(asked: Draft, today: date) -> None:
    """Raises BranchError for a day that is over: every branch would be late at once. A reminder may well name one."""
    if asked.due_on is not None and asked.due_on < today:
        raise BranchError(f"期限 {chinese_day(asked.due_on)}已经过去，没有发送。请写今天或以后的一天，或不写期限。")


def ask(connection: "Connection[Any]", asked: Draft, key: UUID | None = None) -> int:
    """Send it; its number. Under the `key` that it was sent with already it is sent once, however often.

    Raises BranchError for a branch that there is not, CollegeError.
    """
    if asked.to is not None:
        there = branches_to_ask(connection)
        if unknown := [number for number in asked.to if number not in there]:
            raise BranchError(f"没有 {unknown[0]} 号支部，没有发送。支部的号见 branchtui college board。")
    return send(
        connection,
        {
            "id": key or uuid4(),
            "kind": asked.kind,
            "title": asked.title,
            "body": asked.body,
            "due_on": asked.due_on,
            "columns": [column.stored() for column in asked.columns] or None,
            "branches": asked.to,
            "reminds": asked.reminds,
        },
    )


def requests(connection: "Connection[Any]") -> list[Request]:
    """Everything that was asked, the latest first. Raises CollegeError."""
    return [Request(row) for row in read_requests(connection)]


def request(connection: "Connection[Any]", number: int) -> Request:
    """One of them. Raises BranchError where there is none of that number."""
    found = next((each for each in requests(connection) if each.row.number == number), None)
    if found is None:
        raise BranchError(f"没有第 {number} 号通知或报表。全部见 branchtui college collect。")
    return found


def withdraw(connection: "Connection[Any]", number: int) -> str:
    """Take it back; the sentence about it. What was handed in stays. Raises BranchError where that was done already."""
    row = request(connection, number).row
    if row.withdrawn:
        raise BranchError(f"第 {number} 号已经撤回了：{row.title}。")
    _send_again(connection, row, withdrawn=True)
    return f"第 {number} 号已撤回：{row.title}。各支部下次同步时看到，已报送的还在。"


def change(connection: "Connection[Any]", asked: Request, words: Draft, today: date) -> str:
    """Give it another title, text and day; the sentence about it. Whom it is for, and the columns of a sheet, stay.

    Raises BranchError where it was withdrawn, where nothing is changed, or for another day that is over.
    """
    row = asked.row
    if row.withdrawn:
        raise BranchError(f"第 {row.number} 号已经撤回了，没有改：{row.title}。")
    given = {name: getattr(words, name) for name in _WORDS if getattr(words, name) != getattr(row, name)}
    if not given:
        raise BranchError(f"第 {row.number} 号原来就是这样，没有改：{row.title}。")
    if "due_on" in given:
        refuse_past(words, today)
    _send_again(connection, row, **given)
    return f"第 {row.number} 号已改{'、'.join(_WORDS[name] for name in given)}：{words.title}。各支部下次同步时看到。"


def _send_again(connection: "Connection[Any]", row: AskedRow, **others: object) -> None:
    """What was asked already, with other words."""
    same = {name: getattr(row, name) for name in ("id", "kind", "columns", *_WORDS)}
    send(connection, {**same, "branches": row.to, **others})


def reminder(asked: Request, today: date) -> Draft:
    """A notice for those who have not answered. Raises BranchError where all have, or it was withdrawn."""
    row = asked.row
    if row.withdrawn:
        raise BranchError(f"第 {row.number} 号已经撤回，不用催：{row.title}。")
    if not asked.lacking:
        raise BranchError(f"各支部都{'报送' if row.kind == 'sheet' else '收到'}了，不用催：{row.title}。")
    day = ""
    if row.due_on is not None:
        day = f"，期限是{chinese_day(row.due_on)}{'，已经过了' if row.due_on < today else ''}"
    what = "还没有收到你支部报送的报表" if row.kind == "sheet" else "还没有看到你支部收到"
    return Draft(
        line(reminder_title(row.title), "标题", limit=210),
        f"“{row.title}”{what}{day}。",
        row.due_on,
        asked.lacking,
        reminds=row.number,
    )


def remind(connection: "Connection[Any]", number: int, today: date) -> tuple[int, list[int]]:
    """Send the reminder; its number, and the branches that it is for. Raises as `reminder` does."""
    sent = reminder(request(connection, number), today)
    return ask(connection, sent), list(sent.to or ())


def stated(given: Mapping[int, Given], branch: int, kind: RequestKind) -> str:
    """What a branch did with a request, in words: 未收到, 已收到, 已报送, 已报送 2 次."""
    if branch not in given:
        return "未收到"
    n = given[branch].n
    return "已收到" if kind == "notice" or not n else "已报送" if n == 1 else f"已报送 {n} 次"


def local_day(moment: datetime) -> date:
    """The day of a moment on the server's clock, where this computer is."""
    return moment.astimezone().date()
