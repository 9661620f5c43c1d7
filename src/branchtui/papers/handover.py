"""交接清单: how the branch stands on the day, what is open, the files that go along, and what to wipe; both sign."""

from collections.abc import Iterator

from branchtui.papers.facts.handover import HandoverFacts
from branchtui.papers.names import HANDOVER, NAMES
from branchtui.papers.phrases import filled, labelled, listed
from branchtui.papers.tree import Block, Heading, Meta, Paper, Paragraph, Signatures, SignOff, Table, Title
from branchtui.rules.text.chinese_time import chinese_day

_NONE = "无。"
_DAY = 46  # millimetres that a day takes in one line


def handover_list(facts: HandoverFacts) -> Paper:
    """The list. Figures come from the record; what nobody told is left blank to be written by hand."""
    name = NAMES[HANDOVER]
    blocks: list[Block] = [
        Title(f"{facts.branch}工作{name}"),
        Meta((("交出人", filled(facts.giver)), ("接手人", filled(facts.taker)))),
        Meta((("交接日期", facts.day),)),
        *_branch(facts),
        *_meetings(facts),
        *_posts(facts),
        *_reports(facts),
        *_open(facts),
        *_files(facts),
        *_leftovers(facts),
        Signatures(("交出人", "接手人")),
        SignOff(facts.branch, facts.day),
    ]
    return Paper(f"{facts.branch}{name}", facts.branch, facts.day, name, tuple(blocks))


def _branch(facts: HandoverFacts) -> Iterator[Block]:
    yield Heading("支部情况", numbered=True)
    people = "、".join(f"{word}{count}人" for word, count in facts.roster)
    yield labelled("名册", f"{people or '还没有人'}。")
    offices = [f"{office}{name}" for office, name in facts.committee]
    yield labelled("支委", f"{listed(offices)}。")
    if facts.giver_offices:
        held = "、".join(facts.giver_offices)
        yield labelled("交出人职务", f"名册上现为{held}。职务的变动照上级批复，在“人员”里登记，以前的记录不变。")


def _meetings(facts: HandoverFacts) -> Iterator[Block]:
    yield Heading(f"{facts.day.year}年会议", numbered=True)
    if not facts.meetings:
        yield Paragraph((_NONE,))
        return
    rows = tuple((each.kind, str(each.held), str(each.filed), str(each.held - each.filed)) for each in facts.meetings)
    yield Table(("种类", "已召开", "已归档", "未归档"), rows, (65, 30, 30, 30), "lccc")
    if facts.unfiled:
        unfiled = tuple((chinese_day(day), kind, filled(title)) for day, kind, title in facts.unfiled)
        yield Heading("还没有归档的", 2, numbered=True)
        yield Table(("日期", "种类", "主题"), unfiled, (_DAY, 42, 67), "cll")


def _posts(facts: HandoverFacts) -> Iterator[Block]:
    yield Heading("示范岗", numbered=True)
    if not facts.posts:
        yield Paragraph((_NONE,))
        return
    rows = tuple((each.name, each.state, listed(each.holders)) for each in facts.posts)
    yield Table(("岗位", "状态", "在岗党员"), rows, (55, 25, 75), "lcl")


def _reports(facts: HandoverFacts) -> Iterator[Block]:
    yield Heading("在写、在投的新闻稿", numbered=True)
    if not facts.reports:
        yield Paragraph((_NONE,))
        return
    titles = tuple((f"《{filled(title)}》", state) for title, state in facts.reports)
    yield Table(("题目", "状态"), titles, (125, 30), "lc")


def _open(facts: HandoverFacts) -> Iterator[Block]:
    yield Heading("未办结的事", numbered=True)
    if facts.open:
        rows = tuple((each.group, each.what, each.when) for each in facts.open)
        yield Table(("类别", "事项", "期限"), rows, (24, 85, _DAY), "clc")
    if facts.agreed:
        agreed = tuple(
            (each.what, filled(each.owner), chinese_day(each.due) if each.due else "未定") for each in facts.agreed
        )
        yield Heading("会议议定、还没有办成的", 2, numbered=True)
        yield Table(("事项", "负责人", "期限"), agreed, (84, 25, _DAY), "lcc")
    if facts.waiting:
        waiting = tuple(
            (
                each.what,
                f"{each.title}{each.number}",
                *(chinese_day(day) if day else "" for day in (each.day, each.due)),
            )
            for each in facts.waiting
        )
        yield Heading("等批复的请示、没有办结的文件", 2, numbered=True)
        yield Table(("情况", "文件", "日期", "时限"), waiting, (22, 63, 35, 35), "clcc")
    if facts.conflicts:
        yield Paragraph((f"两台电脑写得不一样、还没有处理的有{facts.conflicts}处，在“同步”里。",))
    if not (facts.open or facts.agreed or facts.waiting or facts.conflicts):
        yield Paragraph((_NONE,))


def _files(facts: HandoverFacts) -> Iterator[Block]:
    yield Heading("移交的文件", numbered=True)
    rows = [*facts.files, *([("同步文件夹（口令当面交）", facts.folder)] if facts.folder else [])]
    if facts.college is not None:
        rows.append(("学院服务器", f"{facts.college}号支部；旧席位请学院管理员停用，接手人另要加入码，口令当面交"))
    if not rows:
        yield Paragraph((_NONE,))
        return
    yield Table(("内容", "位置"), tuple(rows), (50, 105), "ll")


def _leftovers(facts: HandoverFacts) -> Iterator[Block]:
    yield Heading("交出人电脑上要清除的", numbered=True)
    yield Paragraph(("接手的电脑能打开、核对无误以后，由交出人自己清除；程序不会替您清除。",))
    yield Table(("内容", "位置"), facts.leftovers, (50, 105), "ll")
    yield Paragraph(("另有发给过别人的、存在 U 盘和聊天软件里的备份和 Word 文件，程序不知道，请自己查看。",))
