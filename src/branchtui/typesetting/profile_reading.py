"""A profile read from a TOML table; a wrong value is named with its line, never guessed."""

import dataclasses
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from branchtui.errors import BranchError
from branchtui.rules.text.nearest import near
from branchtui.typesetting.profile import ELEMENTS, LEAST_CHARACTERS, SECTIONS, Element, Elements, Profile, Template
from branchtui.typesetting.profile_values import Reader, Wrong, words

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def profile_from(
    data: Mapping[str, Any], name: str, *, source: str = "", parents: Mapping[str, Mapping[str, Any]] | None = None
) -> Profile:
    """The profile that a parsed TOML table describes.

    `source` is the file's text, for line numbers in errors. A table with `based_on` only overrides keys of that
    profile among `parents`. Raises BranchError naming file, line, key and the nearest known name.
    """
    return _Table(name, source).profile(_with_parent(data, name, parents or {}))


def _with_parent(data: Mapping[str, Any], name: str, parents: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    own = dict(data)
    seen = {name}
    while "based_on" in own:
        parent = own.pop("based_on")
        if parent in seen:
            raise BranchError(f"样式 {name}：based_on 绕回了自己，请改成一个完整的样式。")
        if not isinstance(parent, str) or parent not in parents:
            raise BranchError(f"样式 {name}：based_on 写的样式“{parent}”不存在{near(str(parent), parents)}。")
        seen.add(parent)
        own = _merged(parents[parent], own)
    return own


def _merged(parent: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(parent)
    for key, value in own.items():
        old = result.get(key)
        result[key] = _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return result


class _Table:
    """Reads tables into dataclasses and says where something is wrong."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.source = source

    def profile(self, data: Mapping[str, Any]) -> Profile:
        self.known(data, ("label", "elements", *SECTIONS), optional=("template",), where="")
        label = self.value(data, "label", words(), "")
        sections: dict[str, Any] = {
            key: self.record(kind, self.section(data, key), key) for key, kind in SECTIONS.items()
        }
        table = self.section(data, "elements")
        self.known(table, ELEMENTS, where="elements")
        elements = Elements(
            **{key: self.record(Element, self.section(table, key, "elements"), f"elements.{key}") for key in ELEMENTS}
        )
        template = None
        if "template" in data:
            template = self.record(Template, {"styles": {}} | dict(self.section(data, "template")), "template")
        profile = Profile(self.name, label, elements=elements, template=template, **sections)
        self.geometry(profile)
        return profile

    def geometry(self, profile: Profile) -> None:
        page, size = profile.page, profile.elements.body.size
        if page.text_width < 20 * size * LEAST_CHARACTERS or page.text_height < 20 * size * 4:
            self.fail("page", "width", "减去页边距后放不下正文，请改页边距或纸张")
        if page.lines and page.pitch < size * 20:
            self.fail("page", "lines", f"每页 {page.lines} 行时行距只有 {page.pitch / 20:g} 磅，小于正文字号")
        if page.characters and abs(page.text_width / page.characters - size * 20) > size * 3:
            self.fail("page", "characters", f"每行 {page.characters} 字与正文字号、页边距不符，请改其中一个")
        if page.number_place != "none" and "{n}" not in page.number_form:
            self.fail("page", "number_form", "里要有 {n}（页码）")
        if not page.lines:
            for key in ELEMENTS:
                if profile.elements[key].line.rule == "grid":
                    self.fail(f"elements.{key}", "line", '写了 grid，但 page.lines 是 0；请写行距，例如 "28pt"')
        missing = [n for n in ("{role}", "{names}") if n not in profile.byline.form]
        if missing:
            self.fail("byline", "form", f"里要有 {'、'.join(missing)}")

    def record(self, kind: type[T], table: Mapping[str, Any], where: str) -> T:
        fields = {field.name: field for field in dataclasses.fields(kind)}
        self.known(table, tuple(fields), where=where)
        return kind(**{key: self.value(table, key, field.metadata["read"], where) for key, field in fields.items()})

    def section(self, data: Mapping[str, Any], key: str, where: str = "") -> Mapping[str, Any]:
        value = data[key]
        if not isinstance(value, Mapping):
            self.fail(where, key, "要写成一节（方括号标题或花括号）")
        return value

    def known(
        self, table: Mapping[str, Any], names: tuple[str, ...], *, optional: tuple[str, ...] = (), where: str
    ) -> None:
        for key in table:
            if key not in names and key not in optional:
                self.fail(where, key, f"不认识{near(key, (*names, *optional))}")
        for key in names:
            if key not in table:
                self.fail(where, key, "缺这一项，请补上")

    def value(self, table: Mapping[str, Any], key: str, read: Reader, where: str) -> Any:
        try:
            return read(table[key])
        except Wrong as wrong:
            self.fail(where, key, str(wrong))

    def fail(self, where: str, key: str, what: str) -> NoReturn:
        full = f"{where}.{key}" if where else key
        line = line_of(self.source, where, key)
        place = f"第 {line} 行 " if line else ""
        end = "" if what.endswith(("。", "？")) else "。"
        raise BranchError(f"版式文件 {self.name}.toml {place}{full}：{what}{end}")


def line_of(source: str, where: str, key: str) -> int:
    """The line (from 1) of `key` in the TOML section `where`, of the section if the key is not there, or 0."""
    section, found = "", 0
    for number, line in enumerate(source.splitlines(), 1):
        text = line.strip()
        if text.startswith("[") and (match := re.match(r"\[([\w.\-]+)\]", text)):
            section = match[1]
            found = number if section in (where, f"{where}.{key}".strip(".")) else found
        elif re.match(rf"[\"']?{re.escape(key)}[\"']?\s*=", text) and section == where:
            return number
        elif "." in where and f"{section}.{text.split('=')[0].strip()}" == where and "=" in text:
            found = number
    return found
