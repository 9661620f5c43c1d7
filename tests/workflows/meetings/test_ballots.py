"""Ballots and exclusions as they are written, changed, taken back, and what comes of them."""

from typing import Any

import pytest

from branchtui.errors import BranchError
from branchtui.rules.voting.kinds import CASES
from branchtui.store.models import AgendaItem, Ballot, BallotExclusion, Meeting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries.meeting_view import view
from branchtui.workflows.board import board
from branchtui.workflows.meeting_rules import kind_seen, meeting_rules
from branchtui.workflows.meetings import attendance, ballots, meetings, minutes
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.safety import history, undo
from branchtui.workflows.voting.contradictions import contradictions_of, contradictions_since
from branchtui.workflows.voting.facts import ballot_facts as facts_for_papers
from branchtui.workflows.voting.results import counted, quorum_seen
from tests.conftest import NOW, TODAY

SECRET = {"way": "secret", "issued": "3", "collected": "3", "valid": "3"}


@pytest.fixture
def item(meeting: Meeting) -> AgendaItem:
    """Of a meeting that was held; four may vote, three of them came."""
    meetings.hold(meeting, now=NOW)
    attendance.record_attendance(meeting, ["沈亦和:有课"], [])
    return facts.items(meeting)[0]


def results(item: AgendaItem) -> list[tuple[str, str]]:
    seen = view(item.meeting_id)
    return [(each.live, each.about) for each in counted(seen, kind_seen(seen))]


def test_a_ballot_is_one_act_to_undo_and_to_redo(item: AgendaItem) -> None:
    ballots.add_ballot(item, "一般表决", {"yes": "3", "against": "0", "abstain": "0"})
    assert results(item) == [("应到4 实到3 法定≥2 赞成≥3：通过", "集中学习")]
    (act, *_) = history.of(item.meeting, NOW)
    assert [change.part for change in act.changes] == ["表决“一般表决”"]
    assert "增加表决（一般表决）：集中学习" in undo.undo_last()
    assert results(item) == []
    undo.redo_last()
    assert len(results(item)) == 1


def test_a_ballot_is_changed_and_taken_away(item: AgendaItem) -> None:
    ballot = ballots.add_ballot(item, "ordinary", {"yes": "2票", "against": "１", "abstain": ""})
    assert (ballot.yes, ballot.against, ballot.abstain) == (2, 1, None)
    assert results(item)[0][0] == "应到4 实到3 法定≥2 赞成≥3"
    ballots.change_ballot(ballot, {"abstain": "0", "motion": "通过学习计划"})
    assert results(item) == [("应到4 实到3 法定≥2 赞成≥3：未通过", "通过学习计划")]
    ballots.remove_ballot(ballot)
    assert results(item) == []
    assert [each.name for each in history.of(item.meeting, NOW)][:2] == [
        "删除表决（一般表决）：集中学习",
        "修改表决（一般表决）：集中学习",
    ]


def test_an_admission_names_its_person_and_counts_written_opinions(item: AgendaItem) -> None:
    told = {**SECRET, "candidate": "沈一", "yes": "4", "against": "0", "abstain": "0", "opinions": "1"}
    ballots.add_ballot(item, "接收预备党员", told)
    ballots.add_ballot(item, "接收预备党员", {**told, "candidate": "许青禾"})
    seen = view(item.meeting_id)
    found = counted(seen, kind_seen(seen))
    assert [each.candidate for each in found] == ["沈一", "许青禾"]
    assert {each.word for each in found} == {"通过"}
    with pytest.raises(BranchError, match="已有对许青禾的表决"):
        ballots.add_ballot(item, "接收预备党员", {**told, "candidate": "许青禾"})


def test_an_election_shares_its_seats_and_says_who_is_elected(item: AgendaItem) -> None:
    attendance.record_attendance(item.meeting, [], [])
    told = {"way": "secret", "valid": "4", "against": "0", "abstain": "0"}
    ballots.add_ballot(item, "election", {**told, "candidate": "林知远", "yes": "4", "seats": "1"})
    second = ballots.add_ballot(item, "election", {**told, "candidate": "周以宁", "yes": "3", "seats": "2"})
    seen = view(item.meeting_id)
    assert [(each.row.seats, each.word) for each in counted(seen, kind_seen(seen))] == [(2, "当选"), (2, "当选")]
    ballots.change_ballot(second, {"yes": "2"})
    seen = view(item.meeting_id)
    assert [each.word for each in counted(seen, kind_seen(seen))] == ["当选", "未当选"]
    with pytest.raises(BranchError, match="赞成票共10票，有效票4张、每张至多选2名"):
        ballots.add_ballot(item, "election", {**told, "candidate": "沈一禾", "yes": "4"})


