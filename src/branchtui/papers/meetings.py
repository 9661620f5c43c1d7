"""The papers of a meeting: notice, agenda with the host's words, sign-in sheet, minutes, resolution."""

from collections.abc import Sequence
from dataclasses import replace

from branchtui.errors import BranchError
from branchtui.papers.ballots import ballot_blocks, decided_words, excluded_words
from branchtui.papers.facts.meetings import GuestFact, ItemFact, MeetingFacts, PersonFact
from branchtui.papers.phrases import filled, labelled, listed, ordinal, sentence, with_reason
from branchtui.papers.tree import (
    Block,
    Emphasis,
    Heading,
    Meta,
    Paper,
    Paragraph,
    Signatures,
    SignOff,
    Subtitle,
    Table,
    Title,
    paragraphs,
)
from branchtui.rules.attendance import HERE, STATES, UNMARKED, HeadCount, audience_words, bare_reason
from branchtui.rules.blanks import NO_ROLL, UNDECIDED, UNFILLED
from branchtui.rules.roster import STANDINGS
from branchtui.rules.text.chinese_time import chinese_day, chinese_end, chinese_moment, chinese_span
from branchtui.rules.text.minutes_text import bare_resolution, speeches

_HOST = "主持人："


def notice(facts: MeetingFacts) -> Paper:
    """会议通知: time, place, who, items, materials, requirements, and who sends it on which day.

    It tells what was announced, also when it is printed after the meeting: the time, and everyone expected. Who was
    免计 came out of the attendance when the roll was taken, not out of those who were called.
    """
    facts = replace(facts, start=facts.called_for or facts.start)
    verb, what = facts.verb, _what(facts)
    month = f"{facts.start.year}年{facts.start.month}月"
    title = f"关于{verb}{month}{what}的通知"
    about = f"“{facts.title.strip()}”" if facts.title.strip() else ""
    # The subject of an activity stands before it, that of a meeting is its items.
    object_ = f"{about}{what}" if facts.activity else what
    blocks: list[Block] = [
        Title(title),
        Paragraph((f"{_whom(facts)}：",), "addressee"),
        *paragraphs(f"定于{chinese_moment(facts.start)}{verb}{object_}。现将有关事项通知如下。"),
        Heading("时间：", numbered=True, rest=sentence(chinese_moment(facts.start))),
        Heading("地点：", numbered=True, rest=sentence(filled(facts.place, UNDECIDED))),
        Heading("参加人员：", numbered=True, rest=sentence(_who_comes(facts))),
        *([Heading("主讲：", numbered=True, rest=sentence(_speakers(facts)))] if facts.speakers else []),
        Heading("议题", numbered=True),
        *_agenda_lines(facts),
    ]
    if facts.materials:
        read = sentence(listed(_material(m.title, m.source) for m in facts.materials))
        blocks.append(Heading("学习材料：", numbered=True, rest=read))
    if facts.covers:
        blocks.append(Heading("覆盖内容：", numbered=True, rest=sentence(listed(facts.covers))))
    if facts.requirements.strip():
        blocks += [Heading("有关要求", numbered=True), *paragraphs(facts.requirements)]
    blocks.append(SignOff(facts.branch, facts.notice_day))
    return _paper(title, facts, "会议通知", blocks)


def agenda(facts: MeetingFacts) -> Paper:
    """会议议程, with the host's words: fixed phrases around the facts, blanks where speech would be invented."""
    title = f"{_full_kind(facts)}议程"
    pairs = (("时间", chinese_span(facts.start, facts.end)), ("地点", filled(facts.place, UNDECIDED)))
    blocks: list[Block] = [
        Title(title),
        *([Subtitle(facts.title.strip())] if facts.title.strip() else []),
        Meta(pairs),
        Meta((("主持", filled(facts.host)), ("记录", filled(facts.recorder)))),
        *([Meta((("主讲", _speakers(facts)),))] if facts.speakers else []),
    ]
    if facts.items:
        blocks.append(_agenda_table(facts))
    else:
        blocks += paragraphs(f"议程{UNFILLED}")
    return _paper(title, facts, "会议议程", [*blocks, Heading("主持词", 1), *_host_words(facts)])


