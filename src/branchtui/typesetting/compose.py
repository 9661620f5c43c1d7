"""Paper + profile → pieces: order of the head, title lines, numbers of headings, by-line and sign-off. No docx here."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain

from branchtui.papers.tree import (
    Blank,
    Block,
    Byline,
    Heading,
    Inline,
    Kicker,
    Meta,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Signatures,
    SignOff,
    Subtitle,
    Table,
    Title,
)
from branchtui.rules.blanks import NO_DAY
from branchtui.rules.text.cleaning import clean
from branchtui.typesetting.heading_numbers import HeadingNumbers
from branchtui.typesetting.line_breaking import fold, title_lines, width
from branchtui.typesetting.pieces import Figure, Grid, NewPage, Piece, Run, Text
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.sizes import measure_of

_ALIGN = {"l": "left", "c": "center", "r": "right"}
_HEAD = (Kicker, Title, Subtitle, Meta)
_DASHES = ("—", "―", "－", "–", "-")  # that part a subtitle from its title by themselves


def compose(paper: Paper, profile: Profile) -> tuple[Piece, ...]:
    """The pieces of a paper in print order."""
    return _closed(*compose_parts(paper, profile))


def compose_parts(paper: Paper, profile: Profile) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of a paper's head (title and what belongs to it) and of its text.

    A head behind a page break or an empty line begins a paper of its own, as in a book of papers: it counts its headings
    anew.
    """
    first, *others = _papers_in(paper.blocks)
    head, text = _parts_of(first, profile)
    for before, *other in others:
        text += (*_block(before, profile, HeadingNumbers(profile.headings)), *_closed(*_parts_of(other, profile)))
    return head, text


def _papers_in(blocks: tuple[Block, ...]) -> list[list[Block]]:
    """The blocks of each paper; all but the first stand behind what parts them."""
    found: list[list[Block]] = [[]]
    for place, block in enumerate(blocks):
        text_above = place > 0 and not isinstance(blocks[place - 1], (*_HEAD, Blank))
        apart = isinstance(block, PageBreak) or (isinstance(block, Blank) and text_above)
        if apart and isinstance(next(iter(blocks[place + 1 :]), None), _HEAD):
            found.append([])
        found[-1].append(block)
    return found


