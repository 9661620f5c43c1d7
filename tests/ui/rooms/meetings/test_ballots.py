"""Ballots in the record: few keys, what comes of it while it is typed, the outline, and who does not count."""

import pytest

from branchtui.paths import Home
from branchtui.store.models import Ballot, BallotExclusion
from branchtui.store.queries import meetings, people
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.widgets.frame import Frame
from branchtui.workflows.meetings import attendance, ballots
from branchtui.workflows.meetings import meetings as acts
from branchtui.workflows.safety import purge
from tests.ui.conftest import Desk, opened

RECORD = ("2", "down", "enter", "f4")


def foot(desk: Desk) -> str:
    """What stands in the lower edge of the form."""
    return str(next(frame for frame in desk.app.screen.query(Frame) if frame.has_class("form")).foot)


@pytest.mark.slow
async def test_an_ordinary_ballot_takes_few_keys_beside_its_numbers(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*RECORD)
        keys = ("ctrl+t", "4", "enter", "1", "enter", "0")
        await desk.press(*keys)
        assert foot(desk) == "应到5 实到5 法定≥3 赞成≥3：通过"
        await desk.press("ctrl+s")
        assert sum(not key.isdecimal() for key in (*keys, "ctrl+s")) <= 10
        row = Ballot.get()
        assert (row.kind, row.way, row.yes, row.against, row.abstain) == ("ordinary", "hands", 4, 1, 0)
        line = next(line for line in desk.text.splitlines() if "1 参观校史馆" in line)
        assert "表决：通过" in line
        await desk.press("ctrl+t", "1", "backspace", "2", "enter", "backspace", "3")
        assert foot(desk).endswith("未通过")
        await desk.press("ctrl+s")
        assert (Ballot.get().yes, Ballot.get().against) == (2, 3)
        assert "表决：未通过" in desk.text


async def test_numbers_that_cannot_be_are_told_while_they_are_typed(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*RECORD, "ctrl+t", "9")
        assert foot(desk).startswith("赞成、不赞成、弃权共9票，比表决时到会")
        await desk.press("ctrl+s")
        assert not Ballot.select().exists()
        await desk.press("backspace", "5")
        assert foot(desk) == "应到5 实到5 法定≥3 赞成≥3"


@pytest.mark.slow
async def test_the_title_of_an_item_preselects_the_kind_and_the_way(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    acts.edit_item(meetings.items(row)[0], title="讨论接收何听澜为预备党员")
    async with opened(seeded_home) as desk:
        await desk.press(*RECORD, "ctrl+t")
        assert "接收预备党员" in desk.text and "无记名投票" in desk.text
        assert foot(desk) == "应到5 实到5 法定≥3 赞成≥3"
        await desk.press("'外来人", "tab", "5", "enter", "0", "enter", "0", "ctrl+s")
        assert [(each.kind, each.way, each.candidate_name, each.yes) for each in Ballot.select()] == [
            ("admission", "secret", "外来人", 5)
        ]


@pytest.mark.slow
async def test_the_next_candidate_of_an_election_stands_on_the_same_slips(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    told = {"issued": "5", "collected": "5", "valid": "5", "seats": "1", "yes": "4", "scrutineers": "赵星野"}
    ballots.add_ballot(meetings.items(row)[0], "election", {**told, "candidate": "周以宁"})
    async with opened(seeded_home) as desk:
        await desk.press(*RECORD, "ctrl+t", "2", "'周一诺", "tab", "1", "ctrl+s")
        found = [each for each in Ballot.select() if each.yes == 1]
        assert [(each.kind, each.way, each.seats, each.valid, each.scrutineers) for each in found] == [
            ("election", "secret", 1, 5, "赵星野")
        ]
        assert "2 张表决" in desk.text


@pytest.mark.slow
async def test_a_ballot_is_deleted_and_somebody_left_out_by_the_menu(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    attendance.record_attendance(row, ["何听澜:借调"], [])
    async with opened(seeded_home) as desk:
        await desk.press(*RECORD, "ctrl+t", "4", "ctrl+s")
        await desk.press("f10", "'不计入", "enter")
        assert "只有六种情形" in desk.text
        await desk.press("'何听澜", "tab", "'借调", "tab", "'批复", "tab", "'已", "enter")
        await desk.press("ctrl+s")
        left_out = BallotExclusion.get()
        assert (left_out.ground, left_out.consent, left_out.voted) == ("away", "批复", True)
        await desk.press("f10", "'删去表决", "enter")
        assert not Ballot.select().where(Ballot.live()).exists()


async def test_somebody_left_out_whose_data_was_purged_can_be_looked_at(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    attendance.record_attendance(row, ["何听澜:借调"], [])
    ballots.exclude(row, "何听澜", "借调", "批复", voted=True)
    purge.purge_member(people.person("何听澜", meetings.begins(row).date()))
    async with opened(seeded_home) as desk:
        await desk.press(*RECORD, "f10", "'不计入", "enter")
        assert "（已清除）（已清除）：恢复计入" in desk.text


async def test_no_ballot_before_the_meeting_nor_in_the_closing_words(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "f4", "ctrl+t")
        assert "还没有登记召开，不能写表决" in desk.told[-1]
        await desk.press("escape", "down", "enter", "f4", "shift+tab", "ctrl+t")
        assert "这一格不是议程" in desk.told[-1]


async def test_who_stands_in_an_election_is_entered_before_the_meeting_and_no_numbers(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList().page(0, 1)[0].id)
    acts.edit_item(meetings.items(row)[0], title="选举支部书记")
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "f4", "ctrl+t")
        assert "应选人数" in desk.text and "不赞成" not in desk.text and "监票人" not in desk.text
        await desk.press("'何听澜", "tab", "'1", "ctrl+s")
        (ballot,) = Ballot.select().where(Ballot.live())
        assert (ballot.kind, ballot.seats, ballot.yes) == ("election", 1, None)
        assert "表决已存。应到5 实到未点名 法定≥4" in desk.told[-1]
        await desk.press("f10", "'不计入", "enter")
        assert "还没有登记召开，不能写表决" in desk.told[-1]
        await desk.press("f6")
        assert "/" in desk.text and "通知" in desk.text