def sign_in(facts: MeetingFacts) -> Paper:
    """签到表: a line for each expected person and guest; the foot counts them once the meeting has been held."""
    title = f"{_full_kind(facts)}签到表"
    rows = []
    for number, person in enumerate(facts.people, 1):
        note = ""
        if facts.held and person.state not in ("present", UNMARKED):
            reason = bare_reason(person.state, person.reason)
            note = STATES[person.state] + (f"：{reason}" if reason else "")
        rows.append((str(number), person.name, person.office or person.standing, "", "", note))
    guests = [*((each, "主讲") for each in facts.speakers), *((each, "列席") for each in facts.sitting_in)]
    rows += [(str(n), g.name, g.position, "", "", what) for n, (g, what) in enumerate(guests, len(facts.people) + 1)]
    heads = facts.heads
    if not facts.held:
        foot = f"应到{heads.expected}人　实到　　人　请假　　人　缺席　　人"
    elif not heads.roll_taken:
        foot = f"应到{heads.expected}人　实到：{NO_ROLL}"
    else:
        foot = f"应到{heads.expected}人　实到{heads.present}人　请假{heads.excused}人　缺席{heads.absent}人"
        foot += f"　免计{heads.exempt}人" if heads.exempt else ""
    blocks: list[Block] = [
        Title(title),
        *([Subtitle(facts.title.strip())] if facts.title.strip() else []),
        Meta((("时间", chinese_span(facts.start, facts.end)), ("地点", filled(facts.place, UNDECIDED)))),
        Table(("序号", "姓名", "职务", "签名", "签到时间", "备注"), tuple(rows), (14, 34, 32, 28, 26, 21), "cccccc"),
        Paragraph((foot,)),
    ]
    return _paper(title, facts, "签到表", blocks)


def minutes(facts: MeetingFacts) -> Paper:
    """会议记录 with every element an inspector looks for. Raises BranchError for a meeting not held."""
    _must_be_held(facts, "会议记录")
    title = f"{_full_kind(facts)}记录"
    heads = facts.heads
    came = [
        p.name if p.state == "present" else f"{p.name}（{STATES[p.state]}）" for p in facts.people if p.state in HERE
    ]
    number = ordinal(facts.ordinal)
    numbered = (("", f"（{number}）"),) if number else ()
    late = (("", f"补记于{chinese_day(facts.late)}"),) if facts.late else ()
    blocks: list[Block] = [
        Title(title),
        *([Meta((*numbered, *late))] if numbered or late else []),
        labelled("会议名称", kind_words(facts) + (f"（{number}）" if number else "")),
        *([labelled("主题", facts.title.strip())] if facts.title.strip() else []),
        labelled("开始时间", chinese_moment(facts.start)),
        *([labelled("散会时间", chinese_end(facts.start, facts.end))] if facts.end else []),
        labelled("地点", filled(facts.place)),
        labelled("主持人", filled(facts.host)),
        labelled("记录人", filled(facts.recorder)),
        labelled("应到", f"{heads.expected}人{_apart(_expected(facts))}{_voters(heads)}" if facts.people else UNFILLED),
        _came(came, facts),
        *(_away(state, facts) for state in ("excused", "absent")),
        *([_away("exempt", facts)] if heads.exempt else []),
        *([labelled("法定人数", facts.quorum)] if facts.quorum else []),
        *([labelled("不计入应到", excluded_words(facts.excluded))] if facts.excluded else []),
        *([labelled("主讲", _speakers(facts))] if facts.speakers else []),
        labelled("列席", listed(map(_guest, facts.sitting_in))),
    ]
    if audience := audience_words(facts.audience, facts.audience_who):
        blocks.append(labelled("听众", audience))
    if facts.materials:
        blocks.append(labelled("学习材料", listed(_material(m.title, m.source) for m in facts.materials)))
    if facts.first_topic.strip():
        blocks.append(labelled("第一议题", facts.first_topic.strip()))
    if facts.covers:
        blocks.append(labelled("覆盖内容", listed(facts.covers)))
    for item in facts.items:
        blocks += _item(item)
    if not facts.items:
        blocks.append(labelled("议题", UNFILLED))
    blocks += _actions(facts)
    if facts.closing.strip():
        blocks += [Heading("结束语", numbered=True), *paragraphs(facts.closing)]
    blocks.append(Signatures(("主持人", "记录人")))
    return _paper(title, facts, "会议记录", blocks)


