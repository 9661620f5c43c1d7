"""The lines of a draft from the texts of a report."""

from collections.abc import Iterable, Iterator
from datetime import date

from branchtui.proof.draft import Draft, Line, LineKind, Picture
from branchtui.rules.reports.states import ReportState
from branchtui.rules.text.report_text import FigureMark, Heading, Para, parse_body


def body_lines(body: str) -> Iterator[Line]:
    """The lines of a body that are not empty; `number` counts all of them from 0."""
    for number, text in enumerate(body.splitlines()):
        for block in parse_body(text):
            match block:
                case Heading():
                    yield Line("body", number, "heading", block.text, level=block.level)
                case FigureMark():
                    yield Line("body", number, "figure", text, label=str(block.mark))
                case Para():
                    yield Line("body", number, "paragraph", block.text)
                case _:
                    yield Line("body", number, "table", text.strip())


def draft_of(
    *,
    kicker: str = "",
    title: str = "",
    subtitle: str = "",
    unit: str = "",
    editors_note: str = "",
    body: str = "",
    figures: Iterable[Picture] = (),
    bylines: Iterable[tuple[str, str]] = (),
    kind: str = "",
    dated: date | None = None,
    state: ReportState = "draft",
) -> Draft:
    """A draft of these parts, as a report has them."""
    pictures = tuple(figures)
    lines = [
        *_lines("kicker", kicker),
        *_lines("title", title),
        *_lines("subtitle", subtitle),
        *_lines("unit", unit),
        *(line._replace(part="editors_note", kind="note") for line in _lines("note", editors_note)),
        *body_lines(body),
        *(
            Line("figure", each.mark, "caption", each.caption, label=str(each.mark))
            for each in pictures
            if each.caption
        ),
        *(Line("byline", place, "byline", names, label=role) for place, (role, names) in enumerate(bylines)),
    ]
    return Draft(tuple(lines), pictures, kind, dated, state)


def _lines(kind: LineKind, text: str) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines()):
        if line.strip():
            yield Line(kind, number, kind, line)