def _closed(head: tuple[Piece, ...], text: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Both, with an empty line between them; a table stands close below a line of labels."""
    close = not text or (
        isinstance(text[0], Grid) and head and isinstance(head[-1], Text) and head[-1].element == "meta"
    )
    return (*head, *text) if close or not head else (*head, Text("body"), *text)


def _parts_of(blocks: list[Block], profile: Profile) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    split = next((i for i, block in enumerate(blocks) if not isinstance(block, _HEAD)), len(blocks))
    head, rest = blocks[:split], blocks[split:]
    bylines = [block for block in rest if isinstance(block, Byline)]
    place = profile.byline.place
    if place != "end":
        rest = [block for block in rest if not isinstance(block, Byline)]
    top = _head(head, profile)
    if place == "after_title":
        top += [piece for byline in bylines for piece in _byline(byline, profile, "center")]
    pieces: list[Piece] = []
    notes = 0
    if place == "before_text":
        notes = next((i for i, b in enumerate(rest) if not (isinstance(b, Paragraph) and b.role == "note")), len(rest))
    numbers = HeadingNumbers(profile.headings)
    for block in rest[:notes]:
        pieces += _block(block, profile, numbers)
    if place == "before_text":
        pieces += [piece for byline in bylines for piece in _byline(byline, profile, "")]
    for block in rest[notes:]:
        if isinstance(block, SignOff | Signatures) and pieces and isinstance(pieces[-1], Text | Grid):
            pieces[-1] = replace(pieces[-1], keep=True)  # a page must not hold these alone
        made = _block(block, profile, numbers)
        if pieces and made and _would_join(pieces[-1], made[0]):
            pieces.append(Text("body"))
        pieces += made
    return tuple(top), tuple(pieces)


def _would_join(above: Piece, below: Piece) -> bool:
    """Whether Word would make one table of two that are not meant to be one, as those are that have no header."""
    both = (above, below)
    tables = all(
        isinstance(each, Grid) or (isinstance(each, Figure) and each.lost) for each in both
    )  # its frame is one
    return tables and not all(isinstance(each, Grid) and not each.header for each in both)


def title_text(blocks: Iterable[Block], profile: Profile) -> str:
    """The title with kicker and subtitles as far as the profile joins them, not yet broken into lines."""
    rules = profile.title
    blocks = list(blocks)
    title = "\n".join(clean(block.text).strip() for block in blocks if isinstance(block, Title))
    subtitles = _parts(blocks, Subtitle)
    if rules.kicker == "joined":
        title = "".join(f"{kicker}{rules.kicker_mark}" for kicker in _parts(blocks, Kicker)) + title
    if rules.subtitle == "joined" and subtitles:
        joined = title.endswith(("：", "！", "？")) or subtitles[0].startswith(_DASHES)
        mark = "" if joined else rules.subtitle_mark
        title += mark + rules.subtitle_gap.join(subtitles)
    return title


def _parts(blocks: list[Block], kind: type[Kicker] | type[Subtitle]) -> list[str]:
    return [clean(block.text).strip() for block in blocks if isinstance(block, kind) and block.text.strip()]


def _head(blocks: list[Block], profile: Profile) -> list[Piece]:
    rules = profile.title
    title = title_text(blocks, profile)
    pieces: list[Piece] = []
    if rules.kicker == "above":
        pieces += [_text("kicker", kicker, keep=True) for kicker in _parts(blocks, Kicker)]
    if title:
        lines = title_lines(title, _title_width(profile))
        if rules.kicker == "joined" and rules.kicker_mark:
            lines = [line.removesuffix(rules.kicker_mark) for line in lines]  # no mark where the line ends anyway
        pieces.append(_text("title", "\n".join(lines), keep=True))
    if rules.subtitle == "below":
        pieces += [_text("subtitle", part, keep=True) for part in _parts(blocks, Subtitle)]
    pieces += [_meta(block, profile) for block in blocks if isinstance(block, Meta)]
    return pieces


def _title_width(profile: Profile) -> float:
    fits = profile.page.text_width / 20 / profile.elements.title.size
    return min(float(profile.title.characters), fits)


def _value(value: str | date, profile: Profile) -> str:
    return profile.day(value) if isinstance(value, date) else clean(value)


def _text(element: str, text: str, keep: bool = False, right: float = 0.0) -> Text:
    return Text(element, (Run(clean(text)),) if text else (), keep, right)


def _runs(inlines: Iterable[Inline]) -> tuple[Run, ...]:
    runs = (Run(clean(i)) if isinstance(i, str) else Run(clean(i.text), strong=True) for i in inlines)
    return tuple(run for run in runs if run.text)


def _block(block: Block, profile: Profile, numbers: HeadingNumbers) -> list[Piece]:
    match block:
        case Heading():
            text = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "　", clean(block.text).strip())
            rest = (Run(clean(block.rest).strip(), plain=True),) if block.rest.strip() else ()
            element = f"heading{min(max(block.level, 1), 4)}"
            return [Text(element, (Run(numbers.of(block, text)), *rest), keep=not rest)]
        case Paragraph():
            return [Text(block.role, _runs(block.inlines))]
        case Picture():
            return [_picture(block, profile)]
        case Table():
            return [_grid(block, profile)]
        case Byline():
            return list(_byline(block, profile, ""))
        case SignOff():
            return list(_signoff(block, profile))
        case Signatures():
            return [Text("body", keep=True), _signatures(block, profile)]
        case PageBreak():
            return [NewPage()]
        case Blank():
            return [Text("body")]
        case _:
            return list(_head([block], profile))


def _picture(block: Picture, profile: Profile) -> Piece:
    caption = clean(block.caption).replace("\n", " ").strip()
    if not block.sha or profile.pictures.handling == "separate":
        return _text("caption", profile.pictures.mark.format(n=block.number, caption=caption).strip())
    alt = clean(block.alt or caption).replace("\n", " ").strip()
    lost = clean(block.lost).replace("\n", " ").strip()
    alt = alt or f"{profile.captions.label}{block.number}"
    return Figure(block.number, block.sha, alt, caption, lost, block.pixels, block.width)


def _grid(block: Table, profile: Profile) -> Grid:
    columns = len(block.widths)
    most = profile.page.text_width / 1440 * 25.4
    scale = min(1.0, most / sum(block.widths))
    align = tuple(_ALIGN[letter] for letter in (block.align or "c" * columns))

    def row(cells: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            cell if cell.isprintable() else clean(cell) for cell in (*cells, *[""] * (columns - len(cells)))[:columns]
        )

    widths = tuple(mm * scale for mm in block.widths)
    return Grid(row(block.header) if block.header else (), tuple(row(cells) for cells in block.rows), widths, align)


def byline_text(blocks: Iterable[Block], profile: Profile) -> str:
    """The by-lines of a paper, not yet broken into lines."""
    lines = [line for block in blocks if isinstance(block, Byline) for line in _byline_lines(block, profile)]
    return "　".join(profile.byline.gap.join(parts) for parts in lines)


def _byline(block: Byline, profile: Profile, align: str) -> list[Piece]:
    element = "meta" if align == "center" else "byline"
    measure, room = measure_of(element, profile), _room(element, profile)
    found: list[str] = []
    for parts in _byline_lines(block, profile):
        for line in fold(parts, profile.byline.gap, measure, room):
            if found and not any(line.startswith(part) or part.startswith(line) for part in parts):
                found[-1] += f"\n{line}"  # more names of the same role
            else:
                found.append(line)
    return [_text(element, line, keep=number < len(found)) for number, line in enumerate(found, 1)]


def _byline_lines(block: Byline, profile: Profile) -> list[list[str]]:
    """The parts of each of its lines, in the brackets of the profile."""
    rules = profile.byline
    parts = [rules.form.format(role=clean(role), names=clean(names)) for role, names in block.pairs]
    lines = [[part] for part in parts] if rules.lines == "each" else [parts] * bool(parts)
    for line in lines:
        line[0] = f"{rules.open}{line[0]}"
        line[-1] += rules.close
    return lines


def _meta(block: Meta, profile: Profile) -> Piece:
    """The labels in one line, or each in its own where they do not fit; one that is longer breaks where the sense allows."""
    pairs = [f"{label}：{_value(v, profile)}" if label else _value(v, profile) for label, v in block.pairs]
    measure, room = measure_of("meta", profile), _room("meta", profile)
    line = "　　".join(pairs)
    if measure.length(line) > room:
        lines = [
            title_lines(pair, room / measure.size - 1) if measure.length(pair) > room else [pair] for pair in pairs
        ]
        line = "\n".join(chain.from_iterable(lines))
    return _text("meta", line, keep=True)


def _room(element: str, profile: Profile) -> float:
    """The length of a line of an element in points."""
    face = profile.elements[element]
    return profile.page.text_width / 20 - face.indent * face.size


def _signatures(block: Signatures, profile: Profile) -> Piece:
    """Each role at a tab of its own, so that a name typed behind one does not move the next."""
    indent = profile.elements.body.indent * profile.elements.body.size
    share = (profile.page.text_width / 20 - indent) / len(block.roles)
    line = "\t".join(f"{clean(role)}（签名）：" for role in block.roles)
    return Text("body", (Run(line),), tabs=tuple(indent + share * place for place in range(1, len(block.roles))))


def _signoff(block: SignOff, profile: Profile) -> list[Piece]:
    """GB/T 9704-2012, 7.3.5.1 and 7.3.5.2; widths in characters of the body."""
    unit = clean(block.unit)
    day = profile.day(block.day) if block.day else NO_DAY
    unit_width, day_width = width(unit), width(day)
    if profile.signoff.seal:
        unit_right = max(0.0, 4.0 + (day_width - unit_width) / 2)
        day_right = 4.0 if unit_right else (unit_width - day_width) / 2
    elif day_width > unit_width - 2:
        day_right = 2.0
        unit_right = 2.0 + day_width + 2.0 - unit_width
    else:
        unit_right = 2.0
        day_right = unit_width - day_width
    return [
        Text("body", keep=True),
        _text("signoff", unit, keep=True, right=unit_right),
        _text("signoff", day, right=max(0.0, day_right)),
    ]