def resolution(facts: MeetingFacts) -> Paper:
    """决议: what was decided, item by item. Raises BranchError for a meeting not held or without a resolution."""
    _must_be_held(facts, "决议")
    if not facts.has_resolution:
        raise BranchError("这次会议的各项议程都没有写决议，也没有通过的表决，请先在议程里填写决议再导出。")
    title = f"{_full_kind(facts)}决议"
    heads = facts.heads
    came = f"{heads.present}人" if heads.roll_taken else NO_ROLL
    counted = f"应到{heads.expected}人{_voters(heads)}；实到{came}。" if facts.people else ""
    opening = (
        f"{chinese_day(facts.start.date())}，{facts.branch}{facts.verb}{ordinal(facts.ordinal)}{_what(facts)}。"
        f"{counted}会议由{filled(facts.host)}主持，形成决议如下。"
    )
    blocks: list[Block] = [Title(title), *paragraphs(opening)]
    for item in facts.items:
        if not item.decided:
            continue
        blocks.append(Heading(filled(item.title), numbered=True))
        if words := bare_resolution(item.resolution):
            blocks += paragraphs(sentence(words))
        if item.ballots:
            blocks += paragraphs(decided_words(item.ballots))
    if facts.excluded:
        blocks.append(labelled("不计入应到", excluded_words(facts.excluded)))
    blocks += _actions(facts)
    if facts.late:
        blocks += paragraphs(f"（补记于{chinese_day(facts.late)}）")
    return _paper(title, facts, "决议", [*blocks, SignOff(facts.branch, facts.start.date())])


def _paper(title: str, facts: MeetingFacts, subject: str, blocks: list[Block]) -> Paper:
    day = (facts.notice_day if subject == "会议通知" else None) or facts.start.date()
    return Paper(title, facts.branch, day, subject, tuple(blocks))


def _must_be_held(facts: MeetingFacts, what: str) -> None:
    if not facts.held:
        raise BranchError(
            f"“{facts.title or facts.kind}”还没有{facts.verb}，没有{what}可导出；开完会请先登记{facts.verb}。"
        )


def _what(facts: MeetingFacts) -> str:
    """What takes place, behind the verb of its kind: 召开支部党员大会, 开展主题党日活动, 召开第一党小组会."""
    return facts.activity or kind_words(facts)


def kind_words(facts: MeetingFacts) -> str:
    """The kind, of a group's meeting with the group: 第一党小组 + 党小组会 → 第一党小组会."""
    return f"{facts.group.removesuffix('党小组')}{facts.kind}" if facts.group else facts.kind


def _full_kind(facts: MeetingFacts, kind: str = "") -> str:
    """Branch and kind without the branch's last word twice: …党支部 + 支部党员大会 → …党支部党员大会."""
    kind = kind or kind_words(facts)
    if facts.branch.endswith("支部") and kind.startswith("支部"):
        kind = kind.removeprefix("支部")
    return f"{facts.branch}{kind}"


def _whom(facts: MeetingFacts) -> str:
    return "各位支部委员" if facts.who == "committee" else f"{facts.group}全体党员"


def _who_comes(facts: MeetingFacts) -> str:
    expected = len(facts.people)
    who = _whom(facts) + (f"（应到{expected}人）" if expected else "")
    guests = listed(map(_guest, facts.sitting_in), "")
    others = (("列席", guests), ("听众", facts.audience_who.strip()))
    return "；".join([who, *(f"{what}：{words}" for what, words in others if words)])


def _guest(guest: GuestFact) -> str:
    return f"{guest.name}（{guest.position}）" if guest.position.strip() else guest.name


def _speakers(facts: MeetingFacts) -> str:
    """The speakers with what they speak about: 何老师（学院党委副书记）：“从一堂课讲起”."""
    return listed(f"{_guest(each)}：{_material(each.topic, '', '“”')}" for each in facts.speakers)


def _agenda_lines(facts: MeetingFacts) -> list[Paragraph]:
    if not facts.items:
        return paragraphs(UNFILLED)
    lines = []
    for number, item in enumerate(facts.items, 1):
        who = f"（{item.presenter.strip()}）" if item.presenter.strip() else ""
        title = filled(item.title).rstrip("。；")
        end = "。" if number == len(facts.items) else "；"
        lines.append(Paragraph((f"{number}.{title}{who}{end}",)))
    return lines


def _agenda_table(facts: MeetingFacts) -> Table:
    """The items; a column that nothing is entered for is left out."""
    columns: list[tuple[str, float, str, list[str]]] = [
        ("序号", 14, "c", [str(n) for n in range(1, len(facts.items) + 1)]),
        ("议程", 78, "l", [filled(item.title) for item in facts.items]),
        ("主讲（汇报）人", 40, "c", [item.presenter.strip() for item in facts.items]),
        ("时长", 22, "c", [f"{item.minutes}分钟" if item.minutes else "" for item in facts.items]),
    ]
    used = [column for column in columns if any(column[3])]
    spare = 154 - sum(width for _, width, _, _ in used)
    return Table(
        tuple(label for label, _, _, _ in used),
        tuple(zip(*(cells for _, _, _, cells in used), strict=True)),
        tuple(width + (spare if label == "议程" else 0) for label, width, _, _ in used),
        "".join(align for _, _, align, _ in used),
    )


