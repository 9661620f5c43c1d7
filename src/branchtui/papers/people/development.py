"""培养考察登记表: one person on the way to membership."""

from branchtui.papers.facts.development import DevelopmentFacts, TakenFact
from branchtui.papers.phrases import filled, numbered
from branchtui.papers.tree import Block, Heading, Paper, SignOff, Table, Title
from branchtui.rules.blanks import UNFILLED
from branchtui.rules.text.chinese_time import chinese_day


def development_register(facts: DevelopmentFacts) -> Paper:
    """Who it is, when they became what, and each step that was taken; blanks where nothing is entered."""
    title = "发展党员培养考察登记表"
    about = tuple((label, filled(value)) for label, value in (("姓名", facts.name), *facts.about))
    stages = tuple((f"{what}日期", chinese_day(since) if since else UNFILLED) for what, since in facts.stages)
    steps = tuple(
        (str(number), each.step, _days(each), _people(each.by), "；".join(filter(None, (each.note, each.meeting))))
        for number, each in enumerate(facts.steps, 1)
    )
    blocks: list[Block] = [
        Title(title),
        Table(("项目", "内容"), (*about, *stages), (50, 105), "cl"),
        Heading("培养、考察和办理经过", numbered=True),
        Table(
            ("序号", "环节", "日期", "办理人", "说明"),
            steps or (("", UNFILLED, "", "", ""),),
            (14, 30, 46, 28, 37),
            "ccccl",
        ),
        SignOff(facts.branch, facts.day),
    ]
    return Paper(title, facts.branch, facts.day, "培养考察登记表", tuple(blocks))


def _people(text: str) -> str:
    """The names of a cell: several are numbered, so that none is broken."""
    names = [name for name in text.split("、") if name]
    return text if len(names) < 2 else "\n".join(numbered(names))


def _days(each: TakenFact) -> str:
    return f"{chinese_day(each.day)}至{chinese_day(each.to_day)}" if each.to_day else chinese_day(each.day)
