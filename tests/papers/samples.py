"""Invented facts for papers: one branch, one meeting, one report."""

from datetime import date, datetime
from typing import Any

from branchtui import assets
from branchtui.papers.facts.meetings import GuestFact, ItemFact, MaterialFact, MeetingFacts, PersonFact
from branchtui.papers.facts.reports import FigureFact, ReportFacts
from branchtui.rules.kind_reading import rules_from

KINDS = rules_from(assets.toml("rules", "meetings.toml"), {}).on(date(2026, 3, 6))

BRANCH = "林海大学国际学院办公室党支部"
RECORD = (
    "林知远：本学期的学习分三个阶段，每个阶段都有记录、有交流、有检查，做到“学有所得、学有所用”。\n"
    "各党小组可以结合岗位工作安排。\n周以宁：赞成。建议把三个岗位的实际问题列成清单，到期末对照检查。"
)
PEOPLE = (
    PersonFact("林知远", "书记", "正式党员"),
    PersonFact("周以宁", "组织委员", "正式党员", state="late"),
    PersonFact("沈一禾", "", "正式党员", state="excused", reason="因公出差"),
    PersonFact("古丽·热合曼", "", "正式党员", state="absent"),
    PersonFact("𠮷川遥", "", "预备党员", votes=False),
    PersonFact("欧阳景行", "", "正式党员", state="exempt", reason="出国（境）"),
)


def meeting(**changes: Any) -> MeetingFacts:
    """A 支部党员大会 that has been held and recorded."""
    facts: dict[str, Any] = {
        "branch": BRANCH,
        "unit": "国际学院",
        "kind": "支部党员大会",
        "title": "",
        "start": datetime(2026, 3, 6, 14, 30),
        "end": datetime(2026, 3, 6, 16, 5),
        "notice_day": date(2026, 3, 2),
        "state": "recorded",
        "ordinal": "3",
        "place": "行政楼301会议室",
        "host": "林知远",
        "recorder": "周以宁",
        "people": PEOPLE,
        "guests": (GuestFact("程屿", "院长"),),
        "materials": (MaterialFact("论学习", "人民出版社"),),
        "items": (
            ItemFact("传达上级会议精神", "林知远", 20, RECORD),
            ItemFact("讨论学习计划", "周以宁", None, RECORD, "同意本学期学习计划"),
        ),
        "first_topic": "学习有关重要论述",
        "requirements": "请准时参加。",
        "closing": "请各党小组按分工落实。",
        "recorded_on": date(2026, 3, 6),
    }
    if kind := KINDS.get(changes.get("kind", "")):
        facts |= {"verb": kind.verb, "activity": kind.activity, "who": kind.who}
    return MeetingFacts(**{**facts, **changes})


def planned(**changes: Any) -> MeetingFacts:
    """The same meeting before it is held."""
    people = tuple(PersonFact(p.name, p.office, p.standing, p.votes) for p in PEOPLE)
    blank = {"state": "planned", "people": people, "recorded_on": None, "closing": "", "end": None}
    return meeting(**{**blank, **changes})


BODY = "\n".join(
    [
        "国际学院办公室党支部：",
        "2026年3月，支部获评学校样板党支部，实现了“双创”建设的新突破。" + "各项工作按计划推进，成效逐步显现。" * 6,
        "# 坚持目标导向 着力打造“样板间工程”",
        "注重规范建设。" + "认真落实“三会一课”制度，强化学习的系统性和实时性；" * 5,
        "【图1】",
        "# 发挥先锋引领 着力打造“主力军工程”",
        "设立示范岗，参与人才培养。" + "近年来服务学生200余人次，取得一系列成果。" * 6,
        "【图3】",
        "挖掘一线育人因素，以小切口带动大成效。",
        "【图8】",
    ]
)


def report(**changes: Any) -> ReportFacts:
    """A news report of the reference article's shape, in invented words."""
    facts: dict[str, Any] = {
        "title": "国际学院办公室党支部",
        "body": BODY,
        "branch": BRANCH,
        "kicker": "样板党支部风采",
        "subtitles": ("聚焦党建“双创”建设", "构建“三级”工作格局"),
        "unit": "国际学院",
        "dated": date(2026, 3, 26),
        "editors_note": "为展示各支部的做法，本栏目推出系列报道，敬请关注。",
        "figures": {1: FigureFact("one", "工作机制"), 3: FigureFact("two"), 8: FigureFact("", "学习交流")},
        "bylines": (("责编", "许清和"),),
    }
    return ReportFacts(**{**facts, **changes})
