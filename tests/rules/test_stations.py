"""How far a meeting is, station by station, and what is to be done next: all by tables."""

from typing import Any

import pytest

from branchtui.rules.stations import NAMES, READY, MeetingFacts, Step, next_step, station_states

EMPTY = MeetingFacts("planned", 0, 0, 0, False, False, 0, 0, 0, [])
READIED = EMPTY._replace(materials=1, items=2, place=True, host=True)
HELD = READIED._replace(state="held", expected=5, unmarked=5)
WRITTEN = HELD._replace(unmarked=0, written=2)
FULL = WRITTEN._replace(state="filed", report_states=["submitted"])
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
        (EMPTY._replace(place=True), "o+...."),  # a place and no agenda is a beginning
        (READIED, "##...."),  # of a meeting that was not held nothing is owed but what comes before it
        (HELD, "##ooo."),
        (HELD._replace(unmarked=2), "##+oo."),
        (HELD._replace(unmarked=0, bare=1), "##+oo."),
        (HELD._replace(unmarked=0), "###oo."),  # done only when somebody took the roll
        (HELD._replace(expected=0, unmarked=0), "##ooo."),  # nobody expected: nobody was marked
        (HELD._replace(unmarked=0, written=1), "###+o."),
        (HELD._replace(items=0), "#+o.o."),  # no items: no record can be written yet
        (WRITTEN, "####oo"),
        (WRITTEN._replace(report_states=["draft"]), "####+o"),
        (WRITTEN._replace(report_states=["returned", "published"]), "#####o"),
        (FULL, "######"),
        (HELD._replace(state="filed"), "##..o#"),  # filed with gaps: closed, but news can still be written
        (EMPTY._replace(state="cancelled"), "......"),
        (READIED._replace(state="cancelled"), "##...."),
    ],
)
def test_how_far_a_meeting_is(facts: MeetingFacts, signs: str) -> None:
    assert _signs(facts) == signs


@pytest.mark.parametrize(
    ("facts", "key", "why"),
    [
        (EMPTY._replace(materials=1, items=1), "agenda", "缺地点、主持人"),
        (HELD._replace(unmarked=0, bare=1), "attendance", "1 人缺席未写原因"),
        (HELD, "attendance", "还没有点名"),
        (HELD._replace(unmarked=1), "attendance", "1 人还没有点名"),
        (HELD._replace(expected=0, unmarked=0), "attendance", "应到名单上没有人"),
        (HELD._replace(written=1), "minutes", "1 项没有记录"),
        (HELD._replace(items=0), "minutes", "还没有议程项"),
        (HELD._replace(report_states=["draft"]), "news", "有草稿，未投稿"),
    ],
)
def test_stations_say_what_is_missing(facts: MeetingFacts, key: str, why: str) -> None:
    found = {station.key: station for station in station_states(facts, {})}
    assert (found[key].state, found[key].why) == ("open", why)


@pytest.mark.parametrize(
    ("facts", "not_applicable", "why"),
    [
        (READIED._replace(written=1), {}, "记录完成后归档"),
        (WRITTEN._replace(items=0, written=0), {}, "记录完成后归档"),
        (WRITTEN._replace(written=1), {}, "记录完成后归档"),
        (WRITTEN, {}, READY),
        (WRITTEN._replace(state="recorded"), {}, READY),
        (WRITTEN._replace(items=0, written=0), {"minutes": "不需要"}, READY),
        (FULL._replace(items=0, written=0), {}, "已归档"),
    ],
)
def test_the_archive_follows_the_record(facts: MeetingFacts, not_applicable: dict[str, str], why: str) -> None:
    assert station_states(facts, not_applicable)[-1].why == why


@pytest.mark.parametrize(
    ("facts", "come", "key", "told"),
    [
        (EMPTY, False, "agenda", "排议程（缺议程、地点、主持人）"),
        (READIED._replace(place=False), False, "agenda", "排议程（缺地点）"),
        (READIED._replace(materials=0), False, "materials", "加材料"),
        (READIED, False, "wait", "看纸面（等到开会）"),
        (READIED, True, "hold", "召开（时间已到）"),
        (EMPTY, True, "hold", "召开（时间已到）"),  # it took place, ready or not
        (HELD, True, "attendance", "点名（还有 5 人）"),
        (HELD._replace(unmarked=2), True, "attendance", "点名（还有 2 人）"),
        (HELD._replace(unmarked=0, bare=1), True, "attendance", "点名（1 人未写原因）"),
        (HELD._replace(unmarked=0), True, "minutes", "写记录（还有 2 项）"),
        (HELD._replace(unmarked=0, written=1, materials=0), True, "minutes", "写记录（还有 1 项）"),
        (HELD._replace(unmarked=0, items=0), True, "agenda", "排议程（缺议程）"),
        (WRITTEN, True, "news", "写新闻稿"),
        (WRITTEN._replace(report_states=["draft"]), True, "news", "写新闻稿（有草稿，未投稿）"),
        (WRITTEN._replace(report_states=["submitted"], materials=0), True, "materials", "加材料"),
        (WRITTEN._replace(report_states=["submitted"]), True, "archive", "归档"),
        (WRITTEN._replace(state="filed"), True, "news", "写新闻稿"),
        (FULL, True, "none", "看纸面（都办完了）"),
    ],
)
def test_what_is_to_be_done_next(facts: MeetingFacts, come: bool, key: str, told: str) -> None:
    step = next_step(facts.state, station_states(facts, {}), come=come)
    assert isinstance(step, Step) and (step.key, step.told) == (key, told)


@pytest.mark.parametrize("station", NAMES)
def test_what_does_not_apply_is_never_the_next_step(station: str) -> None:
    facts: Any
    for facts in (EMPTY, HELD, HELD._replace(unmarked=0), WRITTEN):
        step = next_step(facts.state, station_states(facts, {station: "不适用"}), come=False)
        assert step is not None and step.key != station


def test_a_cancelled_meeting_has_no_next_step() -> None:
    facts = READIED._replace(state="cancelled")
    assert next_step(facts.state, station_states(facts, {}), come=True) is None
