"""The tables of an acceptance folder: what is missing, the materials, the tasks, and things listed on a sheet."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from branchtui.papers.facts.frameworks import FrameworkFacts, MaterialFact, RegisterFacts, TaskFact
from branchtui.papers.phrases import days
from branchtui.papers.tree import Block, Meta, Paper, SignOff, Table, Title, paragraphs
from branchtui.rules.blanks import UNWRITTEN
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.marks import sentences

LACKS, MATERIALS, TASKS = "缺项清单", "佐证材料目录", "任务完成情况一览表"
MATERIAL_HEADER = ("序号", "编号", "材料名称", "形成日期", "性质", "数量", "页数", "备注")
_WIDTHS = (14, 20, 36, 22, 14, 17, 14, 18)
_TASK_HEADER = ("任务和要求", "承诺目标", "完成情况", "完成率", "佐证编号", "责任人")
_TASK_WIDTHS = (37, 25, 37, 15, 22, 19)
_LONGEST_CELL = (
    160  # characters of a text of the task table in one row: more goes on in the next, for rows do not split
)
_OWN_WORDING = "任务的文字是本程序拟的，不是主办单位的原文：请用本批次通知所附的指南核对、替换。"
_PIECE = re.compile(rf".{{1,{_LONGEST_CELL}}}(?<=[，、：\n])|.{{1,{_LONGEST_CELL}}}", re.DOTALL)


def lacks_list(facts: FrameworkFacts) -> Paper:
    """缺项清单: of each point what is missing, by which clause, and what to do; for the branch itself, not to be sent."""
    blocks = [*_head(LACKS, facts), *(paragraphs(_OWN_WORDING) if facts.own_wording else [])]
    if facts.lacks:
        rows = tuple((each.number, each.title, each.say, each.clause, each.words) for each in facts.lacks)
        header = ("编号", "观测点", "要求", "依据", "缺什么，怎样补")
        blocks.append(Table(header, rows, (14, 28, 34, 30, 49), "cllll"))
    else:
        blocks += paragraphs("到今天为止没有缺项。")
    return _paper(LACKS, facts, blocks)


def materials_list(facts: FrameworkFacts) -> Paper:
    """佐证材料目录: the materials of each point in the order of the tree."""
    rows: list[tuple[str, ...]] = []
    number = 0
    for above, listed in groupby(facts.materials, key=lambda each: each.above):
        point, _, title = above.partition(" ")
        rows.append(("", point, title))
        for each in listed:
            number += 1
            rows.append((str(number), *_material(each)))
    blocks = [*_head(MATERIALS, facts), Table(MATERIAL_HEADER, tuple(rows), _WIDTHS, "cclccccl")]
    return _paper(MATERIALS, facts, [*blocks, SignOff(facts.branch, facts.day)])


def task_table(facts: FrameworkFacts) -> Paper:
    """任务完成情况一览表: a point that only holds others shows how many of their needs are met; what has no file is said."""
    lost: dict[str, list[str]] = {}
    for each in facts.materials:
        if not each.extent:
            lost.setdefault(each.above, []).append(each.number)
    rows = tuple(row for task in facts.tasks for row in _task(task, lost.get(called(task), ())))
    blocks = [*_head(TASKS, facts), Table(_TASK_HEADER, rows, _TASK_WIDTHS, "lllcll"), SignOff(facts.branch, facts.day)]
    return Paper(TASKS, facts.branch, facts.day, TASKS, tuple(blocks), "fine")


def register_sheet(facts: RegisterFacts) -> Paper:
    """Things without papers of their own, one on a line."""
    widths = (14, 26, *((155 - 40) / (len(facts.header) - 1),) * (len(facts.header) - 1))
    rows = tuple((str(number), *row) for number, row in enumerate(facts.rows, 1))
    blocks: list[Block] = [
        Title(facts.title),
        Meta((("起止", days(facts.first, facts.last)), ("共", f"{len(rows)}条"))),
        Table(("序号", *facts.header), rows, widths, "cc" + "l" * (len(facts.header) - 1)),
        SignOff(facts.branch, facts.day),
    ]
    return Paper(facts.title, facts.branch, facts.day, facts.title, tuple(blocks), "dense")


def called(task: TaskFact) -> str:
    """A task by its number and title."""
    return f"{task.number} {task.title}"


def rate(task: TaskFact) -> str:
    """How much of a task is done: 2/3，66%; why that can't be told, or nothing where nothing is asked."""
    if task.reason or task.waits:
        return "不适用" if task.reason else "未到期"
    return f"{task.met}/{task.asked}\n{100 * task.met // task.asked}%" if task.asked else ""


def _material(each: MaterialFact) -> tuple[str, ...]:
    day = f"{each.day:%Y%m%d}" if each.day else ""
    return (each.number, each.title, day, each.origin, each.extent, each.pages, each.remark)


def _task(task: TaskFact, lost: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The row of a task, and those in which its long texts go on; behind the numbers `lost` there is no file."""
    told = (f"不适用：{task.reason}" if task.reason else task.account or UNWRITTEN) if task.depth else ""
    texts = zip_longest(
        *map(_portions, (task.demand, task.promised, told, _numbers(task.materials, lost))), fillvalue=""
    )
    for number, (demand, promised, account, materials) in enumerate(texts):
        name = f"{task.number}（续）" if number else called(task)
        first = (rate(task), materials, task.owner) if not number else ("", materials, "")
        yield (f"{name}\n{demand}".strip(), promised, account, *first)


def _numbers(materials: str, lost: Sequence[str]) -> str:
    """The numbers of materials, each on a line of its own: no line ends in the midst of one."""
    told = [*re.split("[、；]", materials), *(["缺文件"] if lost else []), *lost]
    return re.sub("(至|互见)", r"\1\n", "\n".join(told))


def _portions(text: str) -> list[str]:
    """A text in portions that a row holds: at the end of a sentence, at a mark in it, or where it must be."""
    found = [""]
    for sentence in sentences(text):
        for piece in _PIECE.findall(sentence):
            if len(found[-1] + piece) > _LONGEST_CELL:
                found.append("")
            found[-1] += piece
    return [portion.strip() for portion in found]


def _head(title: str, facts: FrameworkFacts) -> list[Block]:
    named = f"{facts.name}（{facts.level}）" if facts.level else facts.name
    return [
        Title(title),
        Meta((("项目", named),)),
        Meta((("建设周期", days(facts.first, facts.last)), ("统计至", chinese_day(facts.day)))),
    ]


def _paper(title: str, facts: FrameworkFacts, blocks: list[Block]) -> Paper:
    return Paper(title, facts.branch, facts.day, title, tuple(blocks), "dense")
