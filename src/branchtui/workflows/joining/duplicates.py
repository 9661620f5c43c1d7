"""可能重复: what stands here twice as it seems, to be joined, or to be told of no more."""

from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules import duplicates as rules
from branchtui.rules.duplicates import Pair
from branchtui.rules.duties.duty import NOT_ONE
from branchtui.rules.duties.facts import SilenceKey
from branchtui.store.models import BY_TABLE, Row
from branchtui.store.queries import duplicates as known
from branchtui.store.queries.days import silenced_rows
from branchtui.store.replication import captions
from branchtui.workflows import silencing
from branchtui.workflows.joining import joining

_SINCE = "合并以后，另一台电脑上又写了被并入的那一条，两边不一样"


class Duplicate(NamedTuple):
    """Two of one table that may be one, and what speaks for it; `strong` where more than the name does."""

    table: str
    one: bytes
    other: bytes
    speaks: tuple[str, ...]
    strong: bool

    @property
    def key(self) -> SilenceKey:
        """What it is silenced by when somebody says that they are not one: the same on every machine."""
        first, second = sorted((self.one, self.other))
        return f"{NOT_ONE}:{second.hex()}", self.table, first

    @property
    def rows(self) -> tuple[Row, Row]:
        """The two as they stand now. Raises GoneError."""
        model = BY_TABLE[self.table]
        return model.get_by_id(self.one), model.get_by_id(self.other)

    @property
    def words(self) -> str:
        """Both with their noun."""
        names = list(dict.fromkeys(captions.title(self.table, key) for key in (self.one, self.other)))
        return f"{captions.noun(self.table)}“{'”和“'.join(names)}”"


class Finding(NamedTuple):
    """Something that two machines have given twice, which nobody renumbers but a person; and the rows that bear it.

    `sort` is "ordinal" of meetings, "number" of papers.
    """

    words: str
    keys: tuple[bytes, ...]
    table: str
    sort: str

    @property
    def called(self) -> str:
        """What is wrong, in a word."""
        return "次序重复" if self.sort == "ordinal" else "文号重复"


def found() -> list[Duplicate]:
    """Every two that nobody has said are not one, those that more speaks for first."""
    silent = {(row.rule, row.about_table, row.about_id) for row in silenced_rows() if row.rule.startswith(NOT_ONE)}
    pairs = [
        *_of("member", rules.people(known.people())),
        *_of("contact", rules.contacts(known.contacts())),
        *_of("meeting", rules.meetings(known.meetings_of_one_day())),
    ]
    left = [Duplicate(kept._meta.table_name, kept.id, row.id, (_SINCE,), True) for kept, row in joining.left()]
    told = [one for one in pairs if one.key not in silent]
    return [*left, *(one for one in told if one.strong), *(one for one in told if not one.strong)]


def findings() -> list[Finding]:
    """Ordinals that several meetings bear, and numbers that several papers do."""
    return [
        *(Finding(*each, "meeting", "ordinal") for each in rules.ordinals(known.meetings_of_one_ordinal())),
        *(Finding(*each, "document", "number") for each in rules.numbers(known.numbers_given_twice())),
    ]


def not_one(duplicate: Duplicate, reason: str) -> str:
    """Say that the two are not one: it is told no more, on any machine. The sentence about it.

    Raises BranchError without a reason, and where they are one already.
    """
    if any(row.id == duplicate.other for _, row in joining.left()):
        raise BranchError("这两条已经合并成一条。合并错了，请用撤销或 branchtui revert。")
    return silencing.silence(duplicate.key, f"{duplicate.words}不是同一个", reason)


def _of(table: str, pairs: list[Pair]) -> list[Duplicate]:
    return [Duplicate(table, *pair) for pair in pairs]
