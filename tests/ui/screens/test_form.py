"""Forms: what their fields offer and begin with, and where they stand."""

import ast
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

import branchtui
from branchtui.paths import Home
from branchtui.store import models
from branchtui.store.models.columns import caption
from branchtui.store.queries import meetings, people
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.screens.fields import FieldRow
from branchtui.ui.screens.form import FormScreen
from branchtui.ui.widgets.choosing.choices import Choices
from branchtui.ui.widgets.editors import DraftArea, DraftInput
from tests.ui.conftest import Desk, opened

WIDE = (120, 36)
PLAN = ("2", "ctrl+n")


def value(desk: Desk, key: str) -> str:
    node = desk.app.screen.query_one(f"#field-{key}")
    assert isinstance(node, DraftInput | DraftArea)
    return node.typed


def at(desk: Desk) -> str:
    """The field that the focus is in."""
    assert desk.app.focused is not None and desk.app.focused.id is not None
    return desk.app.focused.id.removeprefix("field-")


def planned(title: str) -> tuple[str, str, str, str]:
    row = meetings.meeting(MeetingList(title).page(0, 1)[0].id)
    return row.kind, row.place, meetings.host_name(row), meetings.recorder_name(row)


@pytest.mark.slow
async def test_initials_find_kinds_and_people_and_enter_goes_on(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*PLAN, "'dk")
        line = next(line for line in desk.text.splitlines() if "类别" in line)
        assert "dk" in line and "党课" in line, "the first choice stands on the field's own row"
        await desk.press("enter")
        assert (value(desk, "kind"), at(desk)) == ("党课", "title")
        await desk.press("'讲", "enter", "'9月8日下午三点", "enter", "'xsg", "enter", "'htl", "enter", "'zxy", "enter")
        assert at(desk) == "items"
        await desk.press("ctrl+s")
        assert planned("讲") == ("党课", "xsg", "何听澜", "赵星野"), "nothing is put in for what was not found"


async def test_what_is_no_kind_stays_and_takes_nothing(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*PLAN, "'xyz", "enter", "enter")
        assert (value(desk, "kind"), at(desk)) == ("xyz", "kind")
        assert "没有“xyz”" in desk.text and "回车不会替您选别的" in desk.text
        await desk.press("tab")
        assert at(desk) == "title", "Tab leaves it as it is"


async def test_words_written_out_are_never_made_longer(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*PLAN, "'ztdr", "enter", "'题", "enter", "'9月20日下午三点", "enter")
        assert value(desk, "place") == "文科楼301会议室"
        await desk.press("'文科楼", "enter", "'周", "enter")
        assert (value(desk, "place"), value(desk, "host")) == ("文科楼", "周")


async def test_the_arrows_go_to_a_choice_and_past_the_first_to_the_field_before(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*PLAN, "down", "down", "up", "enter")
        assert (value(desk, "kind"), at(desk)) == ("支部党员大会", "title")
        await desk.press("down", "down")
        assert at(desk) == "place", "without choices they go from field to field"
        await desk.press("up")
        assert at(desk) == "when"
        await desk.press("tab", "tab", "down", "up", "up")
        assert at(desk) == "place"


@pytest.mark.slow
async def test_defaults_are_shown_typed_over_and_never_made_up_for_an_earlier_day(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*PLAN, "'主题", "enter")
        assert (value(desk, "place"), value(desk, "host"), value(desk, "recorder")) == (
            "文科楼301会议室",
            "林知远",
            "周以宁",
        )
        await desk.press("'题", "enter", "'9月1日下午三点")
        assert {value(desk, key) for key in ("place", "host", "recorder")} == {""}, "who hosted it then is asked"
        await desk.press("ctrl+a", "'9月20日下午三点", "enter", "'校史馆", "enter", "enter", "enter", "ctrl+s")
        assert planned("题") == ("主题党日", "校史馆", "林知远", "周以宁")


@pytest.mark.slow
async def test_a_default_that_was_taken_away_does_not_come_back(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*PLAN, "tab", "tab", "tab", "tab", "ctrl+a", "backspace", "tab", "escape", *PLAN)
        assert (value(desk, "host"), value(desk, "recorder")) == ("", "周以宁")
        await desk.press("'dk", "enter")
        assert value(desk, "host") == "", "nor when another field changes"


async def test_the_place_follows_the_kind_until_somebody_types(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*PLAN, "'zbdydh", "enter")
        assert value(desk, "place") == "文科楼301会议室"
        await desk.press("shift+tab", "ctrl+a", "'dk", "enter")
        assert value(desk, "place") == "", "no 党课 was held yet"
        await desk.press("tab", "tab", "'校史馆", "shift+tab", "shift+tab", "shift+tab", "ctrl+a", "'zbdydh", "enter")
        assert value(desk, "place") == "校史馆"


