"""What is told of one row of 今天: the cells of its line, and beside the list all that is known of it, in words."""

from branchtui.rules.duties.duty import Duty, Sort
from branchtui.rules.stations import STAGES
from branchtui.ui.rooms.today.duty_rows import COMING, DONE, OVERDUE, TodayRow
from branchtui.ui.rooms.today.silence import ways
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import labelled, wrap

_LEAST = 20  # cells: nothing is drawn for less
_ENTER: dict[Sort, str] = {
    "hold": "打开这次会：开过了按 F5 登记，没开按 F7 改期",
    "come": "打开这次会",
    "reason": "打开这次会的考勤，给没有写原因的人补上",
    "record": "打开这次会，写会议记录",
    "news": "按事实起草新闻稿，再打开它",
    "report": "打开这篇稿子",
    "action": "打开议定它的会；办成了按 F5",
    "rectify": "打开整改清单里的这一条；办成了按 F5",
    "appraisal": "打开这一年的评议，逐人记等次",
    "talks": "看谁和谁还没有谈",
    "refile": "打开这次会，改完按 F5 归档",
    "count": "新建一次{plan}",
    "missed": "新建一次{plan}；已经开过的，时间填当时的，再登记",
    "development": "打开这一位的发展环节：办过了按回车登记",
    "probation": "在名册里找到这一位；大会讨论过了，按回车改人员类别",
    "term_end": "改支部信息：换届以后写新一届的选出日期",
    "post_step": "打开这个岗位，按 F5 登记这一步",
    "post_review": "打开这个岗位的考核，按 Ctrl+N 写一次",
    "post_silent": "打开这个岗位的记录，补上服务；不再设了，按 F10 登记暂停或结束",
    "agreement": "打开往来里的这个单位，写新一期协议的起止日期；不再续签就清空",
    "answer": "打开这件请示：批复来了按 Ctrl+T 登记；不用批复了，按 F5 办结",
    "document": "打开这份文件：办完了按 F5 办结",
    "sheet": "打开这张表：填好按 F5 报送",
    "number": "打开其中一份，核对文号；不会自动改",
    "milestone": "打开这个对标：按 F8 写出材料，送交后登记",
    "point": "打开这个对标，看这个观测点还缺什么",
    "gap": "只看这个对标的缺项；在缺项上按回车去补",
    "newer": "看改了什么，逐项定取不取；按 Ctrl+S 以后不再提",
    "finding": "打开它，补上或改正",
    "post_setting": "没有可以打开的：用 branchtui set 改对，或写“默认”",
    "clash": "打开这条服务记录，把时间改对",
    "figure": "打开这篇稿子，看台账是多少，改稿子或补台账",
    "hours": "打开学时的来源：缺的登记培训，或导入学校的学时表",
    "no_end": "打开这次会，补上散会时间",
    "setting": "打开会议种类和期限，把这一项改对",
    "ballot": "打开这次会的记录，把文字或表决的数字改对",
    "list": "逐人看哪里不符，再定照名册改，还是就这样",
    "held": "打开这次会",
    "handed_in": "打开这篇稿子",
}
_STEPS: dict[Sort, str] = {
    "hold": "打开会议",
    "come": "打开会议",
    "reason": "补原因",
    "record": "写会议记录",
    "news": "起草新闻稿",
    "report": "打开稿子",
    "action": "打开会议",
    "rectify": "打开这一条",
    "appraisal": "记评议结果",
    "talks": "看谁没谈",
    "refile": "打开会议",
    "count": "新建会议",
    "missed": "新建会议",
    "ballot": "核对表决",
    "list": "核对名单",
    "development": "登记环节",
    "probation": "看这一位",
    "term_end": "改支部信息",
    "post_step": "打开岗位",
    "post_review": "写考核",
    "post_silent": "补服务记录",
    "agreement": "看协议",
    "answer": "看请示",
    "document": "看文件",
    "sheet": "填报",
    "number": "核对文号",
    "milestone": "打开对标",
    "point": "打开对标",
    "gap": "看缺项",
    "newer": "看新版文件",
    "finding": "打开它",
    "post_setting": "看说明",
    "clash": "打开记录",
    "figure": "核对数字",
    "hours": "看学时",
    "no_end": "补散会时间",
    "setting": "改设置",
    "held": "打开会议",
    "handed_in": "打开稿子",
}
NO_DUTY = "光标移到哪一件，这里就说明它依据什么、怎么办。"


