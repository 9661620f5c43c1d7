"""The papers of a meeting, tested as trees."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from branchtui.errors import BranchError
from branchtui.papers.facts.meetings import ActionFact, GuestFact, ItemFact, MeetingFacts, PersonFact
from branchtui.papers.meetings import agenda, minutes, notice, resolution, sign_in
from branchtui.papers.phrases import sentence
from branchtui.papers.tree import Heading, Meta, Paper, Paragraph, Signatures, SignOff, Table, Title
from tests.papers.samples import BRANCH, KINDS, PEOPLE, meeting, planned


def texts(paper: Paper) -> str:
    """Everything a paper says, line by line."""
    lines: list[str] = []
    for block in paper.blocks:
        match block:
            case Paragraph():
                lines.append(block.text)
            case Heading():
                lines.append(block.text + block.rest)
            case Meta():
                lines += [f"{label}：{value}" if label else str(value) for label, value in block.pairs]
            case Table():
                lines += ["|".join(row) for row in (block.header, *block.rows)]
            case Title():
                lines.append(block.text)
            case Signatures():
                lines += [f"{role}（签名）：" for role in block.roles]
            case SignOff():
                lines.append(f"{block.unit} {block.day}")
            case _:
                pass
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("kind", "title", "words"),
    [
        ("支部党员大会", "关于召开2026年3月支部党员大会的通知", "召开支部党员大会"),
        ("主题党日", "关于开展2026年3月主题党日活动的通知", "开展“走进实验室”主题党日活动"),
        ("党课", "关于举办2026年3月党课的通知", "举办“走进实验室”党课"),
    ],
)
def test_notice_says_when_where_who_and_what(kind: str, title: str, words: str) -> None:
    paper = notice(planned(kind=kind, title="走进实验室"))
    said = texts(paper)
    assert paper.title == title and paper.dated == date(2026, 3, 2) and paper.subject == "会议通知"
    assert words in said
    for part in (
        "2026年3月6日（星期五）14:30",
        "行政楼301会议室",
        "全体党员（应到6人）；列席：程屿（院长）",
        "1.传达上级会议精神（林知远）；",
        "2.讨论学习计划（周以宁）。",
        "《论学习》（人民出版社）",
        "请准时参加。",
        f"{BRANCH} 2026-03-02",
    ):
        assert part in said


def test_notice_leaves_out_what_is_not_asked_and_marks_what_is_missing() -> None:
    said = texts(notice(planned(place="", items=(), materials=(), requirements="")))
    assert "（待定）" in said and "（未填写）" in said
    assert "学习材料" not in said and "有关要求" not in said


def test_committee_notice_addresses_the_committee() -> None:
    assert "各位支部委员：" in texts(notice(planned(kind="支部委员会会议", who="committee")))


COMMITTEE = PEOPLE[:2]


def test_the_papers_of_a_committee_meeting_name_branch_and_committee_once() -> None:
    plan = planned(kind="支部委员会会议", people=COMMITTEE)
    said = texts(notice(plan))
    assert "关于召开2026年3月支部委员会会议的通知" in said and "各位支部委员（应到2人）" in said
    assert BRANCH + "委员会会议议程" in texts(agenda(plan)) and BRANCH + "委员会会议签到表" in texts(sign_in(plan))
    assert "应到2人" in texts(sign_in(plan))
    held = texts(minutes(meeting(kind="支部委员会会议", people=COMMITTEE)))
    assert BRANCH + "委员会会议记录" in held and "会议名称：支部委员会会议（第3次）" in held and "应到：2人" in held


def test_the_quorum_is_told_where_something_asks_for_it() -> None:
    """What it says is tried with the rules of ballots."""
    said = "应到委员4人，到会2人，符合半数以上委员到会的要求。"
    assert f"法定人数：{said}" in texts(minutes(meeting(kind="支部委员会会议", people=COMMITTEE, quorum=said)))
    assert "法定人数" not in texts(minutes(meeting(people=COMMITTEE)))


def test_the_papers_of_a_groups_meeting_name_the_group() -> None:
    plan = planned(kind="党小组会", group="第一党小组")
    said = texts(notice(plan))
    assert "关于召开2026年3月第一党小组会的通知" in said and "第一党小组全体党员：" in said
    held = texts(minutes(meeting(kind="党小组会", group="第一党小组")))
    assert f"{BRANCH}第一党小组会记录" in held and "会议名称：第一党小组会（第3次）" in held


def test_agenda_has_a_table_and_the_hosts_words() -> None:
    said = texts(agenda(planned()))
    assert "2|讨论学习计划|周以宁|" in said and "1|传达上级会议精神|林知远|20分钟" in said
    assert "本次会议应到6人，实到　　人" in said
    assert "下面进行第2项：讨论学习计划。请周以宁同志发言。" in said


def test_agenda_without_items_is_an_honest_blank() -> None:
    assert "议程（未填写）" in texts(agenda(planned(items=(), first_topic="")))


def test_sign_in_sheet_before_and_after() -> None:
    before, after = texts(sign_in(planned())), texts(sign_in(meeting()))
    assert "应到6人　实到　　人" in before
    assert "应到5人　实到3人　请假1人　缺席1人　免计1人" in after
    assert "3|沈一禾|正式党员|||请假：因公出差" in after and "2|周以宁|组织委员|||迟到" in after
    assert "7|程屿|院长|||列席" in before
    assert "请假" not in before.split("应到6人")[0]


def test_speakers_sign_before_those_who_sit_in_and_the_audience_is_in_no_count() -> None:
    guests = (GuestFact("程屿", "院长"), GuestFact("何清源", "宣传部", "从一堂课讲起"))
    facts = meeting(guests=guests, audience=40, audience_who="本科生")
    rows = [line.split("|") for line in texts(sign_in(facts)).splitlines() if line.endswith(("|主讲", "|列席"))]
    assert [(row[1], row[2], row[-1]) for row in rows] == [("何清源", "宣传部", "主讲"), ("程屿", "院长", "列席")]
    assert "主讲：何清源（宣传部）：“从一堂课讲起”" in texts(agenda(facts))
    assert facts.heads == meeting().heads and "听众：本科生40人" in texts(minutes(facts))
    assert "听众" not in texts(minutes(meeting())) and "主讲：" not in texts(notice(planned()))


def test_sign_in_sheet_of_many() -> None:
    many = tuple(PersonFact(f"党员{n}") for n in range(300))
    [table] = [block for block in sign_in(planned(people=many, guests=())).blocks if isinstance(block, Table)]
    assert len(table.rows) == 300 and table.header[0] == "序号"


@pytest.mark.parametrize(
    "part",
    [
        "（第3次）",
        "开始时间：2026年3月6日（星期五）14:30\n散会时间：16:05",
        "地点：行政楼301会议室",
        "主持人：林知远",
        "记录人：周以宁",
        "应到：5人（正式党员4人，预备党员1人）；应到会有表决权的5人（含考勤免计的1人），到会2人",
        "实到3人（正式党员2人，预备党员1人）：林知远、周以宁（迟到）、𠮷川遥",
        "请假1人：沈一禾（因公出差）",
        "缺席1人：古丽·热合曼（原因未填写）",
        "免计1人：欧阳景行（出国（境））",
        "列席：程屿（院长）",
        "学习材料：《论学习》（人民出版社）",
        "第一议题：学习有关重要论述",
        "传达上级会议精神",
        "林知远：本学期的学习分三个阶段",
        "各党小组可以结合岗位工作安排。",
        "周以宁：赞成。",
        "决议：同意本学期学习计划。",
        "请各党小组按分工落实。",
        "主持人（签名）：",
    ],
)
def test_minutes_hold_every_element(part: str) -> None:
    assert part in texts(minutes(meeting()))


def test_minutes_show_blanks_and_invent_nothing() -> None:
    bare = MeetingFacts(
        BRANCH,
        "国际学院",
        "主题党日",
        "",
        datetime(2026, 3, 6, 9),
        date(2026, 3, 2),
        state="held",
        items=(ItemFact("学习"),),
    )
    said = texts(minutes(bare))
    for label in ("地点", "主持人", "记录人", "应到", "实到"):
        assert f"{label}：（未填写）" in said
    assert "第" not in said and "会议名称：主题党日\n" in said, "a number that nobody told is not asked for"
    assert "补记" not in said
    for claimed in ("发言要点", "决议", "结束语", "散会时间"):
        assert claimed not in said
    assert texts(minutes(meeting(items=()))).count("议题：（未填写）") == 1


def test_a_roll_not_taken_gives_no_numbers() -> None:
    unmarked = tuple(replace(person, state="unmarked", reason="") for person in PEOPLE)
    facts = meeting(people=unmarked)
    record, sheet, decided = texts(minutes(facts)), texts(sign_in(facts)), texts(resolution(facts))
    assert (
        "应到：6人（正式党员5人，预备党员1人），其中有表决权的5人\n实到：（未点名）\n请假：（未点名）\n缺席：（未点名）"
        in record
    )
    assert "应到6人　实到：（未点名）" in sheet and "未点名|" not in sheet
    assert "应到6人，其中有表决权的5人；实到（未点名）。" in decided
    assert "本次会议应到6人，实到　　人" in texts(agenda(facts))
    some = meeting(people=(*unmarked[:5], replace(PEOPLE[2], name="何其远")))
    assert "请假：何其远（因公出差）\n缺席：（未点名）" in texts(minutes(some)), "no number while the roll is open"
    assert "|请假：因公出差" in texts(sign_in(some))


def test_voters_are_counted_beside_those_expected() -> None:
    facts = meeting(people=PEOPLE[:5])
    assert "应到：5人（正式党员4人，预备党员1人），其中有表决权的4人，到会2人" in texts(minutes(facts))
    assert "应到5人，其中有表决权的4人，到会2人；实到3人。" in texts(resolution(facts))


def test_only_a_planned_start_is_announced_and_no_end_is_made_up() -> None:
    assert "时间：2026年3月6日（星期五）14:30。" in texts(notice(planned()))
    record = texts(minutes(meeting(end=None)))
    assert "开始时间：2026年3月6日（星期五）14:30" in record and "散会" not in record and "—" not in record
    over_night = texts(minutes(meeting(end=datetime(2026, 3, 7, 0, 10))))
    assert "散会时间：3月7日（星期六）0:10" in over_night


@pytest.mark.parametrize("label", ["决议：", "会议决定：", "会议决议:", "决定：", "议定事项：", "会议决定：会议决定："])
def test_a_label_typed_before_a_resolution_is_not_printed_twice(label: str) -> None:
    facts = meeting(items=(ItemFact("学习", record="林知远：讲。", resolution=f"{label}同意计划"),))
    assert "林知远：讲。\n决议：同意计划。" in texts(minutes(facts))
    assert "学习\n同意计划。" in texts(resolution(facts))


def test_a_late_notice_leaves_its_day_to_the_hand() -> None:
    [signed] = [block for block in notice(planned(notice_day=None)).blocks if isinstance(block, SignOff)]
    assert signed.day is None


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("全体党员（应到6人）", "全体党员（应到6人）。"),
        ("《党章》", "《党章》。"),
        ("他说“好。”", "他说“好。”"),
        ("学习“两个确立”", "学习“两个确立”。"),
        ("同意。", "同意。"),
        ("", ""),
    ],
)
def test_a_sentence_ends_with_one_mark(text: str, printed: str) -> None:
    assert sentence(text) == printed


def test_late_entry_is_said() -> None:
    late = meeting(recorded_on=date(2026, 4, 2))
    assert "补记于2026年4月2日" in texts(minutes(late))
    assert "（补记于2026年4月2日）" in texts(resolution(late))


@pytest.mark.parametrize("state", ["planned", "cancelled"])
def test_no_minutes_of_a_meeting_that_was_not_held(state: str) -> None:
    for paper in (minutes, resolution):
        with pytest.raises(BranchError, match="还没有召开"):
            paper(meeting(state=state))


def test_resolution_holds_what_was_decided_and_who_was_there() -> None:
    said = texts(resolution(meeting()))
    assert "应到5人；应到会有表决权的5人（含考勤免计的1人），到会2人；实到3人。" in said
    assert "讨论学习计划\n同意本学期学习计划。" in said
    assert "传达上级会议精神" not in said


def test_no_resolution_without_one() -> None:
    facts = meeting(items=(ItemFact("学习"), ItemFact("讨论", resolution=" 决议：\n")))
    assert not facts.has_resolution
    with pytest.raises(BranchError, match="没有写决议"):
        resolution(facts)


@pytest.mark.parametrize("branch", ["林海大学国际学院办公室党支部", "机关党委"])
def test_titles_do_not_say_branch_twice(branch: str) -> None:
    title = minutes(meeting(branch=branch)).title
    assert title.count("支部党员大会") == 1
    assert "支部支部" not in title


def test_texts_with_markup_and_rare_characters_stay() -> None:
    odd = "[/b]𠮷㛃䶮“引号”·…"
    said = texts(minutes(meeting(place=odd, host=odd, guests=(GuestFact(odd, odd),))))
    assert said.count(odd) == 4


def test_agenda_leaves_out_columns_that_hold_nothing() -> None:
    items = (ItemFact("学习"), ItemFact("讨论", minutes=20))
    [table] = [block for block in agenda(planned(items=items)).blocks if isinstance(block, Table)]
    assert table.header == ("序号", "议程", "时长")
    assert table.rows == (("1", "学习", ""), ("2", "讨论", "20分钟"))
    assert len(table.align) == 3 and sum(table.widths) == 154


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_says_the_verb_of_its_kind(kind: str) -> None:
    facts = meeting(kind=kind, items=(ItemFact("讨论", resolution="同意"),), first_topic="", requirements="")
    papers = [texts(make(facts)) for make in (notice, agenda, sign_in, minutes, resolution)]
    for other in {"召开", "举办", "开展"} - {facts.verb}:
        assert not [words for words in papers if other in words], "the verb of another kind"
    assert f"现在{facts.verb}" in papers[1] and f"{facts.verb}第3次{facts.activity or kind}" in papers[4]
    uncounted = texts(resolution(replace(facts, ordinal="")))
    assert f"{facts.verb}{facts.activity or kind}。" in uncounted and "次" not in uncounted
    with pytest.raises(BranchError, match=f"还没有{facts.verb}，没有会议记录可导出；开完会请先登记{facts.verb}。"):
        minutes(replace(facts, state="planned"))


def test_a_branch_without_probationary_members_counts_nobody_apart() -> None:
    assert "应到：4人，其中有表决权的4人" in texts(minutes(meeting(people=PEOPLE[:4])))


def test_a_different_opinion_stands_before_the_resolution_and_nowhere_else() -> None:
    item = ItemFact(
        "讨论计划", record="周以宁：赞成。", resolution="同意。", dissent="沈一禾：时间太紧。\n建议推后一周。"
    )
    facts = meeting(items=(item,))
    assert "周以宁：赞成。\n不同意见：沈一禾：时间太紧。\n建议推后一周。\n决议：同意。" in texts(minutes(facts))
    assert "时间太紧" not in texts(resolution(facts))
    assert "不同意见" not in texts(minutes(meeting())), "empty prints nothing"


def test_what_was_agreed_is_told_with_owner_and_day() -> None:
    agreed = (
        ActionFact("修订值班表。", "周以宁", date(2026, 3, 20)),
        ActionFact("联系场地", due=date(2026, 4, 1)),
        ActionFact("收集意见"),
    )
    for paper in (minutes, resolution):
        assert (
            "议定事项\n1.修订值班表（责任人：周以宁；完成时限：2026年3月20日）。\n"
            "2.联系场地（完成时限：2026年4月1日）。\n3.收集意见。\n"
        ) in texts(paper(meeting(actions=agreed)))
        assert "议定事项" not in texts(paper(meeting()))
