"""Where a line speaks of somebody the record knows, and what it calls them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from branchtui.proof.draft import Line, LineKind
from branchtui.proof.record import Record

RUNNING: frozenset[LineKind] = frozenset(
    {"title", "subtitle", "note", "heading", "paragraph", "caption", "table", "kicker"}
)
"""The kinds of lines that are sentences; a by-line and a figure's place are none."""

_POSTS = "书记|主任|院长|校长|处长|科长|部长|所长|会长|主席|组长|馆长|站长|队长|秘书长|教授"
POST = rf"副?(?:{_POSTS})"
"""An office in words, with 副 before it where it is a deputy's."""

_TITLE = re.compile(rf"(?P<of>[\u4e00-\u9fff]{{0,16}}?)(?P<post>{POST})(?:、{POST})*$")
_LONGEST_TITLE = 24
_NOT_OF_IT = re.compile(r".*[由请的和与及在是为向对了同任经让会]")  # words before a title that are no part of it


class Mention(NamedTuple):
    """A name in a text, from `start` to `end`."""

    name: str
    start: int
    end: int


class Title(NamedTuple):
    """What stands right before a name: of which body, and the office; from `start` on."""

    of: str
    post: str
    start: int

    @property
    def words(self) -> str:
        return f"{self.of}{self.post}"


def mentions(line: Line, record: Record) -> Iterator[Mention]:
    """The people the record knows, as a line of text names them."""
    if line.kind in RUNNING and record.named is not None:
        for found in record.named.finditer(line.text):
            yield Mention(found[0], *found.span())


def title_before(text: str, at: int) -> Title | None:
    """The title that ends where a name begins, None where there is none."""
    begins = max(0, at - _LONGEST_TITLE)
    found = _TITLE.search(text[begins:at])
    if found is None:
        return None
    of, start = found["of"], begins + found.start()
    if rest := _NOT_OF_IT.match(of):
        of, start = of[rest.end() :], start + rest.end()
    return Title(of, found["post"], start)


def deputies(one: str, other: str) -> bool:
    """Whether two offices differ in 副 alone."""
    return one != other and one.removeprefix("副") == other.removeprefix("副")
