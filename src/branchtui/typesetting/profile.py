"""Profiles: how a paper looks. Values carry their units.

Each field below says in its metadata how its value is written, so the reader (`profile_reading`), its errors and
the dataclasses agree.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from branchtui.rules.text.nearest import near
from branchtui.typesetting.profile_values import (
    ALIGNS,
    CHARACTERS,
    MILLIMETRES,
    Spacing,
    Wrong,
    choice,
    flag,
    font_lists,
    font_name,
    line_spacing,
    measure,
    number_forms,
    points,
    whole,
    words,
    written,
)

TWIPS_PER_MM = 1440 / 25.4
LEAST_CHARACTERS = 8  # that a line of text must hold


def _styles(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping):
        raise Wrong('每行要写成 要素 = "模板里的样式名"')
    pairs = []
    for key, style in value.items():
        if key not in ELEMENTS:
            raise Wrong(f"没有“{key}”这个要素{near(key, ELEMENTS)}")
        pairs.append((key, str(words()(style))))
    return tuple(pairs)


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)


@dataclass(frozen=True, slots=True)
class Element:
    """How one element of a paper is set. Sizes and spacing in points, `indent` in characters of the first line."""

    font: str = written(font_name)
    size: float = written(points(5, 72))
    bold: bool = written(flag)
    align: str = written(choice(**ALIGNS))
    indent: float = written(measure(CHARACTERS, "2字", 0, 12))
    line: Spacing = written(line_spacing)  # noqa: RUF009  # it is dataclasses.field
    before: float = written(points(0, 200))
    after: float = written(points(0, 200))


@dataclass(frozen=True)
class Page:
    """The sheet in millimetres. `lines` and `characters` say what the text area holds; 0 leaves both to the text."""

    width: float = written(measure(MILLIMETRES, "210mm", 100, 450))
    height: float = written(measure(MILLIMETRES, "297mm", 100, 450))
    top: float = written(measure(MILLIMETRES, "37mm", 0, 100))
    bottom: float = written(measure(MILLIMETRES, "35mm", 0, 100))
    left: float = written(measure(MILLIMETRES, "28mm", 0, 100))
    right: float = written(measure(MILLIMETRES, "26mm", 0, 100))
    lines: int = written(whole(0, 60))
    characters: int = written(whole(0, 60))
    grid: str = written(choice(portable="各种软件都一样", word="Word 自己的字符网格", none="不用网格"))
    number_place: str = written(choice(outside="单页居右双页居左", center="居中", none="不要页码"))
    number_form: str = written(words("n"))
    footer: float = written(measure(MILLIMETRES, "25.5mm", 0, 60))

    @cached_property
    def text_width(self) -> int:
        """Width of the text area in twips."""
        return _twips(self.width) - _twips(self.left) - _twips(self.right)

    @cached_property
    def text_height(self) -> int:
        """Height of the text area in twips."""
        return _twips(self.height) - _twips(self.top) - _twips(self.bottom)

    @cached_property
    def pitch(self) -> int:
        """Distance of two grid lines in twips; 0 without a grid."""
        return self.text_height // self.lines if self.lines else 0


@dataclass(frozen=True, slots=True)
class Fonts:
    """`latin` sets letters and digits; `fallbacks` are names to try where a machine lacks a font."""

    latin: str = written(font_name)
    fallbacks: tuple[tuple[str, tuple[str, ...]], ...] = written(font_lists)


@dataclass(frozen=True, slots=True)
class TitleRules:
    """`characters` on one title line; how kicker and subtitle join the title."""

    characters: int = written(whole(6, 60))
    kicker: str = written(choice(joined="接在标题前", above="单独一行", none="不印"))
    kicker_mark: str = written(words(empty=True))
    subtitle: str = written(choice(joined="接在标题后", below="另起一行", none="不印"))
    subtitle_mark: str = written(words(empty=True))
    subtitle_gap: str = written(words(empty=True))


@dataclass(frozen=True, slots=True)
class Headings:
    """`numbers` are the number forms of levels 1 to 4, as literal text; `number` says which headings carry one."""

    number: str = written(choice(asked="公文编号、新闻不编号", all="全部编号", none="全部不编号"))
    numbers: tuple[str, ...] = written(number_forms)


@dataclass(frozen=True, slots=True)
class BylineRules:
    """Where 文/图/审核/责编 stand and how they are written."""

    place: str = written(choice(after_title="标题之下", before_text="正文之前", end="文末"))
    form: str = written(words("role", "names"))
    gap: str = written(words(empty=True))
    lines: str = written(choice(one="写在一行", each="每项一行"))
    open: str = written(words(empty=True))
    close: str = written(words(empty=True))


@dataclass(frozen=True, slots=True)
class Dates:
    """How days are written."""

    form: str = written(words("y", "m", "d", "mm", "dd"))


@dataclass(frozen=True, slots=True)
class SignOffRules:
    """落款 (GB/T 9704-2012, 7.3.5): with a seal the date stands four characters from the edge, without one two."""

    seal: bool = written(flag)


@dataclass(frozen=True, slots=True)
class Captions:
    """`label` and a number stand before a caption, parted from it by `gap`."""

    label: str = written(words(empty=True))
    number: bool = written(flag)
    gap: str = written(words(empty=True))


@dataclass(frozen=True, slots=True)
class Pictures:
    """`separate` leaves a mark in the text and puts the files into a folder. Width in mm, height in body lines."""

    handling: str = written(choice(inline="插在文中", separate="另放文件夹"))
    width: float = written(measure(MILLIMETRES, "155mm", 20, 400))
    lines: int = written(whole(3, 30))
    least_pixels: int = written(whole(0, 20000))
    most_kilobytes: int = written(whole(0, 100000))
    mark: str = written(words("n", "caption"))
    file: str = written(words("n", "caption"))
    folder: str = written(words("date", "title", "unit"))


@dataclass(frozen=True, slots=True)
class Tables:
    """Least height of a row in millimetres."""

    row: float = written(measure(MILLIMETRES, "9mm", 4, 40))


@dataclass(frozen=True, slots=True)
class FileNames:
    """The name of the Word file, without its ending."""

    file: str = written(words("date", "title", "unit", "kind"))


@dataclass(frozen=True, slots=True)
class Limits:
    """Most characters of title, lead and text, and hours after the event; 0 sets no limit."""

    title: int = written(whole(0, 1000))
    lead: int = written(whole(0, 10000))
    text: int = written(whole(0, 100000))
    hours: int = written(whole(0, 10000))


@dataclass(frozen=True, slots=True)
class Template:
    """The university's own .docx as the base, and which of its styles serve our elements."""

    file: str = written(words())
    styles: tuple[tuple[str, str], ...] = written(_styles)