async def test_a_duty_begins_with_the_title(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("slash", "'党课", "enter", "enter")
        assert isinstance(desk.app.screen, FormScreen)
        assert (value(desk, "kind"), at(desk)) == ("党课", "title")


async def test_keys_typed_ahead_find_what_they_mean(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*PLAN)
        desk.post("dk\r讲\r明天下午三点\r校史馆\rhtl\rzxy\r一\t二\t")
        await desk.settle()
        assert (value(desk, "kind"), value(desk, "host"), value(desk, "recorder")) == ("党课", "何听澜", "赵星野")
        assert (value(desk, "items"), value(desk, "materials")) == ("一", "二")


@pytest.mark.parametrize("size", [(60, 20), (75, 24)], ids=["60", "75"])
async def test_in_a_narrow_window_they_stand_in_one_line_and_digits_pick(
    seeded_home: Home, size: tuple[int, int]
) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press(*PLAN, "'d")
        line = desk.text.splitlines()[-2]
        assert "1 支部党员大会" in line and "3 党课" in line
        await desk.press("3")
        assert (value(desk, "kind"), at(desk)) == ("党课", "title")
        await desk.press("'2026年讲", "enter", "'9月20日下午3点", "enter", "'301", "enter")
        assert value(desk, "place") == "301", "in a place digits are text"
        desk.post("z3")
        await desk.settle()
        assert value(desk, "host") in ("周以宁", "周一诺", "赵星野")


@pytest.mark.slow
async def test_several_guests_and_who_came_before(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("2", "enter", "ctrl+n", "3", "'王芳", "enter", "'学院党委", "enter", "enter", "escape")
        await desk.press("ctrl+n", "'dk", "enter", "'讲", "enter", "'9月20日下午三点", *["tab"] * 6)
        assert at(desk) == "guests"
        await desk.press("'李强（组织部）、wf", "enter", "ctrl+s")
        row = meetings.meeting(MeetingList("讲").page(0, 1)[0].id)
        assert [(guest.name, guest.position) for guest in meetings.guests(row)] == [
            ("李强", "组织部"),
            ("王芳", "学院党委"),  # as a contact, since it was told once
        ]


async def test_a_short_form_lies_over_its_place_and_a_question_above_the_keys(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("2", "enter", "f5")
        shown = desk.app.export_screenshot()
        assert "散会时间" in shown and "讨论转正" in shown, "the meeting shows through"
        await desk.press("escape", "f7")
        shown = desk.app.export_screenshot()
        assert "新时间" in desk.text.splitlines()[-2] and "讨论转正" in shown
        await desk.press("'9月31日下午三点", "enter")
        assert "没有31日" in desk.text
        await desk.press("escape", "escape", *PLAN)
        assert "讨论转正" not in desk.app.export_screenshot(), "a long form takes the screen"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), WIDE], ids=["60", "80", "120"])
