"""The file of a framework: its head, milestones and tree of points, checked before anything is adopted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from branchtui.errors import BranchError
from branchtui.rules.frameworks.needs import Need, Select, needs_of, selects_of
from branchtui.rules.frameworks.things import DIMS
from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.nearest import near

_HEAD = ("key", "name", "kind", "level", "version", "source", "wording", "years", "number_form", "organiser")
_POINT = ("key", "title", "demand", "dim", "owner", "source", "weight", "select", "need", "point")
_MILESTONE = ("key", "name", "after_months", "papers")
NUMBER_FORM = "{point}-{n:02}"
"""How a piece is numbered where nobody says otherwise."""
_BESIDE = r"""[^{}\\/:*?"<>|\s]{0,20}"""
_NUMBER_FORM = re.compile(rf"{_BESIDE}\{{point\}}{_BESIDE}\{{n(?::0[1-4])?\}}{_BESIDE}")
_KEY = re.compile(r"[\w.\-]{1,60}")
DEEPEST = 6
"""How many levels a tree may have."""
MOST_POINTS = 1000
LONGEST_TITLE = 100
"""Characters of the title of a point."""


@dataclass(frozen=True, slots=True)
class TemplateMilestone:
    """What is due so many months after the start."""

    key: str
    name: str
    after_months: int
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplatePoint:
    """A point of a file, with those below it. A point without a dim of its own has the one of the point above it."""

    key: str
    title: str
    demand: str
    dim: str
    owner: str
    source: str
    weight: int | None
    selects: tuple[Select, ...]
    needs: tuple[Need, ...]
    points: tuple["TemplatePoint", ...] = ()

    def walk(self, above: "TemplatePoint | None" = None) -> Iterator[tuple["TemplatePoint", "TemplatePoint | None"]]:
        """It and all below it, each with the point above it, in the order of the file."""
        yield self, above
        for point in self.points:
            yield from point.walk(self)


@dataclass(frozen=True, slots=True)
class Template:
    """A framework as a file has it. `wording` says whose words the tasks are; `kind` is one of the words for kinds."""

    key: str
    name: str
    kind: str
    level: str
    version: int
    source: str
    wording: str
    years: int
    number_form: str
    organiser: str
    milestones: tuple[TemplateMilestone, ...]
    points: tuple[TemplatePoint, ...]

    def walk(self) -> Iterator[tuple[TemplatePoint, TemplatePoint | None]]:
        """All points, each with the point above it, in the order of the file."""
        for point in self.points:
            yield from point.walk()


def template_from(
    data: Mapping[str, Any],
    file: str,
    *,
    source: str,
    frameworks: Iterable[str],
    meetings: Iterable[str],
    papers: Iterable[str],
) -> Template:
    """The framework that a parsed TOML file describes.

    `source` is the file's text, for the numbers of lines; the others are the kinds of frameworks and of meetings and the
    keys of papers that there are. Raises BranchError naming file, line and what was perhaps meant.
    """
    return _Reader(file, source, tuple(frameworks), tuple(meetings), tuple(papers)).template(data)


def refuse_too_many(count: int) -> None:
    """Raises BranchError where a framework would have more points than anybody can answer for."""
    if count > MOST_POINTS:
        raise BranchError(f"有 {count} 个观测点，超过 {MOST_POINTS} 个，没有写入。请分成几个对标，或只留要对照的部分。")


def is_number_form(form: str) -> bool:
    """Whether pieces can be numbered so, and files be named by it: {point}, then {n} or {n:02}, and what stands around."""
    return _NUMBER_FORM.fullmatch(form) is not None


@dataclass(slots=True)
class _Reader:
    file: str
    source: str
    frameworks: Sequence[str]
    meetings: Sequence[str]
    papers: Sequence[str]

    def template(self, data: Mapping[str, Any]) -> Template:
        self._known(data, (*_HEAD, "milestone", "point"), "")
        key = self._key(data, "")
        kind = self._text(data, "kind", "")
        if kind not in self.frameworks:
            self._fail("", "kind", f"没有“{kind}”这一类{near(kind, self.frameworks)}")
        form = self._text(data, "number_form", "") or NUMBER_FORM
        if not is_number_form(form):
            self._fail("", "number_form", "要有 {point} 和 {n}，如 {point}-{n:02}")
        points = tuple(self._points(data.get("point", []), "", 1))
        template = Template(
            key=key,
            name=self._needed(data, "name", ""),
            kind=kind,
            level=self._text(data, "level", ""),
            version=self._number(data, "version", "", 1),
            source=self._text(data, "source", ""),
            wording=self._text(data, "wording", ""),
            years=self._number(data, "years", "", 1),
            number_form=form,
            organiser=self._text(data, "organiser", ""),
            milestones=tuple(self._milestones(data.get("milestone", []))),
            points=points,
        )
        refuse_too_many(sum(1 for _ in template.walk()))
        seen: set[str] = set()
        for point, _ in template.walk():
            if point.key in seen:
                self._fail(point.key, "key", f"“{point.key}”用了两次")
            seen.add(point.key)
        return template

    def _milestones(self, tables: object) -> Iterator[TemplateMilestone]:
        for number, table in enumerate(self._tables(tables, "milestone", ""), start=1):
            self._known(table, _MILESTONE, "")
            papers = table.get("papers", [])
            if not isinstance(papers, list) or not all(isinstance(each, str) for each in papers):
                self._fail("", "papers", '要写成 ["…", "…"]')
            yield TemplateMilestone(
                self._text(table, "key", "") or str(number),
                self._needed(table, "name", ""),
                self._number(table, "after_months", "", 0),
                tuple(papers),
            )

    def _points(self, tables: object, dim: str, depth: int) -> Iterator[TemplatePoint]:
        if depth > DEEPEST:
            self._fail("", "point", f"最多 {DEEPEST} 层")
        for table in self._tables(tables, "point", ""):
            key = self._key(table, "")
            self._known(table, _POINT, key)
            own = self._text(table, "dim", key) or dim
            if own and own not in DIMS:
                self._fail(key, "dim", f"没有“{own}”这一项{near(own, DIMS)}")
            try:
                selects = selects_of(table.get("select", []), self.meetings)
                needs = needs_of(table.get("need", []), self.meetings, self.papers)
            except BranchError as wrong:
                self._fail(key, "", str(wrong).rstrip("。"))
            weight = self._number(table, "weight", key, 0)
            yield TemplatePoint(
                key=key,
                title=self._title(table, key),
                demand=self._text(table, "demand", key),
                dim=own,
                owner=self._text(table, "owner", key),
                source=self._text(table, "source", key),
                weight=weight or None,
                selects=selects,
                needs=needs,
                points=tuple(self._points(table.get("point", []), own, depth + 1)),
            )

    def _tables(self, tables: object, name: str, point: str) -> list[Mapping[str, Any]]:
        if not isinstance(tables, list) or not all(isinstance(each, Mapping) for each in tables):
            self._fail(point, name, f"要写成 [[{name}]]")
        return tables

    def _known(self, table: Mapping[str, Any], names: Sequence[str], point: str) -> None:
        for name in table:
            if name not in names:
                self._fail(point, name, f"不认识{near(name, names)}")

    def _key(self, table: Mapping[str, Any], point: str) -> str:
        key = self._needed(table, "key", point)
        if not _KEY.fullmatch(key):
            self._fail(key, "key", "只能用字母、数字、汉字和 . _ -，不超过 60 个")
        return key

    def _needed(self, table: Mapping[str, Any], name: str, point: str) -> str:
        return self._text(table, name, point) or self._fail(point, name, "缺这一项，请补上")

    def _title(self, table: Mapping[str, Any], point: str) -> str:
        title = self._needed(table, "title", point)
        if len(title) > LONGEST_TITLE:
            self._fail(point, "title", f"有 {len(title)} 个字，请缩短到 {LONGEST_TITLE} 字以内")
        return title

    def _text(self, table: Mapping[str, Any], name: str, point: str) -> str:
        value = table.get(name, "")
        if not isinstance(value, str):
            self._fail(point, name, "要写成引号里的文字")
        return clean(value).strip() if name == "demand" else " ".join(clean(value).split())

    def _number(self, table: Mapping[str, Any], name: str, point: str, default: int) -> int:
        value = table.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self._fail(point, name, "要写成不小于 0 的整数")
        return value

    def _fail(self, point: str, name: str, what: str) -> NoReturn:
        line = self._line(point, name)
        where = f"第 {line} 行" if line else ""
        of = f"“{point}”的 " if point else ""
        raise BranchError(f"{self.file} {where}{of}{name}：{what}。".replace("  ", " "))

    def _line(self, point: str, name: str) -> int:
        """The line (from 1) of a name behind the key of its point, of the point where it is not there, or 0."""
        lines = self.source.splitlines()
        start = 0
        if point:
            key = re.compile(rf"\bkey\s*=\s*[\"']{re.escape(point)}[\"']")
            start = next((number for number, line in enumerate(lines, 1) if key.search(line)), 0)
        wanted = re.compile(rf"(^|[\s{{,])[\"']?{re.escape(name)}[\"']?\s*=") if name else None
        for number in range(max(start, 1), len(lines) + 1):
            if wanted is not None and wanted.search(lines[number - 1]):
                return number
        return start
