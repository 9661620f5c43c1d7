"""Group F: what a report has to have."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from branchtui.proof.context import Context
from branchtui.proof.draft import Draft, Line
from branchtui.proof.finding import Mark
from branchtui.proof.lead import first_paragraph
from branchtui.proof.reading import draft_of
from branchtui.proof.record import MeetingRecord, Record
from branchtui.proof.rule import At, Example, Group
from branchtui.rules.reports.states import HANDED_IN
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.report_text import length_of

F = Group("F", "要件")

_DAY = date(2026, 11, 23)
_HELD = MeetingRecord(
    "党课", "做好窗口工作", datetime(2026, 11, 3, 15), datetime(2026, 11, 3, 16), place="行政楼201会议室"
)
_REPORTED = Context(_DAY, "海州大学办公室党支部", record=Record(meeting=_HELD))
_PLAIN = Context(_DAY)


def _nothing(line: Line, context: Context) -> None:
    return None


# --- title and lead ------------------------------------------------------------------------------------------------


@F.line(
    2,
    "标题太长",
    "warning",
    "版式的标题字数上限，没有版式的35字",
    bad=(
        Example(draft_of(title="国际商学院办公室党支部" * 4)),
        Example(draft_of(title="深入学习" * 6), Context(_DAY, most_in_title=20)),
    ),
    good=(
        Example(draft_of(title="国际商学院办公室党支部召开党员大会")),
        Example(draft_of(title="设岗亮责", subtitle="国际商学院办公室党支部" * 4)),
        Example(draft_of(title="国际商学院办公室党支部" * 4), Context(_DAY, most_in_title=0)),
    ),
)
def long_title(line: Line, context: Context) -> Iterator[Mark]:
    most = context.most_in_title
    if line.kind == "title" and most and (length := length_of(line.text)) > most:
        yield Mark(0, len(line.text), f"标题{length}字，超过{most}字。")


@F.draft(
    16,
    "导语太长",
    "hint",
    "版式的导语字数上限",
    _nothing,
    bad=(
        Example(draft_of(body="支部在行政楼召开党员大会。" * 5), Context(_DAY, most_in_lead=50)),
        Example(draft_of(body="# 小标题\n" + "支部召开党员大会。" * 5), Context(_DAY, most_in_lead=40)),
    ),
    good=(
        Example(draft_of(body="支部召开党员大会。\n" + "大家发言。" * 20), Context(_DAY, most_in_lead=50)),
        "支部在行政楼召开党员大会。" * 50,
    ),
)
def long_lead(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    first, most = first_paragraph(draft), context.most_in_lead
    if first and most and (length := length_of(first[1].text)) > most:
        yield At(first[0], Mark(0, len(first[1].text), f"第一段{length}字，超过{most}字。"))


_WHEN = re.compile(
    r"\d{1,2}月\d{1,2}日|近日|日前|近期|[今昨前]日|[今昨前]天|[上下本这]?周[一二三四五六日末]|星期[一二三四五六日]"
)
_WHERE = re.compile(
    r"在[^，。；]{2,20}?(?=召开|举行|举办|开展|组织|启动|[，。；]|$)|线上|走进|来到|前往|走访|赴|到[^，。；]{2,16}(?:[，。；]|参观|学习|调研|开展)"
)
_WHO = re.compile("党支部|党委|党总支|学院|学校|支部|小组|团委|中心|部门|办公室|党员|同志|师生|书记")
_WHAT = re.compile("召开|举行|举办|开展|组织|启动|学习|研究|讨论|座谈|走访|慰问|参观|交流|主题|党课|大会")


@F.draft(
    3,
    "导语要素不全",
    "warning",
    "导语写明时间、地点、人物、事件",
    _nothing,
    bad=(
        Example(draft_of(body="海州大学办公室党支部举办党课。"), _REPORTED),
        Example(draft_of(body="11月3日下午，大家在行政楼聚到一起。"), _REPORTED),
    ),
    good=(
        Example(draft_of(body="11月3日，海州大学办公室党支部在行政楼201会议室举办党课。"), _REPORTED),
        Example(draft_of(body="海州大学办公室党支部一向重视窗口服务。"), _PLAIN),
    ),
)
def lead_lacks(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    """Of a report of a meeting: other texts begin as they like."""
    first = first_paragraph(draft)
    if first is None or context.record.meeting is None:
        return
    place, line = first
    by_name = context.branch and context.branch in line.text
    lacking = [
        word
        for word, there in (
            ("时间", _WHEN.search(line.text)),
            ("地点", _WHERE.search(line.text) or not context.record.meeting.place),
            ("人物（哪个支部、哪些人）", by_name or _WHO.search(line.text)),
            ("事件", _WHAT.search(line.text)),
        )
        if not there
    ]
    if lacking:
        yield At(place, Mark(0, len(line.text), f"第一段没有写{'、'.join(lacking)}。"))


_RECENT = re.compile("近日|日前|近期|最近")
_FULL_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_RECENTLY = timedelta(7)


def _when_said(text: str, until: date) -> date | None:
    """The first day that a text names, the last such up to a day where it says no year; None where it names none."""
    found = _FULL_DAY.search(text)
    if found is None:
        return None
    try:
        day = date(int(found[1] or until.year), int(found[2]), int(found[3]))
        return day if found[1] or day <= until else day.replace(year=until.year - 1)
    except ValueError:
        return None


@F.draft(
    4,
    "近日不近",
    "warning",
    "“近日”用于7天以内的事",
    _nothing,
    bad=(
        Example(draft_of(body="近日，海州大学办公室党支部举办党课。"), _REPORTED),
        Example(draft_of(body="日前，支部召开会议。会议于11月2日举行。"), _PLAIN),
    ),
    good=(
        Example(draft_of(body="近日，支部举办党课。", dated=date(2026, 11, 5)), _REPORTED),
        Example(draft_of(body="近日，支部召开会议。会议于11月20日举行。"), _PLAIN),
        Example(draft_of(body="11月3日，支部举办党课。"), _REPORTED),
    ),
)
def not_recent(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    first = first_paragraph(draft)
    found = _RECENT.search(first[1].text) if first else None
    if first is None or found is None:
        return
    place, line = first
    until, meeting = draft.dated or context.today, context.record.meeting
    day = meeting.starts.date() if meeting else _when_said(line.text, until)
    if day is not None and until - day > _RECENTLY:
        on = "发布日期" if draft.dated else "今天"
        words = f"事情在{chinese_day(day)}，到{on}（{chinese_day(until)}）已超过7天，不宜写“{found[0]}”。"
        yield At(place, Mark(*found.span(), words))


# --- who signs, what hands in --------------------------------------------------------------------------------------

_WRITERS = frozenset({"文", "文/图", "图/文", "文字", "作者", "撰稿", "撰稿人", "供稿", "供稿人", "通讯员", "执笔"})
_READERS = frozenset(
    {
        *("审核", "审核人", "审稿", "校对", "校审", "责审", "复核", "签审", "签发"),
        *("一审", "二审", "三审", "初审", "复审", "终审"),
    }
)
_APART = re.compile(r"[、，,；;/\s]+")


@F.draft(
    10,
    "审核人就是作者",
    "error",
    "三审三校：审核与撰稿分开",
    _nothing,
    bad=(
        Example(draft_of(bylines=[("文", "沈一禾"), ("审核", "沈一禾")])),
        Example(draft_of(bylines=[("撰稿", "沈一禾、温如言"), ("图", "苏禾"), ("初审", "温如言")])),
    ),
    good=(
        Example(draft_of(bylines=[("文", "沈一禾"), ("图", "沈一禾"), ("审核", "林知远")])),
        Example(draft_of(bylines=[("文", "沈一禾"), ("审核", "")])),
    ),
)
def reads_own(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    signed = [(place, line) for place, line in enumerate(draft.lines) if line.kind == "byline"]
    wrote = {name for _, line in signed if line.label in _WRITERS for name in _APART.split(line.text) if name}
    for place, line in signed:
        for name in sorted(wrote & set(_APART.split(line.text))) if line.label in _READERS else ():
            start = line.text.index(name)
            yield At(place, Mark(start, start + len(name), f"{line.label}“{name}”也是作者，请换一位{line.label}。"))


def _on_its_way(draft: Draft) -> bool:
    """Whether it is being read or was handed in: of a draft nobody asks yet for what comes last."""
    return draft.state == "review" or draft.state in HANDED_IN


@F.draft(
    11,
    "署名没有写",
    "warning",
    "送审的稿子署名完整",
    _nothing,
    bad=(
        Example(draft_of(bylines=[("文", ""), ("审核", "林知远")], state="review")),
        Example(draft_of(title="标题", body="正文。", state="submitted")),
    ),
    good=(
        Example(draft_of(bylines=[("文", "沈一禾"), ("审核", "林知远")], state="review")),
        Example(draft_of(bylines=[("文", ""), ("审核", "")])),
    ),
)
def unsigned(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    return _unsigned(draft) if _on_its_way(draft) else iter(())


@F.draft(
    17,
    "署名还没有写",
    "hint",
    "署名写全再送审",
    _nothing,
    bad=(
        Example(draft_of(bylines=[("文", ""), ("审核", "林知远")])),
        Example(draft_of(title="标题", body="正文。", state="returned")),
    ),
    good=(
        Example(draft_of(bylines=[("文", "沈一禾"), ("审核", "林知远")])),
        Example(draft_of(bylines=[("文", "")], state="review")),
    ),
)
def not_signed_yet(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    return iter(()) if _on_its_way(draft) else _unsigned(draft)


def _unsigned(draft: Draft) -> Iterator[At]:
    signed = [(place, line) for place, line in enumerate(draft.lines) if line.kind == "byline"]
    empty = [(place, f"“{line.label}”") for place, line in signed if not line.text.strip()]
    if empty:
        yield At(empty[0][0], Mark(0, 0, f"署名{''.join(label for _, label in empty)}还空着；没有的就删掉。"))
    if draft.lines and not any(line.label in _WRITERS for _, line in signed):
        yield At(signed[0][0] if signed else 0, Mark(0, 0, "没有写作者的署名。"))


@F.draft(
    12,
    "没有发布日期",
    "warning",
    "送审的稿子写明日期",
    _nothing,
    bad=(
        Example(draft_of(title="标题", body="正文。", state="review")),
        Example(draft_of(title="标题", body="正文。", state="submitted")),
    ),
    good=(
        Example(draft_of(title="标题", body="正文。", state="review", dated=_DAY)),
        Example(draft_of(title="标题", body="正文。")),
    ),
)
def undated(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    if _on_its_way(draft) and draft.dated is None and draft.lines:
        yield At(0, Mark(0, 0, "稿子已送审，还没有发布日期；不会自动填今天。"))


# --- length and parts ----------------------------------------------------------------------------------------------


def _length(line: Line, context: Context) -> int:
    return length_of(line.text) if line.part == "body" and line.kind != "figure" else 0


@F.draft(
    13,
    "正文太长",
    "warning",
    "体裁和版式的字数上限",
    _length,
    bad=(
        Example(draft_of(body="窗口服务。" * 130), Context(_DAY, most_characters=600)),
        Example(draft_of(body="窗口。\n" * 10), Context(_DAY, most_characters=20)),
    ),
    good=(
        Example(draft_of(body="窗口服务。" * 100), Context(_DAY, most_characters=600)),
        "窗口服务。" * 1000,
    ),
)
def too_long(lengths: Sequence[int], draft: Draft, context: Context) -> Iterator[At]:
    most, total = context.most_characters, 0
    for place, length in enumerate(lengths):
        total += length
        if most and total > most >= total - length:
            whole = sum(lengths)
            yield At(place, Mark(0, 0, f"正文{whole}字，超过上限{most}字{whole - most}字；从这一段起超出。"))


@F.draft(
    14,
    "小标题下没有正文",
    "hint",
    "每个小标题下有正文",
    _nothing,
    bad=("第一段。\n# 办好小事\n# 办好大事\n第二段。", "第一段。\n# 办好小事"),
    good=("第一段。\n# 办好小事\n第二段。", "# 大题\n## 小题\n第一段。"),
)
def empty_part(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    body = [(place, line) for place, line in enumerate(draft.lines) if line.part == "body"]
    following = [line for _, line in body[1:]]
    for (place, line), after in zip(body, [*following, None], strict=False):
        over = after is None or (after.kind == "heading" and after.level <= line.level)
        if line.kind == "heading" and over:
            yield At(place, Mark(0, len(line.text), "这个小标题下还没有正文。"))


_HALF_NOTE = re.compile(r"^(?:编者按|编者的话|开栏语)\s*[:：]?\s*$")


@F.draft(
    15,
    "编者按不全",
    "warning",
    "编者按写明缘由，放在正文前",
    _nothing,
    bad=(
        Example(draft_of(editors_note="编者按：", body="正文。")),
        Example(draft_of(body="第一段。\n编者按：为展示做法，本栏目邀请各支部介绍工作。")),
    ),
    good=(
        Example(draft_of(editors_note="为展示做法，本栏目邀请各支部介绍工作。", body="正文。")),
        Example(draft_of(body="第一段。\n会后，编者按要求修改。")),
    ),
)
def half_note(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    for place, line in enumerate(draft.lines):
        if line.kind == "note" and _HALF_NOTE.match(line.text):
            yield At(place, Mark(0, len(line.text), "编者按只有名目，没有内容。"))
        elif line.kind == "paragraph" and re.match(r"编者按\s*[:：]", line.text):
            yield At(place, Mark(0, line.text.index("按") + 1, "编者按写在它自己的一栏里，不写在正文里。"))
