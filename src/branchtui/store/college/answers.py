"""What a branch answers the organiser through the server: that it has received a request, and the sheets it hands in."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from branchtui.store.college.server import told_of

if TYPE_CHECKING:
    from psycopg import Connection

_REFUSED = {
    "no seat": "这个席位不能替支部报送：可能到期了，或只是支委的席位。请向学院管理员核实。",
    "not asked": "学院没有向本支部要这张表，没有报送。请和学院组织员核实。",
    "withdrawn": "学院已撤回这张报表，没有报送。填了的都留着；同步以后这里也写明已撤回。",
    "branch closed": "学院的服务器上本支部已撤销，没有报送。请和学院组织员核实。",
    "sheet too large": "报表超过 16 MB，学院服务器没有收，什么都没有变。请减少行数，或分开报。",
}


def received(connection: "Connection[Any]", branch: int, requests: Iterable[int]) -> None:
    """Say that these requests have been received. Said twice it changes nothing. Raises AwayError, CollegeError."""
    numbers = list(requests)
    if numbers:
        _call(connection, "SELECT college.hand_in(q, %s, NULL) FROM unnest(%s::int[]) q", branch, numbers)


def hand_in(connection: "Connection[Any]", branch: int, request: int, rows: Sequence[Sequence[str]]) -> int:
    """Hand in the rows of a sheet; how often that has been done by now. Raises AwayError, and CollegeError where they are refused."""
    sent = json.dumps([list(row) for row in rows], ensure_ascii=False)
    return int(_call(connection, "SELECT college.hand_in(%s, %s, %s::jsonb)", request, branch, sent))


def _call(connection: "Connection[Any]", statement: str, *values: object) -> Any:
    with told_of(connection, _REFUSED):
        found = connection.execute(statement, values).fetchone()
    return found[0] if found else None
