"""Ballots by the shipped rules: the base, the quorum, what passes, who is elected, and which numbers can't be."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.attendance import AttendanceState
from branchtui.rules.meetings import Who
from branchtui.rules.roster import Event, roster_on
from branchtui.rules.voting import ballot_words, ballots
from branchtui.rules.voting.ballot_reading import ballot_rules_from
from branchtui.rules.voting.ballots import Candidate, Exclusion, Roll, Votes
from branchtui.rules.voting.kinds import BallotKind, Way

RULES = ballot_rules_from(assets.toml("rules", "ballots.toml"))
DAY = date(2026, 3, 20)
CONSENT = Exclusion("abroad", "院党发〔2026〕3号", voted=True)

# Each row of the shipped file: kind, body, then of a base of 20 with 18 present the quorum and the votes it takes.
ROWS = {
    ("ordinary", "members"): (10, 11, ("hands", "secret"), False),
    ("admission", "members"): (11, 11, ("secret",), True),
    ("confirmation", "members"): (11, 11, ("secret",), True),
    ("election", "members"): (16, 10, ("secret",), False),
    ("recommendation", "members"): (10, 11, ("secret", "hands"), False),
    ("ordinary", "committee"): (10, 11, ("hands", "secret"), False),
    ("election", "committee"): (16, 10, ("secret",), False),
    ("ordinary", "group"): (None, 11, ("hands", "secret"), False),
}


def rule(kind: BallotKind = "ordinary", who: Who = "members") -> ballots.BallotRule:
    return ballots.rule_for(RULES, kind, who, DAY)


def test_every_shipped_row_is_in_the_table() -> None:
    assert {(each.kind, each.who) for each in RULES} == ROWS.keys(), "a rule was added or taken away: give it its row"


@pytest.mark.parametrize("row", ROWS, ids="-".join)
def test_a_row(row: tuple[BallotKind, Who]) -> None:
    quorum, needed, ways, opinions = ROWS[row]
    found = rule(*row)
    result = ballots.outcome(found, Roll(20, 18), Votes(needed, 0, 0))
    assert (result.quorum, result.needed, found.ways, found.opinions) == (quorum, needed, ways, opinions)
    assert result.passed
    assert not ballots.outcome(found, Roll(20, 18), Votes(needed - 1, 0, 0)).passed
    if quorum is not None:
        assert ballots.outcome(found, Roll(20, quorum), Votes()).quorate
        short = ballots.outcome(found, Roll(20, quorum - 1), Votes(20, 0, 0))
        assert (short.quorate, short.passed) == (False, False)
    assert all(each.text or each.practice for each in (found.quorum, found.passing) if each), "no sentence to show"


@pytest.mark.parametrize(
    ("share", "base", "needed"),
    [
        (("at_least", 1, 2), 20, 10),
        (("at_least", 1, 2), 21, 11),
        (("over", 1, 2), 20, 11),
        (("over", 1, 2), 21, 11),
        (("at_least", 4, 5), 20, 16),
        (("at_least", 4, 5), 21, 17),
        (("over", 1, 2), 0, 1),
        (("over", 2, 3), 9, 7),
    ],
)
def test_a_share(share: tuple[ballots.Comparator, int, int], base: int, needed: int) -> None:
    assert ballots.Share(*share, of="voters").needed(base) == needed


# -- the base ---------------------------------------------------------------------------------------------------------

LONG_AGO = date(2020, 1, 1)


def branch() -> list[Event]:
    """23 on the roster: 20 who vote, 2 probationary, 1 留党察看."""
    standings = ["full"] * 20 + ["probationary"] * 2 + ["full"]
    events = [Event(bytes([n]), "membership", "", LONG_AGO, "in") for n in range(23)]
    events += [Event(bytes([n]), "standing", "", LONG_AGO, standing) for n, standing in enumerate(standings)]
    return [*events, Event(bytes([22]), "vote", "", LONG_AGO, "on_probation")]


def people(day: date, events: list[Event], states: Mapping[int, AttendanceState]) -> list[tuple[bytes, str, bool]]:
    return [
        (member, states.get(member[0], "present"), person.votes) for member, person in roster_on(events, day).items()
    ]


@pytest.mark.parametrize(("kind", "quorum"), [("ordinary", 10), ("admission", 11), ("election", 16)])
def test_twenty_three_on_the_roster_are_twenty_voters(kind: BallotKind, quorum: int) -> None:
    roll = ballots.roll_of(people(DAY, branch(), {}), {}, "voters")
    assert roll == Roll(20, 20)
    assert ballots.outcome(rule(kind), roll, Votes()).quorum == quorum


def test_it_takes_eleven_also_with_twelve_present() -> None:
    away: dict[int, AttendanceState] = dict.fromkeys(range(8), "excused")
    roll = ballots.roll_of(people(DAY, branch(), away), {}, "voters")
    assert roll == Roll(20, 12)
    assert ballots.outcome(rule(), roll, Votes(11, 1, 0)).passed
    assert ballots.outcome(rule(), roll, Votes(10, 2, 0)).passed is False


def test_who_is_on_maternity_leave_stays_in_the_base_exempt_or_not() -> None:
    roll = ballots.roll_of(people(DAY, branch(), {0: "exempt", 1: "excused"}), {}, "voters")
    assert roll == Roll(20, 18)


@pytest.mark.parametrize(
    ("exclusion", "expected"),
    [
        (CONSENT, 19),
        (CONSENT._replace(consent=" "), 20),
        (CONSENT._replace(voted=False), 20),
        (CONSENT._replace(ground="产假"), 20),
    ],
)
def test_an_exclusion_holds_with_case_consent_and_vote_only(exclusion: Exclusion, expected: int) -> None:
    there = people(DAY, branch(), {0: "exempt"})
    assert ballots.roll_of(there, {bytes([0]): exclusion}, "voters").expected == expected


def test_a_change_of_the_roster_in_march_leaves_february_alone() -> None:
    events = [*branch(), Event(bytes([20]), "standing", "", date(2026, 3, 15), "full")]
    february, march = (people(day, events, {}) for day in (date(2026, 2, 27), DAY))
    assert ballots.roll_of(february, {}, "voters").expected == 20
    assert ballots.roll_of(march, {}, "voters").expected == 21


def test_a_committee_counts_its_members() -> None:
    there = [(bytes([n]), "present" if n < 2 else "excused", True) for n in range(5)]
    result = ballots.outcome(rule("ordinary", "committee"), ballots.roll_of(there, {}, "committee"), Votes(2, 0, 0))
    assert (result.expected, result.quorum, result.quorate) == (5, 3, False)
    assert ballot_words.result_words(result) == "到会人数不足，表决无效"


def test_who_is_exempt_stays_a_committee_member() -> None:
    there = [(b"1", "present", True), (b"2", "exempt", True), (b"3", "exempt", True)]
    assert ballots.roll_of(there, {}, "committee") == Roll(3, 1)


def test_nobody_is_present_before_the_roll_is_taken() -> None:
    roll = ballots.roll_of([(b"1", "present", True), (b"2", "unmarked", True)], {}, "voters")
    result = ballots.outcome(rule(), roll, Votes(2, 0, 0))
    assert (roll.present, result.quorate, result.passed) == (None, None, None)
    assert ballots.outcome(rule(), roll, Votes(2, 0, 0), voters_present=2).passed


@pytest.mark.parametrize("who", ["committee", "group"])
def test_an_admission_is_no_matter_of_a_smaller_body(who: Who) -> None:
    with pytest.raises(BranchError, match="要由党员大会表决"):
        rule("admission", who)


# -- elections --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("votes", "seats", "standings"),
    [
        ([17, 15, 9], 2, "elected elected short"),
        ([17, 15, 12], 2, "elected elected beyond"),
        ([17, 12, 12], 2, "elected tied tied"),
        ([17, 17, 12], 2, "elected elected beyond"),
        ([12, 12], 1, "tied tied"),
        ([18, 9], 2, "elected short"),
        ([18, None], 2, "unknown unknown"),
        ([18, 17], None, "unknown unknown"),
    ],
)
def test_who_is_elected(votes: list[int | None], seats: int | None, standings: str) -> None:
    """More than half of 18 present is 10."""
    needed = ballots.outcome(rule("election"), Roll(20, 18), Votes()).needed
    found = ballots.elected([Candidate(bytes([n]), yes) for n, yes in enumerate(votes)], seats, needed)
    assert [found[bytes([n])] for n in range(len(votes))] == standings.split()


@pytest.mark.parametrize(("candidates", "word"), [(3, "差额选举"), (2, "等额选举"), (1, "候选人少于应选名额")])
def test_whether_there_is_a_choice(candidates: int, word: str) -> None:
    assert ballot_words.contest_words(candidates, 2) == f"应选2名，候选人{candidates}名，{word}"


# -- sentences --------------------------------------------------------------------------------------------------------


def test_the_sentences() -> None:
    result = ballots.outcome(rule(), Roll(20, 18), Votes(16, 1, 1))
    assert ballot_words.counted_words(rule(), result, "×") == "应到会有表决权的正式党员20名，实到18名"
    assert ballot_words.votes_words(Votes(16, 1, 1), "×") == "16票赞成，1票不赞成，1票弃权"
    assert (
        ballot_words.votes_words(Votes(16, 1, 1, opinions=2), "×")
        == "16票赞成，1票不赞成，1票弃权（其中会前书面意见2份）"
    )
    assert ballot_words.votes_words(Votes(), "×") == "赞成×，不赞成×，弃权×"
    assert ballot_words.live_words(result, "通过") == "应到20 实到18 法定≥10 赞成≥11：通过"
    unknown = ballots.outcome(rule(), Roll(20, None), Votes())
    assert ballot_words.counted_words(rule(), unknown, "×") == "应到会有表决权的正式党员20名，实到×"
    election = ballots.outcome(rule("election"), Roll(20, 18), Votes())
    assert ballot_words.counted_words(rule("election"), election, "×") == "应到会有选举权的正式党员20名，实到18名"


@pytest.mark.parametrize(
    ("kinds", "who", "roll", "said"),
    [
        (["ordinary"], "committee", Roll(4, 2), "应到委员4人，到会2人，符合半数以上委员到会的要求。"),
        (["ordinary"], "committee", Roll(4, 1), "应到委员4人，到会1人，不足半数。"),
        (["ordinary"], "committee", Roll(4, 0), "应到委员4人，到会0人，不足半数。"),
        (["ordinary"], "committee", Roll(4, None), ""),
        (["ordinary"], "committee", Roll(0, 0), ""),
        (["ordinary"], "group", Roll(4, 1), ""),
        (
            ["ordinary", "admission", "election"],
            "members",
            Roll(20, 10),
            "应到会有表决权的正式党员20名，到会10名，一般表决符合半数以上到会的要求；"
            "接收预备党员没有超过半数；选举不足五分之四。",
        ),
    ],
)
def test_the_sentence_of_the_quorum(kinds: list[BallotKind], who: Who, roll: Roll, said: str) -> None:
    assert ballot_words.quorum_words([rule(kind, who) for kind in kinds], roll) == said


# -- what can't be ----------------------------------------------------------------------------------------------------

IMPOSSIBLE: list[tuple[BallotKind, Way, dict[str, Any], int | None, str]] = [
    ("admission", "hands", {}, 18, "须无记名投票"),
    ("election", "hands", {}, 18, "须无记名投票"),
    ("ordinary", "hands", {"yes": 18, "against": 1, "abstain": 0}, 18, "共19票，比表决时到会有表决权的人数18还多"),
    ("ordinary", "hands", {"yes": 18, "issued": 18}, 18, "举手表决没有选票"),
    ("ordinary", "secret", {"yes": 3, "opinions": 1}, 18, "书面意见不计入"),
    ("admission", "secret", {"yes": 1, "opinions": 2}, 18, "会前书面意见2份比投的1票还多"),
    ("admission", "secret", {"yes": 18, "opinions": 3}, 18, "没有到会的有表决权的党员只有2名"),
    ("ordinary", "secret", {"yes": 10, "against": 1, "abstain": 0, "valid": 12}, 18, "与有效票数12不符"),
    ("ordinary", "secret", {"valid": 12, "collected": 11}, 18, "有效票数12比收回票数11还多"),
    ("ordinary", "secret", {"collected": 12, "issued": 11}, 18, "收回票数12比发出票数11还多"),
    ("ordinary", "secret", {"issued": 19}, 18, "发出票数19比表决时到会有表决权的人数18还多"),
    ("ordinary", "secret", {"issued": 21}, None, "发出票数21比应到会有表决权的人数20还多"),
    ("election", "secret", {"yes": 10, "against": 9, "abstain": 0, "valid": 18}, 18, "比有效票数18还多"),
]


@pytest.mark.parametrize(("kind", "way", "numbers", "present", "words"), IMPOSSIBLE)
def test_numbers_that_cannot_be(
    kind: BallotKind, way: Way, numbers: dict[str, Any], present: int | None, words: str
) -> None:
    with pytest.raises(BranchError, match=words):
        ballots.check_votes(rule(kind), way, Votes(**numbers), Roll(20, present), present)


@pytest.mark.parametrize(
    ("kind", "way", "numbers"),
    [
        ("ordinary", "hands", {}),
        ("ordinary", "hands", {"yes": 16, "against": 1, "abstain": 1}),
        ("ordinary", "hands", {"yes": 16}),
        ("admission", "secret", {"yes": 18, "against": 1, "abstain": 1, "opinions": 2, "issued": 18, "valid": 18}),
        ("admission", "secret", {"yes": 0, "against": 20, "abstain": 0, "opinions": 2, "issued": 18, "valid": 18}),
        ("election", "secret", {"yes": 10, "against": 5, "abstain": 0, "issued": 18, "collected": 18, "valid": 17}),
    ],
)
def test_numbers_that_can_be(kind: BallotKind, way: Way, numbers: dict[str, int]) -> None:
    ballots.check_votes(rule(kind), way, Votes(**numbers), Roll(20, 18), 18)


@pytest.mark.parametrize(
    ("present", "reason", "words"),
    [(None, "", ""), (18, "", ""), (17, "林知远提前离会", ""), (17, " ", "请写明原因"), (19, "", "不能有19名")],
)
def test_who_was_there_at_the_vote(present: int | None, reason: str, words: str) -> None:
    if words:
        with pytest.raises(BranchError, match=words):
            ballots.check_present(Roll(20, 18), present, reason)
    else:
        ballots.check_present(Roll(20, 18), present, reason)


@pytest.mark.parametrize(
    ("change", "who", "votes", "state", "words"),
    [
        ({}, "members", True, "excused", ""),
        ({}, "committee", True, "excused", "只用于党员大会"),
        ({"ground": "产假"}, "members", True, "excused", "只有六种情形"),
        ({"consent": " "}, "members", True, "excused", "须经上级党组织同意"),
        ({"voted": False}, "members", True, "excused", "还须经支部大会通过"),
        ({}, "members", False, "excused", "没有表决权的人本来就不计入"),
        ({}, "members", True, "online", "到会的人要计入"),
    ],
)
def test_who_may_be_left_out(change: dict[str, Any], who: Who, votes: bool, state: str, words: str) -> None:
    exclusion = CONSENT._replace(**change)
    if words:
        with pytest.raises(BranchError, match=words):
            ballots.check_exclusion(exclusion, who, votes, state)
    else:
        ballots.check_exclusion(exclusion, who, votes, state)


@pytest.mark.parametrize(
    ("typed", "case"), [("自费出国", "abroad"), ("借调", "away"), ("ill", "ill"), ("回原籍", "retired")]
)
def test_a_case_by_a_part_of_its_words(typed: str, case: str) -> None:
    assert ballots.case_named(typed) == case


@pytest.mark.parametrize("typed", ["产假", "公派出国", "", "半年以上"])
def test_what_is_none_of_the_six_cases(typed: str) -> None:
    with pytest.raises(BranchError, match="只有六种情形"):
        ballots.case_named(typed)


# -- the file ---------------------------------------------------------------------------------------------------------

GOOD: dict[str, Any] = {
    "kind": "ordinary",
    "who": "members",
    "ways": ["hands"],
    "valid_from": date(2018, 1, 1),
    "passing": {"comparator": "over", "share": "1/2", "of": "voters", "practice": "local"},
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "vote"}, "kind 应是"),
        ({"who": "all"}, "who 应是"),
        ({"ways": ["loud"]}, "ways 应是"),
        ({"ways": []}, "ways 应是"),
        ({"opinions": 1}, "opinions 应是"),
        ({"valid_from": "2018"}, "valid_from 应是"),
        ({"more": 1}, "不认得 more"),
        ({"passing": {**GOOD["passing"], "share": "3/2"}}, "share 应大于 0"),
        ({"passing": {**GOOD["passing"], "share": "half"}}, "应是 1/2 这样的分数"),
        ({"passing": {**GOOD["passing"], "comparator": ">"}}, "comparator 应是"),
        ({"passing": {**GOOD["passing"], "regulation": "条例"}}, "要写 regulation"),
        ({"quorum": {**GOOD["passing"], "of": "present"}}, "不能是 present"),
    ],
)
def test_a_wrong_entry_is_named(change: dict[str, Any], words: str) -> None:
    with pytest.raises(BranchError, match=f"第 1 条有误：.*{words}"):
        ballot_rules_from({"ballot": [{**GOOD, **change}]})


def test_the_version_in_force_on_the_day_counts() -> None:
    later = {**GOOD, "valid_from": date(2026, 6, 1), "ways": ["secret"]}
    rules = ballot_rules_from({"ballot": [later, GOOD]})
    ways = [
        ballots.rule_for(rules, "ordinary", "members", day).ways
        for day in (DAY, date(2026, 7, 1), LONG_AGO.replace(2010))
    ]
    assert ways == [("hands",), ("secret",), ("hands",)]


@pytest.mark.parametrize("kind", ["admission", "confirmation"])
@pytest.mark.parametrize(
    ("day", "named", "article"),
    [
        (date(2026, 5, 17), "《中国共产党发展党员工作细则》", True),
        (date(2026, 5, 18), "《中国共产党发展党员工作细则（2026年修订）》", False),
        (date(2027, 3, 1), "《中国共产党发展党员工作细则（2026年修订）》", False),
    ],
)
def test_from_its_day_on_the_revision_is_named_without_articles(
    kind: ballots.BallotKind, day: date, named: str, article: bool
) -> None:
    rule = ballots.rule_for(RULES, kind, "members", day)
    assert rule.clause.startswith(named) and ("条" in rule.clause) == article
    earlier = ballots.rule_for(RULES, kind, "members", date(2026, 5, 17))
    for share, before in ((rule.quorum, earlier.quorum), (rule.passing, earlier.passing)):
        assert share is not None and before is not None
        assert share._replace(regulation="", article="", text="") == before._replace(regulation="", article="", text="")
