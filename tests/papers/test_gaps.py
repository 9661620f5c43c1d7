"""For any facts: every blank that is printed is named beside the paper, and no heading stands without content beneath."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchtui import assets
from branchtui.papers import post_log, posts, year
from branchtui.papers.facts.meetings import GuestFact, ItemFact, MaterialFact, MeetingFacts, PersonFact
from branchtui.papers.facts.post_log import LogFacts, LogRow, LogTotals, ShareFact, YearFacts
from branchtui.papers.facts.posts import (
    HolderFact,
    PledgeFact,
    PostFacts,
    ReviewFacts,
    ScoreFact,
    StepFact,
)
from branchtui.papers.facts.reports import FigureFact, ReportFacts
from branchtui.papers.facts.year import ArchiveEntry, ArchiveFacts, HoursFacts, HoursRow, PlanFacts, PlanItemFact
from branchtui.papers.registry import MEETING_PAPERS
from branchtui.papers.reports import news_report
from branchtui.papers.tree import Heading, Paper, Signatures, SignOff
from branchtui.rules.attendance import STATES
from branchtui.typesetting.compose import compose
from branchtui.typesetting.gaps import missing_in
from branchtui.typesetting.profile_reading import profile_from
from tests.papers.samples import KINDS, meeting, report

LOOKS = [
    profile_from(assets.toml("profiles", f"{name}.toml"), name) for name in ("gbt9704", "inline-songti", "jnu-news")
]
MARKER = re.compile("（未填写）|（待定）|（未点名）|（原因未填写）")
EMPTY = "下面没有内容"

_TEXT = st.sampled_from(["", " ", "林知远", "学习条例。", "第一行\n第二行"])
_LINE = st.sampled_from(["", " ", "林知远", "学习条例"])
_DAY = st.none() | st.just(date(2026, 3, 6))
_PERSON = st.builds(
    PersonFact, st.just("周以宁"), _LINE, st.just("正式党员"), st.booleans(), st.sampled_from(list(STATES)), _LINE
)
_ITEM = st.builds(ItemFact, _LINE, _LINE, st.none() | st.just(20), _TEXT, _TEXT)


def _some(part: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(part, max_size=3).map(tuple)


_MEETING = st.builds(
    meeting,
    kind=st.sampled_from(list(KINDS)),
    group=st.sampled_from(["", "第一党小组"]),
    title=_LINE,
    state=st.sampled_from(["planned", "held", "recorded", "filed"]),
    end=st.none() | st.just(datetime(2026, 3, 6, 16)),
    notice_day=_DAY,
    ordinal=_LINE,
    place=_LINE,
    host=_LINE,
    recorder=_LINE,
    people=_some(_PERSON),
    guests=_some(st.builds(GuestFact, st.just("程屿"), _LINE)),
    materials=_some(st.builds(MaterialFact, st.just("论学习"), _LINE)),
    items=_some(_ITEM),
    first_topic=_TEXT,
    requirements=_TEXT,
    closing=_TEXT,
    recorded_on=_DAY,
)
_POST = st.builds(
    PostFacts,
    branch=st.just("办公室党支部"),
    name=st.just("教学服务示范岗"),
    day=st.just(date(2026, 3, 6)),
    number=_LINE,
    category=_LINE,
    basis=_LINE,
    duties=_some(st.just("接待来访")),
    serves=_LINE,
    pledges=_some(st.builds(PledgeFact, st.just("来访当日答复。"), _DAY, _LINE)),
    steps=_some(st.builds(StepFact, st.just("授牌"), st.just(date(2026, 3, 6)), _DAY, _LINE, _LINE)),
    holders=_some(st.builds(HolderFact, st.just("周以宁"), _DAY, _DAY)),
    public_from=_DAY,
    public_to=_DAY,
    awarded_on=_DAY,
    state=_LINE,
)
_SPAN = {"first_day": st.just(date(2026, 3, 1)), "last_day": st.just(date(2026, 3, 31))}
_LOG = st.builds(LogFacts, _POST, rows=_some(st.builds(LogRow, st.just(date(2026, 3, 6)), what=_LINE)), **_SPAN)
_TOTALS = st.builds(LogTotals, services=st.integers(0, 9), results=_some(st.just("50份")))
_SHARE = _some(st.builds(ShareFact, st.just("3月"), st.integers(0, 9)))
_YEAR = st.builds(
    YearFacts, _POST, totals=_TOTALS, months=_SHARE, people=_SHARE, grades=_some(st.just("周以宁：优秀")), **_SPAN
)
_SCORE = st.builds(ScoreFact, st.just("群众评价"), st.just(50.0), st.none() | st.just(9.5))
_REVIEW = st.builds(
    ReviewFacts, _POST, scores=_some(_SCORE), total=st.none() | st.just(90.0), grade=_LINE, opinion=_TEXT, **_SPAN
)
_NAMED: dict[str, st.SearchStrategy[Any]] = {"branch": st.just("办公室党支部"), "day": st.just(date(2026, 3, 6))}
_PLAN = st.builds(PlanFacts, title=_LINE, items=_some(st.builds(PlanItemFact, theme=_LINE)), **_SPAN, **_NAMED)
_HOURS = st.builds(
    HoursFacts,
    year=st.just(2026),
    columns=st.just(("培训",)),
    rows=_some(st.just(HoursRow("林知远", (8.0,), 32.0))),
    **_NAMED,
)
_ARCHIVE = st.builds(
    ArchiveFacts, title=_LINE, entries=_some(st.builds(ArchiveEntry, st.just("会议通知"), _DAY)), **_NAMED
)
_PART = st.sampled_from(["# 参观校史馆", "## 小标题", "一段正文。", "实到（未点名）。", "【图1】", ""])
_REPORT = st.builds(
    ReportFacts,
    title=_LINE,
    body=st.lists(_PART, max_size=6).map("\n".join),
    branch=st.just("办公室党支部"),
    kicker=_LINE,
    unit=_LINE,
    dated=_DAY,
    editors_note=_TEXT,
    figures=st.just({}) | st.just({1: FigureFact("sha", "合影")}),
    bylines=_some(st.tuples(st.just("文"), _LINE)),
)


def _meeting_papers(facts: MeetingFacts) -> Iterator[Paper]:
    for each in MEETING_PAPERS:
        if each.ready(facts):
            yield each.make(facts)


_PAPERS: list[tuple[str, st.SearchStrategy[Any], Callable[[Any], Iterator[Paper]]]] = [
    ("meeting", _MEETING, _meeting_papers),
    ("post", _POST, lambda facts: iter((posts.post_register(facts), posts.public_notice(facts)))),
    ("log", _LOG, lambda facts: iter((post_log.service_log(facts),))),
    ("year of a post", _YEAR, lambda facts: iter((post_log.post_year(facts),))),
    ("plate", _POST, lambda facts: iter((posts.plate(facts),))),
    ("review", _REVIEW, lambda facts: iter((posts.review(facts),))),
    ("plan", _PLAN, lambda facts: iter((year.study_plan(facts),))),
    ("hours", _HOURS, lambda facts: iter((year.study_hours(facts),))),
    ("archive", _ARCHIVE, lambda facts: iter((year.archive_contents(facts),))),
    ("report", _REPORT, lambda facts: iter((news_report(facts),))),
]


def _words(part: object) -> str:
    """Every text of a tree, whatever its blocks are."""
    if isinstance(part, str):
        return part
    if isinstance(part, tuple):
        return "\n".join(map(_words, part))
    return "\n".join(_words(getattr(part, each.name)) for each in fields(part)) if is_dataclass(part) else ""


def _bare(paper: Paper) -> list[str]:
    """The headings of a tree that stand without content beneath."""
    found = []
    for place, block in enumerate(paper.blocks):
        if isinstance(block, Heading) and not block.rest:
            after = next(iter(paper.blocks[place + 1 :]), None)
            deeper = isinstance(after, Heading) and after.level > block.level
            nothing = after is None or isinstance(after, Heading | SignOff | Signatures)
            if (nothing and not deeper) or type(after).__name__ == "Byline":
                found.append(block.text)
    return found


@pytest.mark.parametrize(("facts", "papers"), [each[1:] for each in _PAPERS], ids=[each[0] for each in _PAPERS])
@settings(max_examples=60)
@given(data=st.data())
def test_every_blank_is_named_and_no_heading_stands_alone(
    facts: st.SearchStrategy[Any], papers: Callable[[Any], Iterator[Paper]], data: st.DataObject
) -> None:
    for paper in papers(data.draw(facts)):
        for look in LOOKS:
            named = [each.words for each in missing_in(compose(paper, look))]
            printed = MARKER.findall(_words(paper.blocks))
            told = [marker for words in named for marker in MARKER.findall(words)]
            assert sorted(told) == sorted(printed), f"{paper.subject}: a blank is printed that no hint names"
            bare = [words for words in named if words.endswith(EMPTY)]
            assert len(bare) == len(_bare(paper))
            assert paper.subject == "新闻稿" or not bare, f"{paper.subject}: {bare}"


def test_a_blank_says_which() -> None:
    [facts] = [meeting(items=(ItemFact("参观校史馆"),), place="", closing="")]
    for paper in _meeting_papers(facts):
        named = [each.words for each in missing_in(compose(paper, LOOKS[0]))]
        if paper.subject == "会议记录":
            assert named[0] == "地点：（未填写）" and named[-1] == "一、参观校史馆：（未填写）"
            assert "结束语" not in _words(paper.blocks) and "决议" not in _words(paper.blocks)
        if paper.subject == "会议通知":
            assert named == ["地点：（待定）"]


def test_a_section_of_a_report_that_stays_empty_is_told() -> None:
    paper = news_report(report(body="# 参观校史馆\n\n# 交流体会\n一段。\n# 下一步", figures={}))
    named = [each.words for each in missing_in(compose(paper, LOOKS[0]))]
    assert [words for words in named if words.endswith(EMPTY)] == [
        f"“{title}”{EMPTY}" for title in ("参观校史馆", "下一步")
    ]
