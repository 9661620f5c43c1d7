"""What an organiser asks of the branches, and what they answered: notices and sheets on the server."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from branchtui.store.college.board import rows_of
from branchtui.store.college.connection import CollegeError, driver
from branchtui.values import NamedTuple

if TYPE_CHECKING:
    from psycopg import Connection

RequestKind = Literal["notice", "sheet"]


class Given(NamedTuple):
    """What a branch did last with a request: `n` is 0 where it received it, else how often it has handed it in; when."""

    n: int
    at: datetime


class AskedRow(NamedTuple):
    """A notice, or a sheet. `columns` are those of a sheet as they are stored, `to` the branches it was sent to, None for
    all; `branches` are those of them that are there now, and `given` what came from them."""

    number: int
    id: UUID
    kind: RequestKind
    title: str
    body: str
    due_on: date | None
    columns: object
    at: datetime
    withdrawn: bool
    to: Sequence[int] | None
    branches: Sequence[int]
    given: Mapping[int, Given]


def read_requests(connection: "Connection[Any]") -> list[AskedRow]:
    """All of them, the latest first."""
    rows = rows_of(connection, {"requests": {}, "given": {}})
    given: dict[int, dict[int, Given]] = {}
    for request, branch, n, at in rows["given"]:
        given.setdefault(request, {})[branch] = Given(n, at)
    return [AskedRow(*(*row, given.get(row[0], {}))) for row in rows["requests"]]


def read_answers(connection: "Connection[Any]", number: int) -> tuple[dict[int, str], dict[int, object]]:
    """The names of all branches by their numbers, and the rows that each handed in last for a request."""
    rows = rows_of(connection, {"names": {}, "answers": {"number": number}}, looked=f"sheet {number}")
    return dict(rows["names"]), dict(rows["answers"])


def branches_to_ask(connection: "Connection[Any]") -> list[int]:
    """The numbers of the branches there are. Raises CollegeError for who is no organiser of all, and sees but some."""
    found = connection.execute(
        "SELECT college.sees_all(), ARRAY(SELECT number FROM college.branch WHERE closed_on IS NULL)"
    ).fetchone()
    assert found is not None
    if not found[0]:
        raise _not_of_all("没有发送")
    return list(found[1])


def send(connection: "Connection[Any]", request: Mapping[str, Any]) -> int:
    """Ask, or change what was asked under the same id; its number. Raises CollegeError for who is no organiser of all."""
    text = json.dumps(request, ensure_ascii=False, default=str)
    try:
        found = connection.execute("SELECT college.ask(%s::jsonb)", (text,)).fetchone()
    except driver().errors.InsufficientPrivilege as error:
        raise _not_of_all("没有撤回" if request.get("withdrawn") else "没有发送") from error
    assert found is not None
    return int(found[0])


def _not_of_all(undone: str) -> CollegeError:
    return CollegeError(
        f"这个席位不是管全部支部的组织员，不能发通知、要报表、催办、更改和撤回，{undone}。请由管全部支部的组织员来做。"
    )
