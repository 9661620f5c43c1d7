"""The days on the way to membership that a roster file tells: each becomes a dated event, after its difference was shown."""

from datetime import date

import pytest

from branchtui.rules.roster import OPEN
from branchtui.store.queries import people
from branchtui.workflows.people.roster import add_member, apply_roster, preview_roster
from branchtui.workflows.people.roster_diff import RosterDiff
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("database")

_HEADER = "姓名,人员类别,申请入党日期,确定积极分子日期,确定发展对象日期,入党日期,转正日期"
_WORDS = {
    "full": "正式党员",
    "probationary": "预备党员",
    "candidate": "发展对象",
    "activist": "积极分子",
    "applicant": "入党申请人",
}
_A, _B, _C, _D, _E = (date(2020 + n, 3, 1) for n in range(5))


def preview(standing: str, *days: date | None, as_of: date | None = None) -> RosterDiff:
    cells = [day.isoformat() if day else "" for day in (*days, *[None] * (5 - len(days)))]
    text = f"{_HEADER}\n许南乔,{_WORDS[standing]},{','.join(cells)}\n贺知秋,正式党员,,,,2001-06-01,2002-06-01\n"
    return preview_roster(text.encode(), "名册.csv", as_of=as_of, today=TODAY)


def standings() -> list[tuple[date, str]]:
    (who,) = [row for row in people.members().values() if row.name == "许南乔"]
    return sorted((event.on, event.value) for event in people.events(who) if event.aspect == "standing")


def since() -> date:
    return {people.member(key).name: now.since for key, now in people.roster(TODAY).items()}["许南乔"]


_ALL = [(_A, "applicant"), (_B, "activist"), (_C, "candidate"), (_D, "probationary"), (_E, "full")]


@pytest.mark.parametrize(
    ("standing", "days", "events", "begins", "told"),
    [
        ("applicant", (_A,), _ALL[:1], _A, ""),
        ("applicant", (), [(OPEN, "applicant")], OPEN, ""),
        ("activist", (_A, _B), _ALL[:2], _A, ""),
        ("activist", (None, _B), _ALL[1:2], _B, ""),
        ("candidate", (_A, None, _C), [_ALL[0], _ALL[2]], _A, ""),
        ("probationary", (_A, _B, _C, _D), _ALL[:4], _D, ""),
        ("full", (_A, _B, _C, _D, _E), _ALL, _D, ""),
        # Of what somebody is now the day is not told: an earlier one would say that they are that still.
        ("activist", (_A,), [(OPEN, "activist")], OPEN, "之后哪天成为积极分子没有写"),
        ("full", (_A, _B), [(OPEN, "full")], OPEN, "之后哪天成为正式党员没有写"),
        # Days in no order, or one and the same.
        ("activist", (_B, _A), [(_A, "activist")], _A, "不早于后来的 2020-03-01"),
        ("activist", (_A, _A), [(_A, "activist")], _A, "不早于后来的 2020-03-01"),
        # A day of what somebody is not yet.
        ("activist", (_A, _B, _C), _ALL[:2], _A, "写着积极分子，成为发展对象的日期 2022-03-01 没有采用"),
    ],
)
def test_days_become_events(
    standing: str, days: tuple[date | None, ...], events: list[tuple[date, str]], begins: date, told: str
) -> None:
    diff = preview(standing, *days)
    (entry,) = [entry for entry in diff.added if entry.name == "许南乔"]
    assert (told in "；".join(entry.told)) if told else not entry.told
    apply_roster(diff)
    assert standings() == events and since() == begins
    again = preview(standing, *days)
    assert not again.added and not again.changed, "the same file changes nothing more"


def test_the_difference_names_each_day() -> None:
    (entry, _) = preview("activist", _A, _B).added
    assert entry.lines == ("积极分子", "自 2020-03-01", "入党申请人：自 2020-03-01", "积极分子：自 2021-03-01")


def test_a_step_forward_keeps_the_earlier_days() -> None:
    apply_roster(preview("applicant", _A))
    diff = preview("candidate", _A, _B, _C)
    (entry,) = diff.changed
    assert entry.lines == ("人员类别：入党申请人 → 发展对象，自 2022-03-01", "积极分子：自 2021-03-01")
    apply_roster(diff)
    assert standings() == _ALL[:3] and since() == _A


def test_days_that_come_later_take_the_place_of_an_open_beginning() -> None:
    add_member("许南乔", standing="activist")
    apply_roster(preview("activist", _A, _B))
    assert standings() == _ALL[:2] and since() == _A


def test_a_day_from_which_the_file_holds_goes_before_its_days() -> None:
    apply_roster(preview("activist", _A, _B, as_of=date(2024, 1, 1)))
    assert standings() == [(date(2024, 1, 1), "activist")]
