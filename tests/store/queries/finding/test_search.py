"""A search finds the latest in order, and a search that goes on finds what a new one would."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchtui.store.file.database import act
from branchtui.store.ids import new_id
from branchtui.store.models import AgendaItem, Attachment, Material, Meeting, Report
from branchtui.store.queries.finding.search import Finder, search
from branchtui.store.queries.finding.search_signs import make_signs
from branchtui.store.writes import assign

WORDS = ["学习", "会议", "记录", "决议", "材料", "a", "A", "%", "_", ",", ""]


def _meeting(number: int, day: int, title: str, *, record: str = "", read: str = "") -> Meeting:
    start = datetime(2026, 3, 1, 9 + number % 9) + timedelta(days=day)
    meeting = Meeting.create(id=_id(number), kind="党课", title=title, planned_start=start)
    AgendaItem.create(meeting=meeting, order_key="a", title="议程", record=record)
    if read:
        Material.create(meeting=meeting, order_key="a", title=read)
    return meeting


def _id(number: int) -> bytes:
    return number.to_bytes(2, "big") + new_id()[2:]


@pytest.fixture(params=["some looked at", "all looked at from the latest on"])
def many(database: object, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Meetings and reports on a few days, several on each, that were not made in the order of their hours."""
    if request.param.startswith("all"):
        monkeypatch.setattr("branchtui.store.queries.finding.search._AT_ONCE", 5)
        monkeypatch.setattr("branchtui.store.queries.finding.search._SPARE", 2)
    with act("填"):
        for number in range(60):
            word, other = WORDS[number % len(WORDS)], WORDS[number * 7 % len(WORDS)]
            _meeting(number, number * 5 % 8, f"第{number}次{word}", record=f"书记：{other}。", read=f"{word}{other}")
            dated = None if number % 6 == 5 else date(2026, 3, 1) + timedelta(days=number % 4)
            Report.create(id=_id(number), title=f"报道{number}{word}", dated=dated, body=other * 3)


def test_the_latest_first_and_those_of_a_day_as_they_were_made(many: None) -> None:
    everything = search("第", limit=1000)
    days = [hit.day for hit in everything]
    assert days == sorted(days, reverse=True) and len(days) == 60
    for day in set(days):
        ids = [hit.id for hit in everything if hit.day == day]
        assert ids == sorted(ids) and len(ids) > 3
    for limit in range(1, 60, 7):
        assert search("第", limit=limit) == everything[:limit], "what is cut off is the earliest"
    reports = search("报道", limit=1000)
    assert [hit.day for hit in reports] == sorted((hit.day for hit in reports), reverse=True)
    for limit in (3, 50, 58):
        assert search("报道", limit=limit) == reports[:limit]


@pytest.mark.parametrize("part", ["title", "kind", "place", "closing", "item", "record", "resolution", "read"])
def test_a_word_is_found_wherever_it_may_stand_and_not_in_the_trash(database: object, part: str) -> None:
    with act("填"):
        meeting = Meeting.create(kind="党课", title="题", planned_start=datetime(2026, 3, 1, 9))
        item = AgendaItem.create(meeting=meeting, order_key="a", title="议程")
        material = Material.create(meeting=meeting, order_key="a", title="材料")
        row, name = {"item": (item, "title"), "read": (material, "title")}.get(part, (meeting, part))
        row = item if part in ("record", "resolution") else row
        setattr(row, name, "甲乙丙丁")
        row.save()
    (hit,) = search("乙丙")
    assert (hit.id, hit.in_text) == (meeting.id, part in ("closing", "record", "resolution"))
    assert search("乙丙 没有") == []
    row.deleted = True
    row.save()
    assert search("乙丙") == []


@pytest.mark.slow
@given(st.lists(st.sampled_from([*WORDS, " ", "第", "1", "报", "道", "次学"]), max_size=7), st.integers(1, 70))
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_going_on_finds_what_a_new_search_finds(many: None, typed: list[str], limit: int) -> None:
    finder = Finder(limit)
    for end in range(len(typed) + 1):
        text = "".join(typed[:end])
        assert finder.search(text) == search(text, limit)
    for end in range(len(typed), -1, -2):
        text = "".join(typed[:end])
        assert finder.search(text) == search(text, limit)


def test_what_is_written_meanwhile_is_found(many: None) -> None:
    finder = Finder()
    assert finder.search("校史") == []
    with act("补"):
        _meeting(99, 1, "参观校史馆")
    assert [hit.title for hit in finder.search("校史馆")] == ["党课：参观校史馆"]


def test_a_file_of_a_meeting_is_found_by_its_name_and_by_what_is_said_of_it(database: object) -> None:
    with act("附上"):
        meeting = _meeting(1, 0, "党课")
        of = {"of_table": "meeting", "of_id": meeting.id, "order_key": "a", "sha": "00", "size": 1}
        row = Attachment.create(**of, name="扫描0326.pdf", what="签到表")
    while make_signs():
        pass
    for words in ("签到表", "0326", "签到 党课"):
        assert [hit.id for hit in search(words)] == [meeting.id], words
    assert "签到表 扫描0326.pdf" in search("签到表")[0].words
    with act("改"):
        assign(row, {"what": "会场照片"})
    assert [hit.id for hit in search("会场")] == [meeting.id] and search("签到") == []
    with act("移走"):
        assign(row, {"deleted": True})
    assert search("会场") == []
