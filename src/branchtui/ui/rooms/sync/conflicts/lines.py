"""What is told of a conflict: each value with who wrote it, on which machine and when, and where they differ."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from branchtui.rules.text.cleaning import clean
from branchtui.store.replication.merging.conflicts import Conflict
from branchtui.store.replication.text_diff import Piece, characters, compare
from branchtui.ui.text.cells import one_line
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import wrap
from branchtui.workflows.safety import merging, resolving
from branchtui.workflows.safety.merging import Version

_TITLE = 8  # characters of a title that a line of the list has room for
_LONG = 80  # characters from which only the sentences that differ are told
_KEPT = 14  # characters of a stretch that stayed, shown at each of its ends
_BEFORE = 6  # characters shown of what comes before a difference
_ROLES = {"-": "bad", "+": "good", " ": "quiet"}
EMPTY = "（空）"


class Seen(NamedTuple):
    """A conflict as it was read for being told: `joined` tells that the program has joined its texts."""

    conflict: Conflict
    title: str  # of the thing, with its noun
    field: str
    versions: Sequence[Version]
    joined: bool
    findings: Sequence[str]

    @property
    def written(self) -> Sequence[Version]:
        """The values that people wrote."""
        return self.versions[:-1] if self.joined else self.versions

    @property
    def long(self) -> bool:
        """Whether a value is too long for a line."""
        return any(len(one.value) > _LONG or "\n" in one.value for one in self.versions)


def see(conflict: Conflict, now: datetime) -> Seen:
    """Read what is told of a conflict. Raises BranchError where its thing can't be read."""
    return Seen(
        conflict,
        resolving.title_of(conflict),
        merging.field(conflict),
        merging.versions(conflict, now),
        resolving.is_joined(conflict),
        resolving.findings(conflict),
    )


def row_words(conflict: Conflict) -> tuple[str, str]:
    """What a line of the list says of a conflict: the thing, in few words, and the field; and at its end who differ."""
    noun, title = resolving.called(conflict)
    title = f"{title[:_TITLE]}…" if len(title) > _TITLE + 1 else title
    return f"{noun}“{title}” {merging.field_name(conflict)}", "、".join(resolving.elsewhere(conflict))


def origin(version: Version) -> str:
    """Who, on which machine, when by its clock."""
    when = f" {version.when:%m-%d %H:%M}" if version.when else ""
    machine = f"（{version.machine}）" if version.machine else ""
    return f"{version.who}{machine}{when}{'（时钟可疑）' if version.suspect else ''}"


def told_lines(seen: Seen, width: int) -> list[Ink]:
    """The lines beside the list, each of at most `width` cells."""
    inner = width - 2
    lines = [Ink(f" {line}", bold=True) for line in wrap(seen.title, inner)]
    lines += [Ink(f" {line}", "quiet") for line in wrap(seen.field, inner)]
    for words in seen.findings:
        lines += [Ink(f" {line}", "bad") for line in wrap(f"! {words}", inner)]
    lines.append(Ink())
    if seen.joined:
        lines += _joined_lines(seen, inner)
    elif seen.conflict.closed:
        lines += [Ink(f" {line}") for line in wrap(f"{origin(seen.versions[0])} 写了文字，不知道这里已经关闭。", inner)]
        lines += [Ink(f" {line}", "quiet") for line in wrap("看过没有问题，就选“仍是”；要改就打开它。", inner)]
    else:
        for number, version in enumerate(seen.versions, 1):
            lines += _version_lines(number, version, seen, inner)
    return lines


def pieces_of(seen: Seen) -> list[Piece]:
    """The difference over the whole screen: of the first two values, or of what each side brought to a joined text."""
    if not seen.joined:
        return compare(seen.versions[1].value, seen.versions[0].value) if len(seen.versions) > 1 else []
    found: list[Piece] = []
    for version in seen.written:
        found += [Piece(" ", f"{origin(version)} 写的与合并后的："), *compare(version.value, seen.versions[-1].value)]
    return found


def telling(version: Version, versions: Sequence[Version], most: int = 36) -> str:
    """A value in one line of a list: of one too long for it, which may begin like the others, from where it differs."""
    line = one_line(version.value)
    if len(line) <= most:
        return line or EMPTY
    others = [one_line(one.value) for one in versions if one is not version]
    same = min((_same(line, other) for other in others), default=0)
    start = max(0, min(same - _BEFORE, len(line) - most))
    end = start + most
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _version_lines(number: int, version: Version, seen: Seen, width: int) -> Iterator[Ink]:
    shown = "  现在显示" if version.shown else ""
    for at, words in enumerate(wrap(f"{number}  {origin(version)}{shown}", width)):
        yield Ink(f" {words}", "text" if version.shown else "info", bold=not at)
    other = next((one for one in seen.versions if one is not version), version)
    if not version.value:
        yield Ink(f"    {EMPTY}", "quiet")
    elif not seen.long:
        yield from _marked(version.value, characters(version.value, other.value), width - 3)
    else:
        for piece in compare(other.value, version.value):
            if piece.mark != "-":
                yield from _piece_lines(piece, width)
    yield Ink()


def _joined_lines(seen: Seen, width: int) -> Iterator[Ink]:
    yield Ink(f" {resolving.JOINED}", "due", bold=True)
    for version in seen.written:
        yield Ink()
        for words in wrap(f"{origin(version)} 写的，合并后多了“+”、少了“-”：", width):
            yield Ink(f" {words}", "info")
        for piece in compare(version.value, seen.versions[-1].value):
            yield from _piece_lines(piece, width)


def _piece_lines(piece: Piece, width: int) -> Iterator[Ink]:
    text, role = clean(piece.text), _ROLES[piece.mark]
    if piece.mark == " " and len(text) > 2 * _KEPT + 6:
        text = f"{text[:_KEPT]}……{text[-_KEPT:]}"
    for line in text.splitlines():
        for words in wrap(line, width - 3):
            yield Ink(f" {piece.mark} ", role, bold=True).add(words, role, underline=piece.mark == "+")


def _marked(text: str, pieces: Sequence[Piece], width: int) -> Iterator[Ink]:
    """A short text in lines, the characters that only it has underlined."""
    own = [piece.mark == "+" for piece in pieces for _ in piece.text]
    at = 0
    for words in wrap(text, width):
        line = Ink("    ")
        for character in words:
            found = text.find(character, at)  # what a line break has swallowed is passed over
            at = found + 1 if found >= 0 else at
            new = found >= 0 and own[found]
            line.add(character, "due" if new else "text", bold=new, underline=new)
        yield line