def _host_words(facts: MeetingFacts) -> list[Block]:
    heads = facts.heads
    count = f"本次会议应到{heads.expected}人，" if facts.people else ""
    came = f"实到{heads.present}人" if facts.held and heads.roll_taken else "实到　　人"
    blocks: list[Block] = [
        Paragraph(
            (Emphasis(_HOST), f"同志们，现在{facts.verb}{_full_kind(facts, _what(facts))}。{count}{came}。会议开始。")
        ),
    ]
    if facts.first_topic.strip():
        blocks.append(Paragraph((Emphasis(_HOST), f"首先进行第一议题：{sentence(facts.first_topic)}")))
    for number, item in enumerate(facts.items, 1):
        who = f"请{item.presenter.strip()}同志发言。" if item.presenter.strip() else ""
        blocks.append(Paragraph((Emphasis(_HOST), f"下面进行第{number}项：{sentence(filled(item.title))}{who}")))
    blocks.append(Paragraph((Emphasis(_HOST), "本次会议各项议程已经完成，现在散会。")))
    return blocks


def _item(item: ItemFact) -> list[Block]:
    blocks: list[Block] = [Heading(filled(item.title), numbered=True)]
    if item.presenter.strip():
        blocks.append(labelled("主讲（汇报）人", item.presenter.strip()))
    said = speeches(item.record)
    for speech in said:
        first, *more = speech.text.splitlines() or [""]
        head = (Emphasis(f"{speech.speaker}："), first) if speech.speaker else (first,)
        blocks.append(Paragraph(head))
        blocks += [Paragraph((line,)) for line in more if line.strip()]
    if item.dissent.strip():
        first, *more = item.dissent.strip().splitlines()
        blocks += [labelled("不同意见", first), *paragraphs("\n".join(more))]
    blocks += ballot_blocks(item.ballots)
    if decided := bare_resolution(item.resolution):
        blocks.append(labelled("决议", sentence(decided)))
    return blocks if len(blocks) > 1 else [*blocks, *paragraphs(UNFILLED)]


def _actions(facts: MeetingFacts) -> list[Block]:
    """What somebody is to do, by when, as it was agreed; nothing where nothing was."""
    if not facts.actions:
        return []
    lines = []
    for number, action in enumerate(facts.actions, 1):
        told = [f"责任人：{action.owner.strip()}"] * bool(action.owner.strip())
        told += [f"完成时限：{chinese_day(action.due)}"] if action.due else []
        behind = f"（{'；'.join(told)}）" if told else ""
        lines.append(f"{number}.{action.what.strip().rstrip('。；')}{behind}。")
    return [Heading("议定事项", numbered=True), *paragraphs("\n".join(lines))]


def _voters(heads: HeadCount) -> str:
    """How many may vote and how many of them came, behind 应到. Who is 免计 votes, so that base may be the greater."""
    came = f"，到会{heads.voters_present}人" if heads.roll_taken else ""
    if heads.voters_exempt:
        return f"；应到会有表决权的{heads.voters}人（含考勤免计的{heads.voters_exempt}人）{came}"
    return f"，其中有表决权的{heads.voters}人{came}"


def _expected(facts: MeetingFacts) -> list[PersonFact]:
    return [person for person in facts.people if person.state != "exempt"]


def _apart(people: Sequence[PersonFact]) -> str:
    """How many of them are 正式党员 and how many 预备党员; nothing where none is 预备党员."""
    full, probationary = (STANDINGS[key] for key in ("full", "probationary"))
    counts = [(word, sum(person.standing == word for person in people)) for word in (full, probationary)]
    return f"（{'，'.join(f'{word}{count}人' for word, count in counts if count)}）" if counts[1][1] else ""


def _came(names: list[str], facts: MeetingFacts) -> Paragraph:
    if not facts.people:
        return labelled("实到", UNFILLED)
    if not facts.heads.roll_taken:
        return labelled("实到", NO_ROLL)
    here = [p for p in facts.people if p.state in HERE]
    return labelled(f"实到{len(names)}人{_apart(here)}", listed(names)) if names else labelled("实到", "0人")


def _away(state: str, facts: MeetingFacts) -> Paragraph:
    """Who was away in this way, with the reasons; how many only once the roll was taken."""
    names = [with_reason(p.name, bare_reason(state, p.reason)) for p in facts.people if p.state == state]
    taken = facts.heads.roll_taken
    if not names:
        return labelled(STATES[state], "无" if taken else NO_ROLL)
    return labelled(STATES[state] + (f"{len(names)}人" if taken else ""), listed(names))


def _material(title: str, source: str, quotes: str = "《》") -> str:
    name = title.strip()
    name = name if name.startswith(("《", "“")) else f"{quotes[0]}{name}{quotes[1]}"
    return f"{name}（{source.strip()}）" if source.strip() else name
