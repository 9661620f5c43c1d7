"""How far a meeting is, station by station, and what is to be done next: all by tables."""

from dataclasses import replace
from typing import Any

import pytest

from branchtui.rules.stations import NAMES, READY, MeetingFacts, Step, next_step, station_states

EMPTY = MeetingFacts("planned", 0, 0, 0, False, False, 0, 0, 0, [])
READIED = replace(EMPTY, materials=1, items=2, place=True, host=True)
HELD = replace(READIED, state="held", expected=5, unmarked=5)
WRITTEN = replace(HELD, unmarked=0, written=2)
FULL = replace(WRITTEN, state="filed", report_states=["submitted"])
SIGNS = {"done": "#", "begun": "+", "open": "o", "waiting": ".", "na": "-"}


def _signs(facts: MeetingFacts, not_applicable: dict[str, str] | None = None) -> str:
    """A sign for each station, in order."""
    return "".join(SIGNS[station.progress] for station in station_states(facts, not_applicable or {}))


def test_a_reason_why_a_station_does_not_apply_is_told() -> None:
    for facts in (EMPTY, FULL):
        news = {station.key: station for station in station_states(facts, {"news": "不对外报道"})}["news"]
        assert (news.state, news.why) == ("na", "不对外报道")


@pytest.mark.parametrize(
    ("facts", "signs"),
    [
        (EMPTY, "oo...."),
        (replace(EMPTY, place=True), "o+...."),  # a place and no agenda is a beginning
        (READIED, "##...."),  # of a meeting that was not held nothing is owed but what comes before it
        (HELD, "##ooo."),
        (replace(HELD, unmarked=2), "##+oo."),
        (replace(HELD, unmarked=0, bare=1), "##+oo."),
        (replace(HELD, unmarked=0), "###oo."),  # done only when somebody took the roll
        (replace(HELD, expected=0, unmarked=0), "##ooo."),  # nobody expected: nobody was marked
        (replace(HELD, unmarked=0, written=1), "###+o."),
        (replace(HELD, items=0), "#+o.o."),  # no items: no record can be written yet
        (WRITTEN, "####oo"),
        (replace(WRITTEN, report_states=["draft"]), "####+o"),
        (replace(WRITTEN, report_states=["returned", "published"]), "#####o"),
        (FULL, "######"),
        (replace(HELD, state="filed"), "##..o#"),  # filed with gaps: closed, but news can still be written
        (replace(EMPTY, state="cancelled"), "......"),
        (replace(READIED, state="cancelled"), "##...."),
    ],
)
def test_how_far_a_meeting_is(facts: MeetingFacts, signs: str) -> None:
    assert _signs(facts) == signs


@pytest.mark.parametrize(
    ("facts", "key", "why"),
    [
        (replace(EMPTY, materials=1, items=1), "agenda", "缺地点、主持人"),
        (replace(HELD, unmarked=0, bare=1), "attendance", "1 人缺席未写原因"),
        (HELD, "attendance", "还没有点名"),
        (replace(HELD, unmarked=1), "attendance", "1 人还没有点名"),
        (replace(HELD, expected=0, unmarked=0), "attendance", "应到名单上没有人"),
        (replace(HELD, written=1), "minutes", "1 项没有记录"),
        (replace(HELD, items=0), "minutes", "还没有议程项"),
        (replace(HELD, report_states=["draft"]), "news", "有草稿，未投稿"),
    ],
)
def test_stations_say_what_is_missing(facts: MeetingFacts, key: str, why: str) -> None:
    found = {station.key: station for station in station_states(facts, {})}
    assert (found[key].state, found[key].why) == ("open", why)


@pytest.mark.parametrize(
    ("facts", "not_applicable", "why"),
    [
        (replace(READIED, written=1), {}, "记录完成后归档"),
        (replace(WRITTEN, items=0, written=0), {}, "记录完成后归档"),
        (replace(WRITTEN, written=1), {}, "记录完成后归档"),
        (WRITTEN, {}, READY),
        (replace(WRITTEN, state="recorded"), {}, READY),
        (replace(WRITTEN, items=0, written=0), {"minutes": "不需要"}, READY),
        (replace(FULL, items=0, written=0), {}, "已归档"),
    ],
)
def test_the_archive_follows_the_record(facts: MeetingFacts, not_applicable: dict[str, str], why: str) -> None:
    assert station_states(facts, not_applicable)[-1].why == why


@pytest.mark.parametrize(
    ("facts", "come", "key", "told"),
    [
        (EMPTY, False, "agenda", "排议程（缺议程、地点、主持人）"),
        (replace(READIED, place=False), False, "agenda", "排议程（缺地点）"),
        (replace(READIED, materials=0), False, "materials", "加材料"),
        (READIED, False, "wait", "看纸面（等到开会）"),
        (READIED, True, "hold", "召开（时间已到）"),
        (EMPTY, True, "hold", "召开（时间已到）"),  # it took place, ready or not
        (HELD, True, "attendance", "点名（还有 5 人）"),
        (replace(HELD, unmarked=2), True, "attendance", "点名（还有 2 人）"),
        (replace(HELD, unmarked=0, bare=1), True, "attendance", "点名（1 人未写原因）"),
        (replace(HELD, unmarked=0), True, "minutes", "写记录（还有 2 项）"),
        (replace(HELD, unmarked=0, written=1, materials=0), True, "minutes", "写记录（还有 1 项）"),
        (replace(HELD, unmarked=0, items=0), True, "agenda", "排议程（缺议程）"),
        (WRITTEN, True, "news", "写新闻稿"),
        (replace(WRITTEN, report_states=["draft"]), True, "news", "写新闻稿（有草稿，未投稿）"),
        (replace(WRITTEN, report_states=["submitted"], materials=0), True, "materials", "加材料"),
        (replace(WRITTEN, report_states=["submitted"]), True, "archive", "归档"),
        (replace(WRITTEN, state="filed"), True, "news", "写新闻稿"),
        (FULL, True, "none", "看纸面（都办完了）"),
    ],
)
def test_what_is_to_be_done_next(facts: MeetingFacts, come: bool, key: str, told: str) -> None:
    step = next_step(facts.state, station_states(facts, {}), come=come)
    assert isinstance(step, Step) and (step.key, step.told) == (key, told)


@pytest.mark.parametrize("station", NAMES)
def test_what_does_not_apply_is_never_the_next_step(station: str) -> None:
    facts: Any
    for facts in (EMPTY, HELD, replace(HELD, unmarked=0), WRITTEN):
        step = next_step(facts.state, station_states(facts, {station: "不适用"}), come=False)
        assert step is not None and step.key != station


def test_a_cancelled_meeting_has_no_next_step() -> None:
    facts = replace(READIED, state="cancelled")
    assert next_step(facts.state, station_states(facts, {}), come=True) is None
