"""Group F goes on: the figures of a report, their captions, places and photos, and what the text says of them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from branchtui.proof.context import Context
from branchtui.proof.draft import Draft, Line, Picture
from branchtui.proof.finding import Mark
from branchtui.proof.reading import draft_of
from branchtui.proof.rule import At, Example
from branchtui.proof.rules.completeness import F
from branchtui.rules.text.report_text import FigureReference, figure_references


def _figure(line: Line, context: Context) -> int | None:
    return int(line.label) if line.kind == "figure" else None


@F.draft(
    1,
    "图号不连续",
    "warning",
    "图号从1起依次编排",
    _figure,
    bad=("正文。\n【图1】\n【图3】", "【图2】\n正文。"),
    good=("正文。\n【图1】\n【图2】", "没有图的正文。"),
)
def gaps(marks: Sequence[int | None], draft: Draft, context: Context) -> Iterator[At]:
    expected = 1
    for place, mark in enumerate(marks):
        if mark is None:
            continue
        if mark != expected:
            yield At(place, Mark(0, len(draft.lines[place].text), f"图号应是{expected}，这里是{mark}。"))
        expected = mark + 1


def _places(marks: Sequence[int | None]) -> dict[int, int]:
    """Where each figure stands in the text: the place of its line, by mark."""
    return {mark: place for place, mark in reversed(list(enumerate(marks))) if mark is not None}


_PHOTO = Picture(1, "会议现场", True)


@F.draft(
    5,
    "配图没有图注",
    "warning",
    "每张配图有图注",
    _figure,
    bad=(
        Example(draft_of(body="正文。\n【图1】", figures=[Picture(1, "", True)])),
        Example(draft_of(title="标题", body="正文。", figures=[Picture(1, " ", False)])),
    ),
    good=(Example(draft_of(body="正文。\n【图1】", figures=[_PHOTO])), "没有图的正文。"),
)
def no_caption(marks: Sequence[int | None], draft: Draft, context: Context) -> Iterator[At]:
    places = _places(marks)
    for figure in draft.figures if draft.lines else ():
        if not figure.caption.strip():
            place = places.get(figure.mark, 0)
            end = len(draft.lines[place].text) if figure.mark in places else 0
            yield At(place, Mark(0, end, f"图{figure.mark}没有图注。"))


@F.draft(
    6,
    "配图没有位置",
    "warning",
    "每张配图在正文里有【图N】",
    _figure,
    bad=(
        Example(draft_of(body="正文。", figures=[_PHOTO])),
        Example(draft_of(body="正文。\n【图1】", figures=[_PHOTO, Picture(2, "合影", True)])),
    ),
    good=(Example(draft_of(body="正文。\n【图1】", figures=[_PHOTO])), "没有图的正文。"),
)
def no_place(marks: Sequence[int | None], draft: Draft, context: Context) -> Iterator[At]:
    places = _places(marks)
    for figure in draft.figures if draft.lines else ():
        if figure.mark not in places:
            words = f"图{figure.mark}“{figure.caption}”在正文里没有位置，加一行【图{figure.mark}】。"
            yield At(_of_caption(draft, figure.mark), Mark(0, 0, words))


def _of_caption(draft: Draft, mark: int) -> int:
    """The place of a figure's caption, else the first line."""
    named = (place for place, line in enumerate(draft.lines) if line.kind == "caption" and line.number == mark)
    return next(named, 0)


@F.draft(
    7,
    "配图没有照片",
    "warning",
    "每处【图N】有照片",
    _figure,
    bad=("正文。\n【图1】", Example(draft_of(body="正文。\n【图1】", figures=[Picture(1, "会议现场", False)]))),
    good=(Example(draft_of(body="正文。\n【图1】", figures=[_PHOTO])), "没有图的正文。"),
)
def no_photo(marks: Sequence[int | None], draft: Draft, context: Context) -> Iterator[At]:
    there = {figure.mark for figure in draft.figures if figure.there}
    for place, mark in enumerate(marks):
        if mark is not None and mark not in there:
            yield At(place, Mark(0, len(draft.lines[place].text), f"图{mark}还没有照片。"))


@F.draft(
    8,
    "图号用了两次",
    "error",
    "一个图号一张图",
    _figure,
    bad=("正文。\n【图1】\n再写。\n【图1】", "【图1】\n【图2】\n【图2】"),
    good=("正文。\n【图1】\n【图2】", "没有图的正文。"),
)
def twice(marks: Sequence[int | None], draft: Draft, context: Context) -> Iterator[At]:
    places = _places(marks)
    for place, mark in enumerate(marks):
        if mark is not None and places[mark] != place:
            yield At(place, Mark(0, len(draft.lines[place].text), f"【图{mark}】前面已经有了。"))


class _Told(NamedTuple):
    """What a line tells of figures: the one whose place it is, and those that it speaks of."""

    mark: int | None
    references: Sequence[FigureReference] = ()


def _references(line: Line, context: Context) -> _Told:
    spoken = figure_references(line.text) if line.kind in ("paragraph", "note", "table") else ()
    return _Told(_figure(line, context), spoken)


@F.draft(
    9,
    "提到的图不存在",
    "error",
    "文中提到的图都有",
    _references,
    bad=("办理流程见配图2。\n【图1】", "如图3所示，分工明确。"),
    good=("办理流程见配图1。\n【图1】", "在地图3处标注，配图3张。"),
)
def no_such_figure(told: Sequence[_Told], draft: Draft, context: Context) -> Iterator[At]:
    there = {each.mark for each in told} | {figure.mark for figure in draft.figures}
    for place, each in enumerate(told):
        for reference in each.references:
            if reference.mark not in there:
                words = f"文中提到图{reference.mark}，没有这张图。"
                yield At(place, Mark(reference.start, reference.end, words))