def test_an_election_without_a_quorum_elects_nobody(item: AgendaItem) -> None:
    ballots.add_ballot(item, "election", {"candidate": "林知远", "yes": "3", "seats": "1"})
    assert results(item)[0][0] == "应到4 实到3 法定≥4 赞成≥2：到会人数不足，表决无效"


REFUSED: list[tuple[str, dict[str, str], str]] = [
    ("ordinary", {"yes": "三"}, "赞成要写 0 到 9999 的数字，现在是“三”"),
    ("ordinary", {"yes": "-1"}, "赞成要写"),
    ("ordinary", {"yes": "10000"}, "赞成要写"),
    ("ordinary", {"yes": "3", "against": "1"}, "共4票，比表决时到会有表决权的人数3还多"),
    ("ordinary", {"candidate": "许青禾"}, "一般表决没有候选人"),
    ("ordinary", {"seats": "2"}, "没有应选人数"),
    ("ordinary", {"voters_present": "2"}, "请写明原因"),
    ("ordinary", {"voters_present": "4"}, "不能有4名"),
    ("ordinary", {"way": "鼓掌"}, "没有“鼓掌”这种表决方式"),
    ("鼓掌", {}, "没有“鼓掌”这种表决"),
    ("admission", {}, "接收预备党员要写候选人"),
    ("admission", {"candidate": "许青禾", "way": "举手表决"}, "须无记名投票"),
    ("election", {"candidate": "许青禾"}, "选举要写应选人数"),
    ("election", {"candidate": "许青禾", "seats": "0"}, "选举要写应选人数"),
]


@pytest.mark.parametrize(("kind", "told", "words"), REFUSED)
def test_what_is_refused(item: AgendaItem, kind: str, told: dict[str, str], words: str) -> None:
    with pytest.raises(BranchError, match=words):
        ballots.add_ballot(item, kind, told)
    assert not Ballot.select().exists()


def test_fewer_at_the_vote_with_a_reason(item: AgendaItem) -> None:
    ballots.add_ballot(item, "ordinary", {"voters_present": "2", "present_reason": "周以宁提前离会", "yes": "2"})
    assert results(item)[0][0] == "应到4 实到2 法定≥2 赞成≥3"


def test_a_second_ballot_of_an_item_needs_words_of_its_own(item: AgendaItem) -> None:
    ballots.add_ballot(item, "ordinary", {})
    with pytest.raises(BranchError, match="请写明表决内容"):
        ballots.add_ballot(item, "ordinary", {})
    ballots.add_ballot(item, "ordinary", {"motion": "第二件"})


def test_an_item_with_a_ballot_stays(item: AgendaItem) -> None:
    ballots.add_ballot(item, "ordinary", {})
    with pytest.raises(BranchError, match="已有表决，不能删除"):
        meetings.remove_item(item)


def test_nothing_before_it_was_held_nor_when_it_is_closed(meeting: Meeting) -> None:
    item = facts.items(meeting)[0]
    with pytest.raises(BranchError, match="还没有登记开展，不能写表决"):
        ballots.add_ballot(item, "ordinary", {})
    meetings.cancel(meeting, "冲突")
    with pytest.raises(BranchError, match="已取消，不能再改"):
        ballots.add_ballot(facts.item(item.id), "ordinary", {})


def test_nothing_of_a_filed_meeting(item: AgendaItem) -> None:
    ballot = ballots.add_ballot(item, "ordinary", {})
    Meeting.update(state="filed").where(Meeting.id == item.meeting_id).execute()
    for doing in (
        lambda: ballots.add_ballot(facts.item(item.id), "ordinary", {"motion": "另一件"}),
        lambda: ballots.change_ballot(Ballot.get_by_id(ballot.id), {"yes": "1"}),
        lambda: ballots.remove_ballot(Ballot.get_by_id(ballot.id)),
        lambda: ballots.exclude(facts.meeting(item.meeting_id), "沈亦和", "借调", "批复", voted=True),
    ):
        with pytest.raises(BranchError, match="已归档，不能再改"):
            doing()


