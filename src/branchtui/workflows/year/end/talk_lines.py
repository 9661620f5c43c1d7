"""Lines about talks, as they are typed or pasted: looked at first and written as one act."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import without_citizen_ids
from branchtui.rules.text.cleaning import one_line
from branchtui.rules.year.talk_line import TalkLine, parse_talk
from branchtui.store.file.database import act
from branchtui.store.models import Member, Talk
from branchtui.store.queries import people
from branchtui.store.queries.year.talks import talks
from branchtui.workflows.difference import Difference, Verdict, refused
from branchtui.workflows.input_checks import refuse_citizen_id
from branchtui.workflows.people.named import Everyone
from branchtui.workflows.registers.of_year import talk_columns

_MOST_LINES = 2000
_Twin = tuple[date, frozenset[bytes], str]


def preview_talks(typed: str, now: datetime) -> Difference:
    """What lines would write, one talk each; empty lines are none. Raises BranchError where there are far too many."""
    lines = [(number, said.strip()) for number, said in enumerate(typed.splitlines(), 1) if said.strip()]
    if len(lines) > _MOST_LINES:
        raise BranchError(f"有 {len(lines)} 行，一次最多 {_MOST_LINES} 行，什么都没有写入。请分几次。")
    reader, found = _Reader(now), []
    for number, said in lines:
        shown = one_line(without_citizen_ids(said))[:60]
        try:
            columns = reader.read(said)
        except BranchError as error:
            found.append(refused(number, shown, str(error)))
            continue
        called, words = _words(columns)
        new = reader.is_new(columns)
        words = words if new else "已有同样的一条"
        found.append(Verdict(number, "新增" if new else "不变", called, words, columns=columns))
    return Difference(found, _write, "条", apart=True)


def add_talk(typed: str, now: datetime) -> Talk:
    """Store one line. Raises BranchError where it can't be read, or there is such a talk already."""
    reader = _Reader(now)
    columns = reader.read(typed)
    if not reader.is_new(columns):
        raise BranchError("已有同样的一条谈心谈话，没有再记。")
    return _stored([columns])[0]


class _Reader:
    """Reads line by line; who there is and what was written is read once."""

    def __init__(self, now: datetime) -> None:
        self._now, self._everyone = now, Everyone()
        self._rosters: dict[date, frozenset[bytes]] = {}
        self._there: set[_Twin] = {(row.day, frozenset((row.by, row.to)), row.what) for row in talks()}

    def read(self, typed: str) -> dict[str, Any]:
        """The columns of a talk. Raises BranchError for a line that lacks something, and for who can't be told."""
        refuse_citizen_id(typed, "这一行")
        said = parse_talk(typed, self._now)
        by, to = self._two(said)
        return talk_columns(said.day, by, to, said.what, said.place, self._now.date())

    def is_new(self, columns: dict[str, Any]) -> bool:
        """Whether no such talk is there, nor was in a line before; from now on one is."""
        twin = columns["day"], frozenset((columns["by"].id, columns["to"].id)), columns["what"]
        new = twin not in self._there
        self._there.add(twin)
        return new

    def _two(self, said: TalkLine) -> tuple[Member, Member]:
        """The two people, in the first way of reading that names two. Raises BranchError of the last where none does."""
        problem = BranchError("没有写谁和谁谈。")
        for by, to in said.pairs:
            try:
                return self._find(by, said.day), self._find(to, said.day)
            except BranchError as error:
                problem = error
        raise problem

    def _find(self, typed: str, day: date) -> Member:
        if day not in self._rosters:
            self._rosters[day] = frozenset(people.roster(day))
        there = self._rosters[day]
        return self._everyone.find(typed, lambda member: member.id in there)


def _words(columns: dict[str, Any]) -> tuple[str, str]:
    called = f"{columns['day'].isoformat()} {columns['by'].name}和{columns['to'].name}"
    return called, "  ".join(filter(None, (columns["what"], columns["place"])))


def _write(found: Difference) -> None:
    _stored(verdict.columns for verdict in found.of("新增"))


def _stored(kept: Iterable[Mapping[str, Any]]) -> list[Talk]:
    rows = list(kept)
    with act(f"登记谈心谈话 {len(rows)} 条"):
        return Talk.create_all(rows)
