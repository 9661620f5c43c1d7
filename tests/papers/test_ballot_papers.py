"""What record and resolution print of ballots: sentence, numbers, who did not count, and blanks for what nobody told."""

from datetime import date

from branchtui import assets
from branchtui.papers.facts.meetings import BallotFact, ExclusionFact, ItemFact
from branchtui.papers.meetings import minutes, resolution
from branchtui.rules.blanks import blanks_in
from branchtui.rules.voting.ballot_reading import ballot_rules_from
from branchtui.rules.voting.ballots import Roll, Votes, outcome, rule_for
from branchtui.rules.voting.kinds import BallotKind, Way
from tests.papers.samples import meeting
from tests.papers.test_meeting_papers import texts

RULES = ballot_rules_from(assets.toml("rules", "ballots.toml"))
WHOLE = Votes(16, 1, 1, issued=18, collected=18, valid=18)


def ballot(
    kind: BallotKind = "ordinary",
    votes: Votes = WHOLE,
    word: str = "通过",
    way: Way = "secret",
    roll: Roll = Roll(20, 18),  # noqa: B008 (never changed)
    **more: object,
) -> BallotFact:
    rule = rule_for(RULES, kind, "members", date(2026, 3, 6))
    facts = {"about": "", "candidate": "", "scrutineers": "周以宁", "tellers": "沈一禾", **more}
    return BallotFact(rule=rule, votes=votes, result=outcome(rule, roll, votes), word=word, way=way, **facts)  # type: ignore[arg-type]


def printed(*ballots: BallotFact, decided: str = "同意。") -> tuple[str, str]:
    facts = meeting(
        items=(ItemFact("讨论接收事宜", record="林知远：讲了。", resolution=decided, ballots=ballots),),
        excluded=(ExclusionFact("沈亦和", "调动、借调、学习、蹲点半年以上，组织关系未转；院党发〔2026〕3号"),),
    )
    return texts(minutes(facts)), texts(resolution(facts))


def test_a_secret_ballot() -> None:
    record, decided = printed(ballot("admission", candidate="许青禾"))
    assert (
        "表决（接收预备党员 许青禾）：采取无记名投票方式。应到会有表决权的正式党员20名，实到18名。"
        "发出选票18张，收回18张，有效票18张。16票赞成，1票不赞成，1票弃权，通过。监票人：周以宁；计票人：沈一禾。"
    ) in record
    assert (
        "接收预备党员 许青禾：应到会有表决权的正式党员20名，实到18名；16票赞成，1票不赞成，1票弃权，通过。" in decided
    )
    words = "不计入应到：沈亦和（调动、借调、学习、蹲点半年以上，组织关系未转；院党发〔2026〕3号；支部大会通过）"
    assert words in record and words in decided


def test_a_show_of_hands_has_no_slips() -> None:
    record, _ = printed(ballot(votes=Votes(17, 0, 1), way="hands", scrutineers="", tellers=""))
    assert "表决：采取举手表决。应到会有表决权的正式党员20名，实到18名。17票赞成，0票不赞成，1票弃权，通过。" in record
    assert "选票" not in record and "监票人" not in record


def test_what_nobody_told_is_left_to_be_filled_in() -> None:
    record, _ = printed(ballot("admission", Votes(), "", roll=Roll(20, None), candidate="许青禾", tellers=""))
    assert "实到（未点名）。发出选票（未填写），收回（未填写），有效票（未填写）。" in record
    assert "赞成（未填写），不赞成（未填写），弃权（未填写）。监票人：周以宁；计票人：（未填写）。" in record
    assert {"赞成（未填写）", "有效票（未填写）", "计票人：（未填写）"} <= set(blanks_in(record))


def test_an_election_lists_its_candidates() -> None:
    record, decided = printed(
        ballot("election", Votes(17, 1, 0, valid=18), "当选", candidate="林知远", seats=1),
        ballot("election", Votes(8, 10, 0, valid=18), "未当选", candidate="周以宁", seats=1),
    )
    assert "选举：采取无记名投票方式，应选1名，候选人2名，差额选举。应到会有选举权的正式党员20名，实到18名。" in record
    assert "林知远：17票赞成，1票不赞成，0票弃权，当选。" in record
    assert "周以宁：8票赞成，10票不赞成，0票弃权，未当选。" in record
    assert (
        "选举 林知远：应到会有选举权的正式党员20名，实到18名；17票赞成" in decided and "选举 周以宁：8票赞成" in decided
    )


def test_why_fewer_were_there_than_the_roll_has() -> None:
    record, _ = printed(ballot(roll=Roll(20, 17), present_reason="一人提前离会"))
    assert "实到17名（少于考勤：一人提前离会）。" in record


def test_a_ballot_that_passed_is_decided_though_nobody_wrote_a_resolution() -> None:
    passed = ballot("admission", candidate="许青禾")
    _, decided = printed(passed, decided="")
    assert "讨论接收事宜" in decided and "接收预备党员 许青禾：" in decided and "16票赞成" in decided
    failed = ballot("admission", Votes(3, 14, 1), "未通过", candidate="许青禾")
    facts = meeting(items=(ItemFact("讨论接收事宜", record="讲了。", ballots=(failed,)),))
    assert not facts.has_resolution and "未通过" in texts(minutes(facts))
    both = meeting(items=(ItemFact("讨论接收事宜", ballots=(failed, passed)), ItemFact("通报", record="讲了。")))
    assert "未通过" in texts(resolution(both)) and "通报" not in texts(resolution(both))


def test_the_resolution_tells_once_who_was_there_for_an_election() -> None:
    votes = Votes(16, 1, 1)
    first, second = (ballot("election", votes, "当选", candidate=name, seats=2) for name in ("许青禾", "沈亦和"))
    _, decided = printed(first, second)
    there = "应到会有选举权的正式党员20名，实到18名；"
    assert f"选举 许青禾：{there}16票赞成，1票不赞成，1票弃权，当选。选举 沈亦和：16票赞成" in decided
    assert decided.count(there) == 1