# -- who does not count -----------------------------------------------------------------------------------------------


def test_an_exclusion_changes_the_base_and_can_be_taken_back(item: AgendaItem) -> None:
    ballots.add_ballot(item, "ordinary", {"yes": "2", "against": "1", "abstain": "0"})
    exclusion = ballots.exclude(item.meeting, "沈亦和", "借调", "院党发〔2026〕3号", voted=True)
    assert exclusion.ground == "away"
    assert results(item)[0][0] == "应到3 实到3 法定≥2 赞成≥2：通过"
    assert "不计入应到（沈亦和）" in undo.undo_last()
    assert results(item)[0][0].startswith("应到4 ")
    undo.redo_last()
    ballots.count_again(BallotExclusion.get())
    assert results(item)[0][0].startswith("应到4 ")


def test_why_somebody_does_not_count_can_be_changed(item: AgendaItem) -> None:
    for ground, consent in (("借调", "院党发〔2026〕3号"), ("自费出国", "院党发〔2026〕4号")):
        ballots.exclude(item.meeting, "沈亦和", ground, consent, voted=True)
    (exclusion,) = BallotExclusion.select()
    assert (exclusion.ground, exclusion.consent) == ("abroad", "院党发〔2026〕4号")


@pytest.mark.parametrize(
    ("name", "told", "words"),
    [
        ("沈亦和", {"ground": "产假"}, "只有六种情形.*产假、短期生病都要计入"),
        ("沈亦和", {"consent": ""}, "须经上级党组织同意"),
        ("沈亦和", {"voted": False}, "还须经支部大会通过"),
        ("许青禾", {}, "没有表决权的人本来就不计入"),
        ("周以宁", {}, "到会的人要计入"),
    ],
)
def test_what_is_no_exclusion(item: AgendaItem, name: str, told: dict[str, Any], words: str) -> None:
    with pytest.raises(BranchError, match=words):
        ballots.exclude(item.meeting, name, **{"ground": CASES["abroad"], "consent": "批复", "voted": True, **told})
    assert not BallotExclusion.select().exists()


def test_exempt_from_attendance_still_counts(item: AgendaItem) -> None:
    ballots.add_ballot(item, "ordinary", {})
    key = next(key for key, named in view(item.meeting_id).names.items() if named.name == "沈亦和")
    attendance.set_states(item.meeting, {key: ("exempt", "产假")})
    assert results(item)[0][0].startswith("应到4 实到3 ")


# -- told elsewhere ---------------------------------------------------------------------------------------------------


def test_the_quorum_is_told_where_something_was_voted_on(item: AgendaItem) -> None:
    seen = view(item.meeting_id)
    assert quorum_seen(seen, kind_seen(seen)) == ""
    ballots.add_ballot(item, "ordinary", {})
    seen = view(item.meeting_id)
    words = "应到会有表决权的正式党员4名，到会3名，一般表决符合半数以上到会的要求。"
    assert quorum_seen(seen, kind_seen(seen)) == words


def test_a_committee_tells_its_quorum_whatever_was_voted_on_and_who_is_exempt_stays_in_it(branch: None) -> None:
    row = meetings.plan_meeting("支委会", when="2026年3月4日下午3点", title="月度例会", items=["议题"], now=NOW)
    meetings.hold(row, now=NOW)
    seen = view(row.id)
    assert quorum_seen(seen, kind_seen(seen)) == "", "nobody took the roll"
    attendance.record_attendance(row, [], [])
    key = next(key for key, named in view(row.id).names.items() if named.name == "周以宁")
    attendance.set_states(row, {key: ("exempt", "产假")})
    seen = view(row.id)
    assert quorum_seen(seen, kind_seen(seen)) == "应到委员2人，到会1人，符合半数以上委员到会的要求。"
    with pytest.raises(BranchError, match="接收预备党员要由党员大会表决，支委会不能表决这件事"):
        ballots.add_ballot(facts.items(row)[0], "admission", {"candidate": "许青禾"})


def contradictions(item: AgendaItem) -> list[str]:
    return contradictions_of(item.meeting)


def test_a_roll_that_was_changed_later_contradicts_the_ballot(item: AgendaItem) -> None:
    ballots.add_ballot(item, "ordinary", {"yes": "3", "against": "0", "abstain": "0"})
    assert contradictions(item) == []
    attendance.record_attendance(item.meeting, ["沈亦和:有课", "周以宁:有课"], [])
    words = "“集中学习”的表决：赞成、不赞成、弃权共3票，比表决时到会有表决权的人数2还多，请核对"
    assert contradictions(item) == [words]


