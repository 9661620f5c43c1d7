"""Profiles: what ships is sound; every broken key gets a sentence that names it."""

import copy
import tomllib
from typing import Any

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.text.numerals import chinese_number
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.profile_reading import line_of, profile_from
from branchtui.typesetting.profile_values import numeral

NAMES = sorted(path.stem for path in assets.path("profiles").glob("*.toml"))
SOURCE = assets.read("profiles", "jnu-news.toml").decode("utf-8")
DATA = tomllib.loads(SOURCE)


def leaves(table: dict[str, Any], path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for key, value in table.items():
        if isinstance(value, dict) and (*path, key) != ("fonts", "fallbacks"):
            found += leaves(value, (*path, key))
        else:
            found.append((*path, key))
    return found


KEYS = leaves(DATA)


def broken(path: tuple[str, ...], change: str) -> dict[str, Any]:
    data = copy.deepcopy(DATA)
    table = data
    for key in path[:-1]:
        table = table[key]
    match change:
        case "missing":
            del table[path[-1]]
        case "misspelt":
            table[path[-1] + "x"] = table.pop(path[-1])
        case "wrong":
            table[path[-1]] = [] if not isinstance(table[path[-1]], list) else 5
    return data


def load(name: str) -> Profile:
    source = assets.read("profiles", f"{name}.toml").decode("utf-8")
    return profile_from(tomllib.loads(source), name, source=source)


@pytest.mark.parametrize("name", NAMES)
def test_shipped_profiles_are_sound_and_tell_where_they_come_from(name: str) -> None:
    profile = load(name)
    assert profile.label
    source = assets.read("profiles", f"{name}.toml").decode("utf-8")
    head = source[: source.index("label")]
    assert "依据" in head or "理由" in head


def test_all_five_ship() -> None:
    assert {"jnu-news", "gbt9704", "inline-songti", "separate-pictures", "plain"} <= set(NAMES)


@pytest.mark.parametrize("change", ["missing", "misspelt", "wrong"])
@pytest.mark.parametrize("path", KEYS, ids=".".join)
def test_each_broken_key_is_named(path: tuple[str, ...], change: str) -> None:
    with pytest.raises(BranchError) as caught:
        profile_from(broken(path, change), "jnu-news", source=SOURCE)
    sentence = str(caught.value)
    assert "jnu-news" in sentence and path[-1] in sentence and sentence.endswith(("。", "？"))
    if change == "wrong":
        assert "第" in sentence and "行" in sentence


@pytest.mark.parametrize(
    ("section", "key", "value", "words"),
    [
        ("page", "top", "37px", "单位"),
        ("page", "top", "37", "37mm"),
        ("page", "top", "-3mm", "之间"),
        ("page", "lines", "22", "不加引号"),
        ("page", "lines", True, "整数"),
        ("page", "lines", 60, "每页 60 行"),
        ("page", "characters", 10, "每行 10 字"),
        ("page", "left", "99mm", "每行"),
        ("page", "grid", "portabel", "是不是“portable”"),
        ("page", "number_form", "第页", "{n}"),
        ("byline", "form", "{role}", "{names}"),
        ("byline", "form", "{who}：{names}", "花括号"),
        ("names", "file", "a\nb", "换行"),
        ("headings", "numbers", ["一、", "甲、"], "甲、"),
        ("headings", "numbers", "一、", "方括号"),
        ("fonts", "fallbacks", {"宋体": "SimSun"}, "替代字体"),
        ("fonts", "latin", 'Arial" w:x="', "字体名称"),
    ],
)
def test_what_is_wrong_is_said(section: str, key: str, value: Any, words: str) -> None:
    data = copy.deepcopy(DATA)
    data[section][key] = value
    with pytest.raises(BranchError, match=words):
        profile_from(data, "own", source=SOURCE)


@pytest.mark.parametrize(("size", "points"), [("三号", 16.0), ("15.5pt", 15.5), ("小四", 12.0), ("12磅", 12.0)])
def test_sizes_by_name_or_points(size: str, points: float) -> None:
    data = copy.deepcopy(DATA)
    data["elements"]["caption"]["size"] = size
    assert profile_from(data, "own").elements.caption.size == points


@pytest.mark.parametrize("line", ["一倍", "28", "0.1倍", 28])
def test_line_spacing_wants_a_unit(line: Any) -> None:
    data = copy.deepcopy(DATA)
    data["elements"]["body"]["line"] = line
    with pytest.raises(BranchError, match="elements.body.line"):
        profile_from(data, "own", source=SOURCE)


def test_grid_lines_need_a_grid() -> None:
    data = copy.deepcopy(DATA)
    data["page"]["lines"] = 0
    with pytest.raises(BranchError, match="grid"):
        profile_from(data, "own")


def test_unknown_key_names_the_nearest() -> None:
    data = copy.deepcopy(DATA)
    data["pictures"]["handlin"] = "inline"
    with pytest.raises(BranchError, match="handling"):
        profile_from(data, "own")


def test_a_section_must_be_a_table() -> None:
    with pytest.raises(BranchError, match="page"):
        profile_from({**DATA, "page": "A4"}, "own")


def test_own_profile_overrides_its_parent() -> None:
    own = {"based_on": "jnu-news", "label": "学院新闻", "elements": {"body": {"size": "小三"}}, "page": {"lines": 20}}
    data = {**own, "page": {"lines": 20, "characters": 30}}
    profile = profile_from(data, "college", parents={"jnu-news": DATA})
    assert (profile.label, profile.elements.body.size, profile.page.lines) == ("学院新闻", 15.0, 20)
    assert profile.elements.body.font == "仿宋_GB2312"
    assert profile.title.characters == 20


def test_a_parent_that_is_not_there_or_goes_in_circles() -> None:
    with pytest.raises(BranchError, match="是不是“jnu-news”"):
        profile_from({"based_on": "jnu_news"}, "own", parents={"jnu-news": DATA})
    with pytest.raises(BranchError, match="绕回"):
        profile_from({"based_on": "a"}, "own", parents={"a": {"based_on": "own"}, "own": {"based_on": "a"}})


def test_template_styles_name_elements() -> None:
    template = {"file": "学院模板.docx", "styles": {"body": "正文缩进"}}
    profile = profile_from({**DATA, "template": template}, "own")
    assert profile.template is not None and profile.template.styles == (("body", "正文缩进"),)
    with pytest.raises(BranchError, match="是不是“body”"):
        profile_from({**DATA, "template": {**template, "styles": {"boddy": "正文"}}}, "own")


def test_gbt9704_geometry() -> None:
    """GB/T 9704-2012, 5.2: 156 mm × 225 mm, 22 lines of 28 characters."""
    profile = load("gbt9704")
    assert profile.page.text_width == 8845
    assert profile.page.pitch == 579
    assert 22 * profile.page.pitch <= profile.page.text_height
    cell = profile.elements.body.size * 20 + profile.squeeze
    assert 28 * cell <= profile.page.text_width < 29 * cell


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (1010, "一千零一十")],
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese_number(number) == text


@pytest.mark.parametrize(
    ("form", "text"), [("一、", "三、"), ("（一）", "（三）"), ("1.", "3."), ("（1）", "（3）"), ("①", "③")]
)
def test_number_forms(form: str, text: str) -> None:
    assert numeral(form, 3) == text


def test_lines_of_inline_and_headed_keys() -> None:
    lines = SOURCE.splitlines()
    assert lines[line_of(SOURCE, "elements.body", "size") - 1].startswith("body")
    assert lines[line_of(SOURCE, "page", "lines") - 1].startswith("lines")
    assert lines[line_of(SOURCE, "page", "nothing") - 1].startswith("[page]")
    assert line_of("", "page", "lines") == 0
