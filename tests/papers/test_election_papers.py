"""The papers of an election: the parts of their forms, numbers of ballots alone, blanks for what nobody told, sheets that fit."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.papers.elections.forms import KEYS, SLOTS, forms_from
from branchtui.papers.elections.slips import slips, tally
from branchtui.papers.elections.written import election_paper
from branchtui.papers.facts.elections import CandidateFact, ContestFact, ElectionFacts
from branchtui.papers.registry import ELECTION_KEYS, MEETING_PAPERS
from branchtui.papers.tree import Table
from branchtui.rules.blanks import UNFILLED
from branchtui.rules.voting.ballot_reading import ballot_rules_from
from branchtui.rules.voting.ballots import Roll, Votes, outcome, rule_for
from branchtui.workflows.preview import page_count
from tests.files.word.helpers import profile
from tests.papers.samples import meeting, planned
from tests.papers.test_meeting_papers import texts

SHIPPED = assets.toml("papers", "elections.toml")
RULE = rule_for(ballot_rules_from(assets.toml("rules", "ballots.toml")), "election", "members", date(2026, 3, 6))
NAMES = ("江映月", "沈一禾", "林知远", "周以宁")


def candidate(name: str, yes: int | None = None, word: str = "", **more: Any) -> CandidateFact:
    votes = Votes() if yes is None else Votes(yes, 18 - yes, 0)
    return CandidateFact(name, votes=votes, word=word, elected=word == "当选", **more)


def election(*candidates: CandidateFact, **changes: Any) -> ElectionFacts:
    told = changes.pop("votes", Votes())
    roll = changes.pop("roll", Roll(20, None))
    contest = ContestFact(
        "选举新一届支部委员会委员", RULE, outcome(RULE, roll, told), candidates, changes.pop("seats", 3), votes=told
    )
    facts: dict[str, Any] = {
        "branch": "海州大学国际商学院办公室党支部",
        "kind": "支部党员大会",
        "start": datetime(2026, 3, 6, 14, 30),
        "held": False,
        "forms": forms_from(SHIPPED),
        "contests": (contest,),
    }
    return ElectionFacts(**{**facts, **changes})


def whole() -> ElectionFacts:
    votes = Votes(issued=18, collected=18, valid=17)
    counted = [(17, "当选"), (16, "当选"), (15, "当选"), (6, "未当选")]
    people = [candidate(name, yes, word) for name, (yes, word) in zip(NAMES, counted, strict=True)]
    facts = election(*people, held=True, votes=votes, roll=Roll(20, 18), elected_on=date(2023, 3, 1), place="201")
    contest = replace(facts.contests[0], scrutineers="方可久", tellers="顾清和")
    return replace(facts, contests=(contest,), committee=(("书记", "林知远"), ("组织委员", "周以宁")))


def test_what_is_known_stands_in_the_request() -> None:
    said = texts(election_paper("election_request", whole()))
    for words in (
        "关于海州大学国际商学院办公室党支部委员会换届选举的请示",
        "于2023年3月1日选举产生",
        "书记林知远、组织委员周以宁。",
        "2026年3月6日（星期五）14:30，201。",
        "选举新一届支部委员会委员：应选3名，候选人4名，差额选举",
        "妥否，请批示。",
    ):
        assert words in said


def test_the_numbers_of_the_report_are_those_of_the_ballots() -> None:
    paper = election_paper("election_result", whole())
    said = texts(paper)
    assert "应到会有选举权的20名，实到18名。会议有效须有五分之四以上到会。" in said
    assert "发出选票18张，收回18张，有效票17张。监票人：方可久；计票人：顾清和。" in said
    assert "江映月、沈一禾、林知远。" in said and UNFILLED in said, "whom it is addressed to"
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert table.rows[3] == ("周以宁", "6", "12", "0", "未当选")


@pytest.mark.parametrize("key", KEYS)
def test_what_nobody_told_is_a_blank_and_never_made_up(key: str) -> None:
    said = texts(election_paper(key, election(seats=None, roll=Roll(0, None))))
    said = said.removesuffix(" None")  # the day of a sign-off, left to be written by hand
    assert "{" not in said and "None" not in said
    assert UNFILLED in said
    assert not [name for name in NAMES if name in said]


def test_only_the_report_bears_the_day_of_the_meeting() -> None:
    dated = {key: election_paper(key, whole()).dated for key in KEYS}
    assert dated == {**dict.fromkeys(KEYS), "election_result": date(2026, 3, 6)}


def test_a_result_that_is_not_known_names_nobody() -> None:
    facts = election(*(candidate(name) for name in NAMES), held=True, roll=Roll(20, 18))
    assert f"当选人（以姓氏笔画为序）{UNFILLED}。" in texts(election_paper("election_result", facts)).replace("\n", "")


@pytest.mark.parametrize("count", [1, 3, 6, 7, 12])
@pytest.mark.parametrize("branch", ["第一党支部", "海州大学国际商学院办公室和教务处联合党支部"])
def test_the_slips_of_an_election_fit_on_one_sheet(count: int, branch: str) -> None:
    facts = election(*(candidate("欧阳景行") for _ in range(count)), branch=branch, seats=min(count, 7))
    paper = slips(facts)
    assert page_count(paper, profile("gbt9704"), {}) == 1
    cut = [block for block in paper.blocks if "沿此线裁开" in str(block)]
    assert len(cut) == (1 if count <= 6 else 0)
    assert texts(paper).count("欧阳景行") == count * (2 if count <= 6 else 1)


def test_a_slip_has_a_place_for_each_who_may_be_chosen_instead_and_no_result() -> None:
    said = texts(slips(whole()))
    assert "应选3名，多选无效" in said and "当选" not in said and "17" not in said
    tables = [block for block in slips(whole()).blocks if isinstance(block, Table)]
    assert tables[0].rows[0] == ("候选人", *NAMES)
    assert tables[1].rows[0] == ("另选他人", "", "", "")


def test_the_tally_has_the_numbers_that_were_told_and_room_for_those_that_were_not() -> None:
    assert "选票：发出18张　收回18张　有效17张　无效1张" in texts(tally(whole()))
    assert "选票：发出　　张　收回　　张" in texts(tally(election(candidate("林知远"))))
    assert page_count(tally(whole()), profile("gbt9704"), {}) == 1


def test_which_papers_there_are_by_now() -> None:
    def keys(facts: ElectionFacts | None, **more: Any) -> set[str]:
        of = meeting(election=facts) if facts and facts.held else planned(election=facts)
        return {each.key for each in MEETING_PAPERS if each.ready(of)} & ELECTION_KEYS

    written = {"election_request", "election_method", "candidate_list"}
    assert keys(None) == set()
    assert keys(election()) == written
    assert keys(election(candidate("林知远"))) == written | {"slips", "tally"}
    assert keys(whole()) == ELECTION_KEYS
    assert keys(election(candidate("林知远"), held=True)) == written | {"slips", "tally"}, "nobody told a number"


def _without(row: dict[str, Any], name: str) -> None:
    del row[name]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda paper: _without(paper, "title"), "第 1 份有误：缺 title"),
        (lambda paper: paper.update(key="别的"), "key 应是 election_request"),
        (lambda paper: paper.update(signed="yes"), "signed 应是 true 或 false"),
        (lambda paper: paper.update(part=[]), "至少要有一个 part"),
        (lambda paper: paper.update(colour="red"), "不认得 colour"),
        (lambda paper: paper["part"][0].update(text="{votes}"), "text 里不认得 {votes}"),
        (lambda paper: paper["part"][0].update(text=3), "text 应是文字"),
        (lambda paper: paper["part"][0].update(table="people"), "table 应是 candidates、votes 之一"),
        (lambda paper: paper["part"].append({"rule": "条例"}), "part 里要写 heading、text 或 table"),
    ],
)
def test_a_form_that_was_changed_and_is_wrong_is_named(spoil: Callable[[Any], None], said: str) -> None:
    changed: dict[str, Any] = copy.deepcopy(dict(SHIPPED))
    spoil(changed["paper"][0])
    with pytest.raises(BranchError) as refused:
        forms_from(changed)
    assert said in str(refused.value)


def test_a_form_that_is_missing_is_named() -> None:
    shipped: Mapping[str, Any] = {"paper": SHIPPED["paper"][1:]}
    with pytest.raises(BranchError, match="缺 election_request"):
        forms_from(shipped)


def test_every_place_of_a_form_is_filled() -> None:
    used = {slot for slot in SLOTS if f"{{{slot}}}" in assets.read("papers", "elections.toml").decode("utf-8")}
    assert used == SLOTS, "a place that no paper uses is taken out"