def test_nothing_comes_of_numbers_that_the_roll_has_made_impossible(item: AgendaItem) -> None:
    ballots.add_ballot(item, "ordinary", {"yes": "3", "against": "0", "abstain": "0"})
    attendance.record_attendance(item.meeting, ["沈亦和:有课", "周以宁:病假"], [])
    seen = view(item.meeting_id)
    (found,) = counted(seen, kind_seen(seen))
    assert (found.result.passed, found.word) == (None, "") and "赞成、不赞成、弃权共3票" in found.wrong
    assert found.live.endswith("：数字不符，请核对")
    (told,) = facts_for_papers(seen, kind_seen(seen))[item.id]
    assert told.word == "" and not told.result.passed, "no paper states a result"


def test_an_election_with_one_impossible_ballot_elects_nobody_and_names_it(item: AgendaItem) -> None:
    attendance.record_attendance(item.meeting, [], [])
    told = {"way": "secret", "against": "0", "abstain": "0", "seats": "2"}
    ballots.add_ballot(item, "election", {**told, "candidate": "林知远", "yes": "4"})
    ballots.add_ballot(item, "election", {**told, "candidate": "外来人", "yes": "4", "seats": "2"})
    ballots.add_ballot(item, "ordinary", {"motion": "通过总结", "yes": "3", "against": "0", "abstain": "0"})
    attendance.record_attendance(item.meeting, ["沈亦和:有课"], [])
    seen = view(item.meeting_id)
    assert [each.word for each in counted(seen, kind_seen(seen))][-1] == "通过"
    (words,) = contradictions(item)
    assert words.startswith("“集中学习”的表决（林知远、外来人）：赞成、不赞成、弃权共4票，比表决时到会")


def test_a_text_that_states_other_numbers_is_a_contradiction(item: AgendaItem) -> None:
    ballots.add_ballot(item, "ordinary", {"yes": "2", "against": "1", "abstain": "0"})
    minutes.write_item(item, record="林知远：应到会有表决权的党员4名，实到3名。", resolution="2票赞成，通过。", now=NOW)
    report = draft_from_meeting(item.meeting)
    assert contradictions(item) == []
    minutes.write_item(facts.item(item.id), resolution="全票通过。", now=NOW)
    reports.edit_report(report, body="会议以3票赞成通过了学习计划。")
    assert contradictions(item) == [
        "“集中学习”的决议写的是“全票通过”，表决记的是1票不赞成、0票弃权",
        f"新闻稿“{report.title}”写的是“3票赞成”，表决记的是赞成2票",
    ]
    found = contradictions_since(TODAY.replace(day=1), meeting_rules())
    assert [(each.meeting.id, len(each.words)) for each in found] == [(item.meeting_id, 2)]
    assert contradictions_since(TODAY, meeting_rules()) == []
    assert [duty.sort for duty in board(TODAY).contradictions] == ["ballot"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("讨论接收甲同志为预备党员", "admission"),
        ("讨论预备党员甲同志转正", "confirmation"),
        ("选举支部委员会", "election"),
        ("推荐校党代会代表", "recommendation"),
        ("通过学习计划", "ordinary"),
    ],
)
def test_the_kind_that_an_item_speaks_of(title: str, kind: str) -> None:
    assert ballots.kind_guessed(title) == kind


# -- before the meeting -----------------------------------------------------------------------------------------------


def test_who_stands_in_an_election_is_entered_before_it_is_held_and_no_numbers(meeting: Meeting) -> None:
    item = meetings.add_item(meeting, "选举新一届支部委员会委员")
    row = ballots.add_ballot(item, "election", {"candidate": "林知远", "seats": "1"})
    assert (row.seats, row.yes) == (1, None)
    with pytest.raises(BranchError, match="还没有登记开展，只能先写候选人和应选人数，不能写票数"):
        ballots.change_ballot(row, {"yes": "3"})
    seen = view(meeting.id)
    (counted_,) = counted(seen, kind_seen(seen))
    assert counted_.word == "" and counted_.result.present is None
    assert counted_.result.expected == sum(person.votes for person in seen.roster.values())
    ballots.remove_ballot(row)
    assert not view(meeting.id).ballots