def enter_words(duty: Duty) -> str:
    """What Enter does, empty where it does nothing."""
    return _ENTER.get(duty.sort, "").format(plan=duty.plan)


def step(row: TodayRow | None) -> str:
    """The same in as few words as a key bar has room for."""
    if row is None:
        return ""
    return _STEPS.get(row.duty.sort, "") if row.duty is not None else "接着写"


def known_of(row: TodayRow | None) -> str:
    """How things stand with the meeting of a row that is planned or was held, as it is stored now.

    Raises BranchError where it can't be read.
    """
    duty = row.duty if row is not None else None
    if duty is None or duty.sort not in ("come", "held") or duty.open is None:
        return ""
    from branchtui.store.queries.meeting_view import view

    seen = view(duty.open[1])
    asked = STAGES["before"] if duty.sort == "come" else (*STAGES["during"], *STAGES["after"])
    open_ = [each for each in seen.stations if each.key in asked and each.state == "open"]
    lacks = "；".join(f"{each.name}：{each.why}" for each in open_)
    ready = "材料、议程都备好了" if duty.sort == "come" else "都办好了"
    return f"{seen.row.place or '地点未定'}。{lacks or ready}。"


def sign(row: TodayRow, glyphs: Glyphs) -> Ink:
    """The sign of a row's group, as its line begins."""
    return Ink().add(f" {row.group.mark(glyphs)}", row.group.role, bold=True)


def words_role(row: TodayRow) -> str:
    """The role of what a row says: what is done already is told quietly."""
    return "quiet" if row.group is DONE else "text"


def when_role(row: TodayRow) -> str:
    """The role of its day."""
    return OVERDUE.role if row.group is OVERDUE else "quiet"


def duty_lines(row: TodayRow | None, known: str, width: int, glyphs: Glyphs, *, airy: bool) -> list[Ink]:
    """All that is told of a row at this width; `known` is how things stand with a meeting. `airy` parts by lines."""
    width, gap = max(width, _LEAST), [Ink()] * airy
    if row is None:
        return [*gap, *(Ink(f" {line}", "quiet") for line in wrap(NO_DUTY, width - 2))]
    lines = [*gap, *(Ink(f" {line}", bold=True) for line in wrap(row.words, width - 2))]
    group = row.group
    state = Ink().add(f" {group.mark(glyphs)} {group.word}", group.role, bold=True)
    if row.when:
        by = " 前" if row.duty is not None and row.duty.period.endswith("前") else ""
        state.add(f"   {row.when}{by}", when_role(row))
    lines += [state, *gap]
    if row.duty is None:
        return [*lines, *labelled("回车", "打开当时的那一格，接着写", width, bold=True)]
    duty = row.duty
    label = "近况" if group in (COMING, DONE) else "依据"
    if told := known or duty.basis:
        lines += labelled(label, told, width)
    if duty.known:
        lines += labelled("近况", duty.known, width)
    lines += gap
    if enter := enter_words(duty):
        lines += labelled("回车", enter, width, bold=True)
    for number, (_, words) in enumerate(ways(duty)):
        lines += labelled("" if number else "Del", words, width)
    return lines


def clause_line(row: TodayRow | None, known: str, width: int, glyphs: Glyphs) -> Ink:
    """What asks for a row, or how things stand with it, in one line."""
    if row is None or row.duty is None:
        return Ink()
    label = "近况" if row.group in (COMING, DONE) else "依据"
    told = known or row.duty.basis
    line = Ink().add(f" {label}  ", "quiet")
    return line.add(told, width=max(0, width - line.cells), more=glyphs.more) if told else Ink()