@dataclass(frozen=True, slots=True)
class Elements:
    """Every element a paper can have."""

    title: Element
    kicker: Element
    subtitle: Element
    meta: Element
    note: Element
    addressee: Element
    body: Element
    heading1: Element
    heading2: Element
    heading3: Element
    heading4: Element
    caption: Element
    byline: Element
    signoff: Element
    table_head: Element
    table_text: Element
    page_number: Element

    def __getitem__(self, name: str) -> Element:
        element: Element = getattr(self, name)
        return element


ELEMENTS = tuple(field.name for field in dataclasses.fields(Elements))


@dataclass(frozen=True)
class Profile:
    """One look: an outlet's or a paper style's. `name` is the file's, `label` what a person calls it."""

    name: str
    label: str
    page: Page
    fonts: Fonts
    elements: Elements
    title: TitleRules
    headings: Headings
    byline: BylineRules
    dates: Dates
    signoff: SignOffRules
    captions: Captions
    pictures: Pictures
    tables: Tables
    names: FileNames
    limits: Limits
    template: Template | None = None

    @cached_property
    def squeeze(self) -> int:
        """Letter-spacing of body-sized text in twips, so that a line holds the characters asked for.

        28 × 16 pt is wider than GB/T 9704's 156 mm; every renderer understands this, a character grid they do not.
        """
        page, size = self.page, self.elements.body.size
        if page.grid != "portable" or not page.characters:
            return 0
        return int((page.text_width / page.characters - size * 20) // 1)

    def day(self, value: Any) -> str:
        """A date in this profile's style."""
        return self.dates.form.format(
            y=value.year, m=value.month, d=value.day, mm=f"{value.month:02}", dd=f"{value.day:02}"
        )


SECTIONS: dict[str, type] = {
    "page": Page,
    "fonts": Fonts,
    "title": TitleRules,
    "headings": Headings,
    "byline": BylineRules,
    "dates": Dates,
    "signoff": SignOffRules,
    "captions": Captions,
    "pictures": Pictures,
    "tables": Tables,
    "names": FileNames,
    "limits": Limits,
}
