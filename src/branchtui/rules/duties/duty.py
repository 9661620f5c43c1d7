"""What is told on the board: one thing to do, and the board they stand on."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Literal

from branchtui.rules.duties.facts import MeetingFact, SilenceKey, midnight
from branchtui.rules.text.chinese_time import near_moment
from branchtui.values import NamedTuple

Sort = Literal[
    "hold",  # a meeting whose time is past, and nobody said that it was held
    "come",  # one that is planned
    "reason",  # somebody was away from one, and it is not written why
    "record",  # its record is to be written
    "news",  # no report was drafted from it
    "report",  # a report that was not handed in
    "action",  # what a meeting agreed that somebody is to do
    "rectify",  # a fault that was found and is to be put right
    "appraisal",  # 民主评议 that was held, and no results were written
    "talks",  # who has still to talk with whom, near the end of the year
    "refile",  # a meeting that was filed and opened again
    "count",  # of a kind too few were held or are planned in this period
    "missed",  # or in the one before
    "list",  # a frozen list that the roster contradicts
    "ballot",  # a ballot that a text or the roll contradicts
    "development",  # a step on somebody's way to membership that is due
    "probation",  # somebody whose year as a probationary member is nearly over
    "term_end",  # the committee whose term is
    "post_step",  # a step of a post that can be taken now that its notice has ended
    "post_review",  # a review of a post that is due
    "post_silent",  # a post whose log has gone silent
    "agreement",  # an agreement with a partner that ends
    "answer",  # a 请示 that has no answer yet
    "document",  # a document that is to be dealt with
    "sheet",  # a sheet of the college that is to be handed in
    "number",  # a number that two documents bear
    "milestone",  # of a framework: what is to be handed in
    "point",  # of a framework: one that is to be done by a day
    "gap",  # what a framework asks and the branch does not have
    "newer",  # a newer file of a framework, to be taken over or not
    "finding",  # what somebody who checks a framework would find
    "post_setting",  # something the branch has set about posts that can't be used
    "clash",  # a service that overlaps with another, or with a meeting
    "figure",  # a report that states a figure of the log which the rows don't carry
    "hours",  # who has not done the study hours of the year
    "no_end",  # meetings that count no study hours, since nobody told when they ended
    "setting",  # something the branch has set that can't be used
    "held",  # a meeting of this month that was held
    "handed_in",  # a report that was handed in in this month
]
"""What a duty is about. What Enter does with each is said in `ui/rooms/today/duty_lines.py` and done in `doing.py`."""

Group = Literal["overdue", "contradictions", "due", "coming", "done"]

GROUPS: Mapping[Group, str] = {
    "overdue": "逾期",
    "contradictions": "矛盾",
    "due": "本季要办",
    "coming": "接下来",
    "done": "本月已办",
}
"""The parts of a board in the order in which they are told, and what they are called."""


NOT_ONE = "not_one"
"""Not a duty: two that may seem to be one, and are not; behind it stands which the other is."""

_RULES = {
    "hold": "登记或改期",
    "reason": "缺席原因",
    "record": "会议记录",
    "news": "新闻稿",
    "report": "新闻稿交出",
    "list": "应到名单",
    "action": "议定事项",
    "rectify": "整改事项",
    "appraisal": "评议结果",
    "talks": "谈心谈话",
    "ballot": "表决的数字",
    "refile": "再归档",
    "count": "次数",
    "development": "发展党员",
    "probation": "讨论转正",
    "term": "按期换届",
    "post_step": "公示期满",
    "post_review": "岗位考核",
    "post_silent": "没有服务记录",
    "agreement": "共建协议到期",
    "answer": "催办批复",
    "document": "办理文件",
    "number": "文号重复",
    "milestone": "对标节点",
    "point": "观测点时限",
    "gap": "对标缺项",
    "newer": "对标新版文件",
    "finding": "对标检查",
    "post_setting": "岗位设置",
    "clash": "服务时间矛盾",
    "figure": "稿子里的数字",
    "hours": "学时达标",
    "no_end": "散会时间",
    "setting": "会议设置",
    "proof": "校对",
    NOT_ONE: "不是同一个",
    "learnt": "编辑的改法",
}


def rule_words(rule: str) -> str:
    """What a rule that is silenced is called: 次数：党课，2026年第四季度; as it is stored where none is known by that name."""
    name, _, of = rule.partition(":")
    if name == NOT_ONE:
        of = ""
    return "：".join(filter(None, (_RULES.get(name, name), of.replace(":", "，"))))


class Duty(NamedTuple):
    """One thing to do, by when; or one that was done, and when.

    `open` names the thing to open, (kind of thing, id), `plan` the kind to plan, if any. `mend` is the meeting whose
    frozen list does not agree with the roster, `action` what is ticked off when it is done, (table, id): what a meeting
    agreed, a fault. `rule` is what asks for it, as it is silenced by: the
    same on every day, with the period in it where it comes again in the next; empty where there is nothing to silence.
    `group` is the key of the group that is to do it, empty where it is the branch. `limit` is what the branch may switch off so as not to
    be reminded, empty where a regulation asks. `when` is `period` in few words, `basis` what asks for it in full, `known`
    what was done for it already.
    """

    sort: Sort
    duty: str
    period: str
    clause: str
    open: tuple[str, bytes] | None = None
    plan: str = ""
    mend: bytes | None = None
    limit: str = ""
    when: str = ""
    basis: str = ""
    known: str = ""
    rule: str = ""
    group: str = ""
    action: tuple[str, bytes] | None = None

    @property
    def key(self) -> SilenceKey:
        """What it is silenced by: one line of the board, and that line on other days."""
        if self.action is not None:
            return self.rule, *self.action
        table, thing = ("party_group", bytes.fromhex(self.group)) if self.group else self.open or ("", None)
        return self.rule, table, thing


class Found(NamedTuple):
    """A duty as a source finds it: the part of the board it belongs to, and the time that puts it in order there."""

    group: Group
    at: datetime
    duty: Duty


class Board(NamedTuple):
    """Everything to be told on a day. Its parts but the last are named and put in order by `GROUPS`."""

    overdue: tuple[Duty, ...] = ()
    due: tuple[Duty, ...] = ()
    contradictions: tuple[Duty, ...] = ()
    coming: tuple[Duty, ...] = ()
    done: tuple[Duty, ...] = ()  # in this month
    silenced: tuple[Duty, ...] = ()  # what would be told, had not somebody wanted to hear of it no more

    def groups(self) -> dict[Group, tuple[Duty, ...]]:
        """What is told, part by part, by their names in `GROUPS`, in that order."""
        return {name: getattr(self, name) for name in GROUPS}

    @property
    def to_do(self) -> int:
        """How many things are to be done: what is planned or done is none."""
        return len(self.overdue) + len(self.contradictions) + len(self.due)


def owed(end: datetime, today: date, duty: Duty) -> Found:
    """A duty to be done up to a moment: overdue from the day after it on."""
    return Found("overdue" if midnight(today) > end else "due", end, duty)


def about(sort: Sort, row: MeetingFact, duty: str, clause: str, today: date) -> Duty:
    """A duty that opens a meeting and bears its time."""
    when = near_moment(row.begins, today)
    return Duty(sort, duty, f"{row.begins:%Y-%m-%d %H:%M}", clause, ("meeting", row.id), when=when, basis=clause)


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return datetime.combine(day, time.max)
