"""The board of the demo branch on a day, against a table made by hand from its season and the rules.

Each line says in a comment why it is there. A meeting stands in a month counted from that of the demo's day, as in
`assets/demo/season.toml`: the third Wednesday of the month before 2026-12-20 is 2026-11-18.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli

DAY = "2026-12-20"
NEWS = ("会后 24 小时内（默认，可改）", "默认：会后 24 小时内写出新闻稿。条文没有规定，本支部可以自己定。")
GROUPS = (
    "《中国共产党支部工作条例（试行）》第十三条",
    "《中国共产党支部工作条例（试行）》第十三条：党小组会一般每月召开1次，组织党员参加政治学习、谈心谈话、开展批评和自我批评等。",
)

MODEL = "党建工作样板支部（七个有力）"
CHECKED = f"对照“{MODEL}”检查"
BRAND = "一窗、二访、三清单"
HOURS = "《中国共产党党员教育管理工作条例》第二十四条"

Line = tuple[str, ...]  # sort, duty, period, clause, basis, what it opens, rule, group

TABLE: dict[str, list[Line]] = {
    "overdue": [
        # Held on 11-18 at 15:00: its news was due a day later, nobody wrote it, and nobody said that there is none.
        ("news", "起草新闻稿：我为师生办件事", "2026-11-19 15:00 前", *NEWS, "我为师生办件事", "news", ""),
        # The second group met in September, October and December. November ended on the 30th without a meeting of it.
        (
            "missed",
            "第二党小组：党小组会少开 1 次",
            "2026年11月",
            *GROUPS,
            "",
            "count:党小组会:2026年11月",
            "第二党小组",
        ),
        # Its last service was 64 days before today; 60 are allowed.
        (
            *("post_silent", "研究生工作示范岗已有 64 天没有服务记录", "2026-12-16 前", "默认，可改；条文没有规定"),
            "在岗的示范岗，60 天内应有服务记录（默认，可改；条文没有规定）。",
            *("研究生工作示范岗", "post_silent:2026-10-17", ""),
        ),
        # Agreed on 11-18, to be done three days before today.
        (
            *("action", "江映月：跟进未办结的两项需求", "2026-12-17 前", "会议议定"),
            *("2026年11月18日“我为师生办件事”议定的事。责任人：江映月。", "我为师生办件事", "action", ""),
        ),
    ],
    # Every ballot has the numbers that record, resolution and report state; every list is the roster of its day.
    "contradictions": [],
    "due": [
        # Sent nine days ago, on Friday 12-11, and not answered: ten working days later is Friday 12-25.
        (
            *("answer", "催办批复：关于使用党员活动经费开展共建活动的请示", "2026-12-25 前"),
            "发出后 10 个工作日内（默认，可改）",
            "默认：发出后 10 个工作日内应当有批复，没有就去问。条文没有规定，本支部可以自己定。",
            *("关于使用党员活动经费开展共建活动的请示", "answer", ""),
        ),
        # To be handed in seven days from today, when the cycle of the framework ends; it began with the first meeting of the season.
        (
            *("milestone", f"验收材料还有 7 天：{MODEL}", "2026-12-27 前", "采用对标时定的节点"),
            f"“{MODEL}”的验收材料2026年12月27日到期，还没有登记送交。",
            *(MODEL, "milestone:2026-12-27:7", ""),
        ),
        # Agreed on 11-17, the third Tuesday, to be done nine days from today.
        (
            *("action", "宋予安：收集公示期间的意见，汇总后报支委会", "2026-12-29 前", "会议议定"),
            *("2026年11月17日“设立党员先锋示范岗”议定的事。责任人：宋予安。", "设立党员先锋示范岗", "action", ""),
        ),
        # Everybody has the hours of the year but the two who were not at the training in May: 8 of July and 18 of the meetings
        # that 苏晚舟 was at (two 主题党日, an assembly and the appraisal were held without her) make 26 of 32, and 8 and 21 are 29.
        (
            *("hours", "补足年度学时：苏晚舟差 6、贺兰舟差 3", "2026-12-31 前", HOURS),
            f"{HOURS}：党员、书记和支委每年的学时。会议的学时从考勤算，培训的从学习与发展算。",
            *("", "hours:2026", ""),
        ),
        # Activist since 170 days, on 07-03; an examination is due within half a year, told of from a month before.
        (
            *("development", "培养考察：苏见微", "2027-01-03 前", "《中国共产党发展党员工作细则（2026年修订）》"),
            "《中国共产党发展党员工作细则（2026年修订）》：对入党积极分子每半年考察一次。",
            *("苏见微", "development:培养考察:2026-07-03", ""),
        ),
        # Forty days from today, told three months before; agreed with a partner of `assets/demo/registers.toml`.
        (
            *("agreement", "续签共建协议，或记下不再续签：海州市云栖社区党委", "2027-01-29 前"),
            "默认：协议到期前 3 个月提醒",
            "和海州市云栖社区党委的共建协议2027年1月29日到期。默认：协议到期前 3 个月提醒。",
            *("海州市云栖社区党委", "agreement:2027-01-29", ""),
        ),
        # The cycle began on 08-12, with the first meeting of the season, and holds most of August and half of the third quarter;
        # the lesson of September was one of 45分钟一堂课 and no 党课, nobody of the committee met in August, nothing but one report
        # was handed in till the end of September, and one post is silent. Each is one gap of a need, in the order of the tree.
        (
            *("gap", "对标缺 5 项：2026年3季度：党课还差 1 项", "", f"“{MODEL}”的需要"),
            "2026年3季度：党课还差 1 项；2026年8月：支部委员会会议还差 1 项；2026年3季度：新闻稿还差 2 篇。",
            *(MODEL, "gap", ""),
        ),
        # Of the two honours within the cycle neither has a scan, nor an issuer; the earlier one is named.
        (
            *(
                "finding",
                "荣誉成果“大学生创新创业训练计划项目立项”没有扫描件、授予单位，请补上（共 2 处）",
                "",
                CHECKED,
            ),
            "荣誉成果“大学生创新创业训练计划项目立项”没有扫描件、授予单位，请补上（共 2 处）。",
            *("大学生创新创业训练计划项目立项", "finding:e6", ""),
        ),
        # Two targets were promised, and nobody wrote how far they are.
        (
            *(
                "finding",
                "5.2 “媒体报道”的承诺目标“8篇”还没有达到，完成情况里也没有说明，请写明（共 2 处）",
                "",
                CHECKED,
            ),
            "5.2 “媒体报道”的承诺目标“8篇”还没有达到，完成情况里也没有说明，请写明（共 2 处）。",
            *("媒体报道", "finding:e7", ""),
        ),
        # One meeting of the season was recorded later than its day.
        (
            *("finding", "1.1 “理论学习制度落实”的 6 件佐证里有 1 件是补记的，请准备说明", "", CHECKED),
            "1.1 “理论学习制度落实”的 6 件佐证里有 1 件是补记的，请准备说明。",
            *("理论学习制度落实", "finding:w1", ""),
        ),
        # The brand names three lists and has two.
        (
            *("finding", "3 “三清单”下面有 2 项，不是 3 项，请补齐或改名", "", f"对照“{BRAND}”检查"),
            "3 “三清单”下面有 2 项，不是 3 项，请补齐或改名。",
            *("三清单", "finding:w7", ""),
        ),
        # Nothing is owed: the 4th quarter has 支部党员大会 on 11-17 and 11-26, and 党课 planned for 12-23; December has its
        # 主题党日, 支部委员会会议 and a 党小组会 of each group; the year has 组织生活会 on 11-19 and 民主评议党员 on 11-24.
    ],
    "coming": [
        # The fourth Wednesday of this month, then the second of the next; the 支部党员大会 of 2027-01-27 lies over 31 days off.
        ("come", "党课：示范岗上的一天", "2026-12-23 15:00", *["商学楼报告厅"] * 2, "示范岗上的一天", "", ""),
        ("come", "主题党日：重温入党誓词", "2027-01-13 14:30", *["校史馆"] * 2, "重温入党誓词", "", ""),
    ],
    "done": [
        # The second Tuesday, Thursday and Friday of this month, and its third Wednesday.
        *(
            ("held", f"{kind}：{title}", period, place, place, title, "", "")
            for kind, title, period, place in (
                ("支部委员会会议", "研究示范岗公示", "2026-12-08 16:00", "行政楼203办公室"),
                ("党小组会", "对照承诺找差距", "2026-12-10 12:40", "商学楼312会议室"),
                ("党小组会", "说说值班的难处", "2026-12-11 12:40", "商学楼415会议室"),
                ("主题党日", "把经验留下来", "2026-12-16 15:00", "学院资料室"),
            )
        )
    ],
    "silenced": [
        # Held on 11-19 at 15:00; the branch said that it reports of none.
        ("news", "起草新闻稿：年度组织生活会", "2026-11-20 15:00 前", *NEWS, "年度组织生活会", "news", ""),
    ],
}


@pytest.fixture
def on_that_day(cli: Cli, tmp_path: Path) -> Cli:
    assert cli("demo", "--out", str(tmp_path / "材料"), "--date", DAY).code == 0
    return cli


@pytest.mark.slow
def test_the_board_is_the_table(on_that_day: Cli) -> None:
    told = json.loads(on_that_day("board", "--date", DAY, "--json").out)
    meetings = json.loads(on_that_day("list", "meetings", "--json").out)
    posts = json.loads(on_that_day("list", "posts", "--json").out)
    people = json.loads(on_that_day("list", "members", "--json").out)
    partners = json.loads(on_that_day("list", "contacts", "--json").out)
    titles = {row["id"]: row["title"] for row in meetings} | {row["id"]: row["name"] for row in (*posts, *people)}
    titles |= {row["id"]: row["unit"] for row in partners}
    titles |= {row["id"]: row["title"] for row in json.loads(on_that_day("list", "documents", "--json").out)}
    titles |= {row["id"]: row["title"] for row in json.loads(on_that_day("list", "honours", "--json").out)}
    for framework in json.loads(on_that_day("framework", "list", "--json").out):
        shown = json.loads(on_that_day("framework", "show", framework["id"], "--json").out)
        titles |= {shown["id"]: shown["name"]} | {row["id"]: row["title"] for row in shown["points"]}
    groups = {row["group"] for part in told.values() if isinstance(part, list) for row in part if row["group"]}
    assert len(groups) == 1, "the second group alone, by its id"

    def line(row: dict[str, Any]) -> Line:
        opened = row["open"]
        things = {
            "post_silent": "post",
            "agreement": "contact",
            "answer": "document",
            "hours": "member",
            "development": "member",
            "milestone": "framework",
            "gap": "framework",
            "finding": "honour" if ":e6:" in row["rule"] else "point",
        }
        assert opened is None or opened["thing"] == things.get(row["sort"], "meeting")
        words = [row[name] for name in ("sort", "duty", "period", "clause", "basis")]
        rule = row["rule"].rpartition(":")[0] if row["sort"] == "finding" else row["rule"]  # without its framework
        return (*words, titles[opened["id"]] if opened else "", rule, "第二党小组" if row["group"] else "")

    assert {key: told[key] for key in told if key not in TABLE} == {"date": DAY}
    for part, lines in TABLE.items():
        assert [line(row) for row in told[part]] == lines, part
