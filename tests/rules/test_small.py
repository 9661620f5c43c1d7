"""Order keys, names, body text, attendance, stations: the small rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.rules.attendance import head_count, split_absence
from branchtui.rules.body import FigureMark, Heading, Para, figure_marks, parse_body
from branchtui.rules.names import matches, same_name, split_tail
from branchtui.rules.order import between
from branchtui.rules.stations import READY, MeetingFacts, station_states


@given(st.lists(st.tuples(st.integers(0, 60), st.text("19az", min_size=4, max_size=4)), max_size=60))
def test_order_keys_keep_every_insertion_in_place_whatever_their_end(inserts: list[tuple[int, str]]) -> None:
    keys: list[str] = []
    for place, end in inserts:
        at = place % (len(keys) + 1)
        key = between(keys[at - 1] if at else "", keys[at] if at < len(keys) else "")
        assert not key.endswith("0")
        keys.insert(at, key + end)
    assert keys == sorted(set(keys))


def test_order_keys_stay_short_when_appending() -> None:
    key = ""
    for _ in range(200):
        key = between(key, "")
    assert len(key) < 16


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zyn", True),
        ("zy", True),
        ("以宁", True),
        ("zhouyi", True),
        ("zn", False),
        ("", True),
        ("Z Y", True),
        ("林", False),
    ],
)
def test_names(typed: str, found: bool) -> None:
    assert matches(typed, "周以宁", ["zhouyining"], ["zyn"]) is found


def test_split_tail() -> None:
    assert split_tail(" 林知远＃0123 ") == ("林知远", "0123")
    assert split_tail("林知远") == ("林知远", "")


def test_body() -> None:
    text = "开头。\n\n# 一、标题\n## 二级\n【图3】\n#不是标题\n【图3】说明\n正文 [/ 与 # 号"
    assert parse_body(text) == [
        Para("开头。"),
        Heading(1, "一、标题"),
        Heading(2, "二级"),
        FigureMark(3),
        Para("#不是标题"),
        Para("【图3】说明"),
        Para("正文 [/ 与 # 号"),
    ]
    assert figure_marks(text) == [3]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("周以宁", ("周以宁", "absent", "")),
        ("周以宁:因公出差", ("周以宁", "excused", "因公出差")),
        ("周以宁#12：有课：第三节", ("周以宁#12", "excused", "有课:第三节")),
        ("周以宁：", ("周以宁", "absent", "")),
    ],
)
def test_split_absence(typed: str, parts: tuple[str, str, str]) -> None:
    assert split_absence(typed) == parts


def test_head_count_takes_the_exempt_out_of_the_expected() -> None:
    rows = [("present", True), ("late", True), ("online", False), ("excused", True), ("absent", True), ("exempt", True)]
    heads = head_count(rows)
    assert (heads.expected, heads.present, heads.excused, heads.absent, heads.exempt) == (5, 3, 1, 1, 1)
    assert (heads.voters, heads.voters_present) == (4, 2)


EMPTY = MeetingFacts("planned", 0, 0, "", "", [], [], [])
FULL = MeetingFacts(
    "filed", 2, 2, "会议室", "林知远", [("present", ""), ("excused", "有课")], ["一", "二"], ["submitted"]
)


def test_stations_follow_the_facts() -> None:
    assert {s.state for s in station_states(EMPTY, {})} == {"open"}
    assert {s.state for s in station_states(FULL, {})} == {"done"}
    assert [s.why for s in station_states(EMPTY, {"news": "不对外报道"})][4] == "不对外报道"
    assert [s.state for s in station_states(FULL, {"news": "不对外报道"})][4] == "na"


@pytest.mark.parametrize(
    ("facts", "key", "why"),
    [
        (MeetingFacts("planned", 1, 1, "", "", [], [], []), "agenda", "缺地点、主持人"),
        (MeetingFacts("held", 0, 1, "", "", [("absent", "")], [""], []), "attendance", "1 人缺席未写原因"),
        (MeetingFacts("held", 0, 2, "", "", [], ["有", " "], []), "minutes", "1 项没有记录"),
        (MeetingFacts("held", 0, 0, "", "", [], [], []), "minutes", "还没有议程项"),
        (MeetingFacts("held", 0, 0, "", "", [], [], ["draft"]), "news", "有草稿，未投稿"),
    ],
)
def test_stations_say_what_is_missing(facts: MeetingFacts, key: str, why: str) -> None:
    found = {station.key: station for station in station_states(facts, {})}
    assert (found[key].state, found[key].why) == ("open", why)


@pytest.mark.parametrize(
    ("state", "records", "not_applicable", "why"),
    [
        ("planned", ["有"], {}, "记录完成后归档"),
        ("held", [], {}, "记录完成后归档"),
        ("held", ["有", ""], {}, "记录完成后归档"),
        ("held", ["有"], {}, READY),
        ("recorded", ["有"], {}, READY),
        ("held", [], {"minutes": "不需要"}, READY),
        ("filed", [], {}, "已归档"),
    ],
)
def test_the_archive_follows_the_record(
    state: str, records: list[str], not_applicable: dict[str, str], why: str
) -> None:
    facts = MeetingFacts(state, 1, 1, "会议室", "林知远", [], records, [])
    assert station_states(facts, not_applicable)[-1].why == why


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("阿依努尔·艾山", "阿依努尔•艾山", True),
        ("阿依努尔·艾山", "阿依努尔艾山", True),
        ("林知远", " 林知远", True),
        ("林知远", "林知", False),
    ],
)
def test_same_name_whatever_the_dot(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert not same or matches(one, other, [], [])
