"""What a reviewer would find: each rule with what it finds and what it passes."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from branchtui.rules.frameworks.findings import (
    OF_BOARD,
    RULES,
    ActivitySeen,
    FrameworkSeen,
    HonourSeen,
    PhotoSeen,
    PointSeen,
    findings,
)
from branchtui.rules.frameworks.issuers import most_granted
from branchtui.rules.frameworks.judging import Cell, Gap, NeedState, State
from branchtui.rules.frameworks.needs import Need
from branchtui.rules.frameworks.periods import Period
from branchtui.rules.frameworks.things import Thing

FIRST, LAST, TODAY = date(2025, 3, 1), date(2026, 2, 28), date(2026, 3, 5)
WHOLE = Period(FIRST, LAST, "全周期")
LONG = "支部在每个月的第一周召开会议，研究师生反映的问题，逐条登记、逐条答复、逐条回访，做到件件有着落。"


def thing(table: str = "meeting", number: int = 1, day: date | None = date(2025, 6, 1), **more: Any) -> Thing:
    return Thing(table, bytes([number]) * 16, f"第{number}件", day, **more)


def served(have: int, *, state: State = "met", unit: str = "人次") -> NeedState:
    need = Need("served", "服务师生", "measure", measure="served", at_least=200, unit=unit)
    return NeedState(need, state, (Cell(WHOLE, have, 200, state, ()),))


def point(**more: Any) -> PointSeen:
    return PointSeen(**{"id": b"p" * 16, "number": "1.1", "title": "观测点", **more})


def seen(*points: PointSeen, **more: Any) -> FrameworkSeen:
    return FrameworkSeen(FIRST, LAST, TODAY, points, **more)


SHEET = NeedState(
    Need("papers", "有记录的党课", "count", thing="meeting", papers=("minutes", "sign_in")),
    "missing",
    (),
    (Gap(WHOLE, None, "全周期：“讲课”的纸面不全", ("meeting", b"m" * 16)),),
)
HONOUR = HonourSeen(b"h" * 16, "先进集体", "校级", "海州大学党委", 1)
TAKEN = PhotoSeen(
    ("meeting", b"m" * 16), "合影.jpg", datetime(2025, 6, 1, 17), datetime(2025, 6, 1, 15), datetime(2025, 6, 1, 16)
)
ACTIVITY = ActivitySeen(b"a" * 16, "走进社区", date(2025, 6, 1), "社区", 5, "主题党日", date(2025, 6, 1), "社区")
ACTED = Thing("partner_activity", b"a" * 16, "走进社区", date(2025, 6, 1))
BRAND = point(title="三心", depth=0, children=3)

FOUND = [
    ("e1", seen(point(things=(thing(day=date(2025, 2, 28)),))), "不在周期"),
    ("e1", seen(point(things=(thing(day=date(2026, 3, 1)),))), "2026-03-01"),
    ("e2", seen(point(needs=(SHEET,))), "要有记录和签到表"),
    ("e3", seen(point(account="服务师生 200余人次。", needs=(served(300),), things=(thing(),))), "登记的是 300 人次"),
    ("e3", seen(point(account="服务师生 200余人次。", needs=(served(200),), things=(thing(),))), "200余人次"),
    ("e3", seen(point(account="服务师生 251 人次。", needs=(served(250),), things=(thing(),))), "251人次"),
    ("e4", seen(activities={b"a": ACTIVITY._replace(day=date(2025, 6, 2))}), "请核对日期"),
    ("e4", seen(activities={b"a": ACTIVITY._replace(place="广场")}), "请核对地点"),
    ("e5", seen(point(account="都做了。")), "没有一件佐证"),
    ("e6", seen(honours=[HONOUR._replace(scans=0)]), "没有扫描件"),
    ("e6", seen(honours=[HONOUR._replace(issuer=" ")]), "没有授予单位"),
    ("e6", seen(honours=[HONOUR._replace(level="省级")]), "一般只授到校级"),
    ("e7", seen(point(promised="两年服务 800 人次", needs=(served(251),))), "“800人次”还没有达到"),
    ("e7", seen(point(promised="按月上党课", needs=(served(0, state="missing"),))), "承诺目标还没有达到"),
    ("w1", seen(point(things=(*(thing(number=n) for n in range(1, 9)), thing(number=9, origin="late")))), "补记"),
    (
        "w2",
        seen(point(things=(thing(day=date(2026, 2, 1)), thing(number=2, day=date(2026, 2, 20))))),
        "全是最近 30 天",
    ),
    ("w3", seen(*(point(number=f"1.{n}", things=(thing(),)) for n in range(1, 5))), "用在 4 个观测点"),
    ("w4", seen(photos=[TAKEN._replace(taken=datetime(2025, 6, 1, 18, 1))]), "请核对"),
    ("w4", seen(photos=[TAKEN._replace(taken=datetime(2025, 6, 1, 12, 59))]), "拍于 2025-06-01 12:59"),
    ("w5", seen(point(account=LONG), point(number="1.2", account=f"此外，{LONG}")), "40 字以上相同"),
    ("w5", seen(point(account="同样。", before="同样。")), "一字不差"),
    ("w6", seen(unlinked=[(b"n" * 16, "设岗亮责")]), "没有链接"),
    ("w7", seen(replace(BRAND, children=2), is_brand=True), "下面有 2 项，不是 3 项"),
    ("w7", seen(replace(BRAND, title="两访", children=3), is_brand=True), "不是 2 项"),
    ("h1", seen(point(dim="服务师生", things=(thing("service"),))), "没有一件来自学生方面"),
    ("h2", seen(point(things=(ACTED,)), activities={b"a" * 16: ACTIVITY._replace(students=0)}), "没有写学生人数"),
]

PASSED = [
    ("e1", seen(point(things=(thing(day=FIRST), thing(number=2, day=LAST), thing(number=3, day=None))))),
    ("e3", seen(point(account="服务师生 200余人次，共 251 场。", needs=(served(251),), things=(thing(),)))),
    ("e3", seen(point(account="服务师生 1200多人次。", needs=(served(1299),), things=(thing(),)))),
    ("e4", seen(activities={b"a": ACTIVITY, b"b": ACTIVITY._replace(meeting="", day=date(2025, 7, 1))})),
    ("e5", seen(point(account="都做了。", things=(thing(),)), point(account="总述。", children=2))),
    ("e6", seen(honours=[HONOUR, HONOUR._replace(issuer="协会", level="国家级")])),
    ("e7", seen(point(promised="服务 800 人次", needs=(served(800),)))),
    ("e7", seen(point(promised="服务 800 人次", account="差在假期。", needs=(served(1, state="part"),)))),
    ("w1", seen(point(things=(*(thing(number=n) for n in range(1, 10)), thing(number=10, origin="late"))))),
    ("w2", seen(point(things=(thing(), thing(number=2, day=date(2026, 2, 20)))))),
    ("w2", replace(seen(point(things=(thing(day=LAST), thing(number=2, day=LAST)))), first=date(2026, 1, 15))),
    ("w3", seen(*(point(number=f"1.{n}", things=(thing(),)) for n in range(1, 4)))),
    ("w4", seen(photos=[TAKEN, TAKEN._replace(taken=datetime(2025, 6, 1, 13))])),
    ("w5", seen(point(account=LONG[:39]), point(account=LONG[:39]))),
    ("w7", seen(BRAND, is_brand=True)),
    ("w7", seen(replace(BRAND, children=0))),
    ("h1", seen(point(dim="服务师生", things=(thing("helper_event"),)), point(dim="教育党员"))),
    (
        "h2",
        seen(
            point(things=(ACTED,), reasoned=frozenset({("partner_activity", b"a" * 16)})),
            activities={b"a" * 16: ACTIVITY._replace(students=0)},
        ),
    ),
]


@pytest.mark.parametrize(("rule", "framework", "says"), FOUND)
def test_what_a_rule_finds(rule: str, framework: FrameworkSeen, says: str) -> None:
    (found,) = [each for each in findings(framework) if each.rule == rule]
    assert says in found.words and found.words.endswith("。") and len(found.opens[1]) == 16
    assert found.severity == rule[0]


@pytest.mark.parametrize(("rule", "framework"), PASSED)
def test_what_a_rule_passes(rule: str, framework: FrameworkSeen) -> None:
    assert not [each.words for each in findings(framework) if each.rule == rule]


def test_every_rule_is_in_the_table() -> None:
    assert {rule for rule, _, _ in FOUND} == {
        *(f"e{n}" for n in range(1, 8)),
        *(f"w{n}" for n in range(1, 8)),
        "h1",
        "h2",
    }


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("中共海州大学委员会", "校级"),
        ("海州大学国际商学院党委", "院级"),
        ("海州职业学院", "校级"),
        ("海东省教育厅", "省级"),
        ("上海市教育委员会", "省级"),
        ("海州市总工会", "市级"),
        ("教育部思想政治工作司", "国家级"),
        ("国家开放大学", "校级"),
        ("海州读书会", ""),
        ("", ""),
    ],
)
def test_up_to_which_level_an_issuer_grants(issuer: str, level: str) -> None:
    assert most_granted(issuer) == level


def test_the_board_is_told_all_that_is_wrong() -> None:
    names = [str(rule.__doc__) for rule in RULES]
    told = [str(rule.__doc__) for rule in OF_BOARD]
    wanted = [name for name in names if name.startswith("e") or name in ("w1", "w7")]
    assert told == wanted, "A rule of what is wrong (e…) stands in OF_BOARD too, in the order of RULES."