async def test_choices_stand_beside_every_field_that_has_some(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("2", "enter", "ctrl+n", "1", "tab")
        lines = desk.text.splitlines()
        line = lines[-2] if size[0] < 76 else [line for line in lines if "汇报人" in line][-1]
        assert "林知远" in line
        await desk.press("'syh", "shift+tab", "'选举", "enter", "enter")
        assert "没有“" not in desk.text


async def test_what_was_chosen_is_typed_over(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*PLAN, "'dk", "enter", "shift+tab", "'ztdr", "enter")
        assert value(desk, "kind") == "主题党日"
        await desk.press("shift+tab", "end", "'x")
        assert value(desk, "kind") == "主题党日x"


async def test_initials_that_were_left_are_looked_for_again(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("2", "enter", "ctrl+n", "1", "'选举", "enter", "'lzy", "escape")
        await desk.press("ctrl+n", "1", "tab", "enter")
        row = meetings.meeting(MeetingList().page(0, 1)[0].id)
        assert [meetings.presenter_name(item) for item in meetings.items(row)] == ["", "", "林知远"]


NAMING = re.compile("人$|人员$|类别|地点|党小组|职务|单位$")  # a person, a kind, a place, a unit
NO_SOURCE = {"列席人员姓名", "支部书记", "所在单位", "专业技术职务"}  # nothing is known of these beforehand


@pytest.mark.parametrize(
    "keys",
    [
        PLAN,
        ("2", "enter", "ctrl+e"),
        ("2", "enter", "f5"),
        ("2", "enter", "ctrl+n", "1"),
        ("2", "enter", "ctrl+n", "2"),
        ("2", "enter", "ctrl+n", "3"),
        ("2", "enter", "end", "enter"),
        ("5", "ctrl+n"),
        ("5", "enter"),
        ("5", "f7"),
    ],
    ids=lambda keys: " ".join(keys),
)
async def test_what_names_a_person_a_kind_a_place_or_a_unit_is_completed(
    seeded_home: Home, keys: tuple[str, ...]
) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*keys)
        form = desk.app.screen
        assert isinstance(form, FormScreen)
        for row in form.query(FieldRow):
            label = row.field.label
            if NAMING.search(label) and label not in NO_SOURCE:
                assert row.field.offers, (
                    f"“{label}” offers nothing: give its Field `offers`, a function of src/branchtui/store/queries/finding/suggestions.py,"
                    " or name it in NO_SOURCE where nothing can be known beforehand"
                )


async def test_a_click_takes_a_choice(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*PLAN)
        choices = desk.app.screen.query_one(".choices", Choices)
        row = desk.app.screen.query_one("#field-kind").region.y - choices.region.y
        await desk.pilot.click(choices, offset=(3, row + 1))
        await desk.settle()
        assert (value(desk, "kind"), at(desk)) == ("主题党日", "title")


async def test_ctrl_a_selects_all_in_a_line_and_in_a_text(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*PLAN, "tab", "'甲乙", "home", "'丙")
        assert value(desk, "title") == "丙甲乙"
        await desk.press("ctrl+a", "'丁", *["tab"] * 5, "'一", "enter", "'二", "ctrl+a", "'三")
        assert (value(desk, "title"), value(desk, "items")) == ("丁", "三")


async def test_offices_and_groups_are_offered(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("5", "end", "enter", *["tab"] * 2, "'xcwy", "enter", "ctrl+s")
        assert any("宣传委员" in person.offices for person in people.roster(desk.app.now().date()).values())


async def test_the_demo_beside_is_another_home(
    empty_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys
    from contextlib import nullcontext

    from branchtui.ui.terminal import demo_beside

    told = tmp_path / "told"
    program = f"import os, pathlib; pathlib.Path({str(told)!r}).write_text(repr(os.environ.get('BRANCHTUI_HOME')))"
    monkeypatch.setenv("BRANCHTUI_HOME", str(empty_home.data))
    monkeypatch.setattr(demo_beside, "COMMAND", (sys.executable, "-c", program))
    async with opened(empty_home) as desk:
        assert demo_beside.COMMAND[-1] != "demo"
        monkeypatch.setattr(desk.app, "suspend", nullcontext)
        await desk.press("'甲支部", "ctrl+d")
        assert told.read_text(encoding="utf-8") == "None" and value(desk, "name") == "甲支部"
        assert people.branch() is None
        monkeypatch.setattr(demo_beside, "COMMAND", (sys.executable, "-c", "raise SystemExit(3)"))
        await desk.press("ctrl+d")
        assert "branchtui demo" in desk.said[-1]


@pytest.mark.parametrize("size", [WIDE, (60, 20)])
async def test_what_is_wrong_with_a_question_is_said_once_and_nothing_lies_over_it(
    seeded_home: Home, size: tuple[int, int]
) -> None:
    async with opened(seeded_home, size, toasts=True) as desk:
        await desk.press("2", "enter", "f7", "'abc", "enter")
        assert desk.text.count("没有看懂日期") == 1
        desk.app.say("别处的一句话，" * 6)
        await desk.press("left")
        said = [at for at, line in enumerate(desk.text.splitlines()) if "别处" in line or "一句话" in line]
        first = next(at for at, line in enumerate(desk.text.splitlines()) if line.startswith(" 原定"))
        assert said and said[-1] < first, desk.text


@pytest.mark.parametrize("size", [WIDE, (80, 24)])
async def test_only_what_the_field_itself_offers_is_shown(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press(*PLAN)
        beside = desk.app.screen.query_one(".choices", Choices)
        assert beside.offer.rows, "the kinds"
        await desk.press("tab")
        assert at(desk) == "title" and not beside.offer.rows and "不定期" not in desk.text
        await desk.press("shift+tab")
        assert beside.offer.rows


def _labels() -> dict[str, str]:
    """What the fields of every form are called, by where they are made."""
    found = {}
    for path in sorted((Path(branchtui.__file__).parent / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or len(node.args) < 2:
                continue
            first, second = node.args[:2]
            if not isinstance(second, ast.Constant):
                continue
            if node.func.id == "Field":
                found[f"{path.name}:{node.lineno}"] = second.value
            elif node.func.id == "column" and isinstance(first, ast.Name):
                found[f"{path.name}:{node.lineno}"] = caption(getattr(models, first.id), second.value)
    return found


def test_the_label_of_a_field_fits_before_it() -> None:
    labels = _labels()
    assert len(labels) > 50
    long = {where: label for where, label in labels.items() if cell_len(label) > 13}
    assert not long, f"labels are cut after six characters: give the column or the field a shorter name: {long}"
