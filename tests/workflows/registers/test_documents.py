"""收发文: 请示 and 批复 belong together, numbers are offered and never renumbered, what waits is told, papers and sheets."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Heading, Paper, Paragraph, SignOff, Title
from branchtui.rules.blanks import UNFILLED
from branchtui.rules.registers.letters import letters_from
from branchtui.store.models import Document, Honour
from branchtui.store.queries.registers import documents, honours
from branchtui.workflows.board import board
from branchtui.workflows.difference import Difference
from branchtui.workflows.people import contacts
from branchtui.workflows.registers import importing, register
from branchtui.workflows.registers.document_papers import (
    lacking,
    letter_paper,
    letters,
    prepare_letter,
)
from branchtui.workflows.registers.documents import DOCUMENT, answer_to, finish, suggested_number
from branchtui.workflows.registers.kinds import HONOUR
from branchtui.workflows.registers.lists import prepare_list, sheet_bytes, write_sheet
from branchtui.workflows.safety import undo
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("branch")
REQUEST = {"direction": "发文", "kind": "请示", "title": "关于设岗的请示", "unit": "学院党委", "day": "2026-03-02"}
ANSWER = {"direction": "收文", "kind": "批复", "title": "关于同意设岗的批复", "day": "2026-03-06"}


def add(typed: dict[str, str], **more: str) -> Document:
    row = register.add(DOCUMENT, {**typed, **more}, today=TODAY)
    assert isinstance(row, Document)
    return row


def told(today: date) -> list[tuple[str, str]]:
    found = board(today)
    return [
        (part, duty.duty)
        for part, duties in found.groups().items()
        for duty in duties
        if duty.open is not None and duty.open[0] == "document"
    ]


def test_a_request_and_its_answer_are_seen_from_both_sides() -> None:
    asked = add(REQUEST, number="〔2026〕3号")
    answer = add(ANSWER, answers="〔2026〕3号")
    assert answer.answers_id == asked.id
    assert DOCUMENT.typed(answer)["answers"] == "关于设岗的请示"
    rows = {row.id: row for row in documents.documents()}
    assert rows[asked.id].answered == answer.id and rows[answer.id].answers == asked.id
    register.remove(answer)
    assert documents.row_of(asked.id).answered is None


def test_of_two_that_bear_one_title_the_number_tells() -> None:
    first, second = add(REQUEST, number="〔2026〕3号"), add(REQUEST, number="〔2026〕4号")
    with pytest.raises(BranchError, match="不止一份.*关于设岗的请示（〔2026〕3号）"):
        add(ANSWER, answers="关于设岗的请示")
    answer = add(ANSWER, answers="关于设岗的请示（〔2026〕4号）")
    assert answer.answers_id == second.id != first.id
    assert DOCUMENT.typed(answer)["answers"] == "关于设岗的请示（〔2026〕4号）"


def test_a_document_answers_neither_itself_nor_one_that_went_the_same_way() -> None:
    asked = add(REQUEST)
    with pytest.raises(BranchError, match="不能是它自己"):
        register.change(DOCUMENT, asked, today=TODAY, answers="关于设岗的请示")
    with pytest.raises(BranchError, match="发文答复的应是收文"):
        add(REQUEST, title="另一份", answers="关于设岗的请示")
    answer = add(ANSWER, answers="关于设岗的请示")
    with pytest.raises(BranchError, match="不能是它自己"):
        register.change(DOCUMENT, asked, today=TODAY, answers=answer.title)
    assert register.change(DOCUMENT, answer, today=TODAY, unit="学院党委").unit == "学院党委", "the rest can be changed"


def test_the_next_number_is_offered_and_a_double_is_told_and_left() -> None:
    assert suggested_number(TODAY) == "〔2026〕1号"
    add(REQUEST, number="商院〔2026〕3号")
    assert suggested_number(TODAY) == "商院〔2026〕4号"
    add(ANSWER, number="〔2026〕99号")
    assert suggested_number(TODAY) == "商院〔2026〕4号", "numbers of others are not ours"
    add(REQUEST, title="又一份", number="商院[2026]3号", done_on="2026-03-03")
    assert [row.doubled for row in documents.documents()].count(True) == 2
    twin = add(REQUEST, title="第三份", number="商院〔2026〕3号")
    assert ("contradictions", "文号重复：商院〔2026〕3号") in told(TODAY)
    assert twin.get_by_id(twin.id).number == "商院〔2026〕3号"


def test_the_board_tells_what_waits_until_it_is_answered_or_dealt_with() -> None:
    asked = add(REQUEST)  # Monday 2026-03-02: ten working days later is 2026-03-16
    assert told(date(2026, 3, 16)) == [("due", "催办批复：关于设岗的请示")]
    assert told(date(2026, 3, 17)) == [("overdue", "催办批复：关于设岗的请示")]
    answer = add(ANSWER, answers="关于设岗的请示")
    assert told(date(2026, 3, 17)) == []
    register.remove(answer)
    finish(asked, "2026-03-03", today=date(2026, 3, 17))
    assert told(date(2026, 3, 17)) == []
    undo.undo_last()
    assert told(date(2026, 3, 17)) == [("overdue", "催办批复：关于设岗的请示")]
    assert told(date(2026, 3, 2) + timedelta(400)) == [], "nobody waits for it any more"


def test_a_document_with_a_day_is_told_of_until_it_is_dealt_with() -> None:
    notice = add(ANSWER, kind="通知", title="关于报送材料的通知", due="2026-03-10")
    assert told(date(2026, 3, 11)) == [("overdue", "办理文件：关于报送材料的通知")]
    with pytest.raises(BranchError, match="还没有到"):
        finish(notice, "2026-03-12", today=date(2026, 3, 11))
    assert finish(notice, "", today=date(2026, 3, 11)).done_on == date(2026, 3, 11)
    assert told(date(2026, 3, 11)) == []


def test_what_is_known_of_an_answer_stands_in_its_form() -> None:
    asked = add(REQUEST)
    known = answer_to(documents.row_of(asked.id))
    assert known == {"direction": "收文", "kind": "批复", "unit": "学院党委", "answers": "关于设岗的请示"}
    assert add(ANSWER, **known).answers_id == asked.id


def _text(paper: Paper) -> str:
    return "\n".join(
        block.text if isinstance(block, Title | Heading | Paragraph) else block.unit
        for block in paper.blocks
        if isinstance(block, Title | Heading | Paragraph | SignOff)
    )


@pytest.mark.parametrize("kind", letters())
def test_each_of_the_ten_papers_says_what_was_typed_and_no_more(kind: str) -> None:
    row = add(REQUEST, kind=kind, body="根据安排办理。\n一、安排\n由支委会办理。\n附件：名单")
    text = _text(letter_paper(row))
    assert text.splitlines()[0] == row.title and "一、安排" in text and "附件：名单" in text
    assert UNFILLED not in text and lacking(row) == []
    bare = add(REQUEST, kind=kind, title="空白", unit="", day="")
    paper = letter_paper(bare)
    blanks = [part for part, _ in letters()[kind].text]
    assert all(f"{part}：{UNFILLED}" in _text(paper) for part in blanks), "each part of the text is a blank"
    assert paper.dated is None and lacking(bare)


def test_what_was_received_has_no_paper(tmp_path: Path) -> None:
    with pytest.raises(BranchError, match="是收到的文件"):
        letter_paper(add(ANSWER))


def test_a_kind_that_is_not_in_the_file_is_printed_all_the_same() -> None:
    text = _text(letter_paper(add(REQUEST, kind="纪要", body="议定一件事。")))
    assert "学院党委：" in text and "议定一件事。" in text


def test_the_word_files_are_written_and_say_what_is_to_be_filled_in(tmp_path: Path) -> None:
    photos = PhotoStore(tmp_path / "照片", tmp_path / "缓存")
    ready = prepare_letter(add(REQUEST), tmp_path, photos=photos)
    (path,) = ready.write()
    assert path.name == "20260302_请示_关于设岗的请示.docx" and "还有 3 处要补" in ready.remark
    for kind in ("honour", "document"):
        if kind == "honour":
            with pytest.raises(BranchError, match="还没有荣誉成果"):
                prepare_list(kind, tmp_path, today=TODAY, photos=photos)
            register.add(HONOUR, {"title": "先进集体"}, today=TODAY)
        assert prepare_list(kind, tmp_path, today=TODAY, photos=photos).write()[0].is_file()


def test_the_sheets_come_back_equal(tmp_path: Path) -> None:
    add(REQUEST, number="〔2026〕3号", due="2026-03-20", body="正文不进表格")
    add(ANSWER, answers="〔2026〕3号")
    register.add(HONOUR, {"title": "先进个人", "of_id": "林知远", "day": "2026-03-01", "level": "校级"}, today=TODAY)
    register.add(HONOUR, {"title": "先进集体"}, today=TODAY)
    for kind, count in (("document", 2), ("honour", 2)):
        assert write_sheet(kind, tmp_path / f"{kind}.xlsx") == count
        found = importing.preview_register(kind, sheet_bytes(kind), "表.xlsx", today=TODAY)
        assert [verdict.sort for verdict in found.verdicts] == ["不变"] * count, [each.words for each in found.verdicts]
        assert not found.unread and found.write() == "没有要写入的变化。"


def preview(kind: str, text: str) -> Difference:
    return importing.preview_register(kind, text.encode(), "表.csv", today=TODAY)


def test_an_import_shows_the_difference_and_is_one_act() -> None:
    contacts.add_contact("何老师")
    register.add(HONOUR, {"title": "优秀辅导员", "of_id": "林知远", "level": "校级"}, today=TODAY)
    found = preview(
        "honour",
        "2026年荣誉一览,,,,,\n序号,获奖人,荣誉名称,级别,获奖时间,颁奖单位\n"
        "1,林知远,优秀辅导员,省级,2026.03,省教育厅\n2,何老师,优秀指导教师,校级,2026/3/5,学校\n3,,先进集体,院级,,\n"
        "4,没有这人,优秀论文,校级,,\n",
    )
    assert [(each.line, each.sort) for each in found.verdicts] == [
        (3, "更改"),
        (4, "新增"),
        (5, "新增"),
        (6, "不能导入"),
    ]
    assert "级别 校级 → 省级" in found.verdicts[0].words and "没有叫“没有这人”" in found.verdicts[3].words
    with pytest.raises(BranchError, match="有 1 行不能导入，什么都没有写入"):
        found.write()
    good = found._replace(verdicts=found.verdicts[:3])
    assert good.write() == "已写入：新增 2 条，更改 1 条。"
    assert {(row.whose, row.title, row.level) for row in honours.honours()} == {
        ("林知远", "优秀辅导员", "省级"),
        ("何老师", "优秀指导教师", "校级"),
        ("本支部", "先进集体", "院级"),
    }
    undo.undo_last()
    assert [row.level for row in Honour.select().where(Honour.live())] == ["校级"], "one act, undone in one"


@pytest.mark.parametrize(
    ("header", "direction"),
    [("收文日期,来文单位", "in"), ("发文日期,主送单位", "out"), ("日期,单位", None)],
)
def test_the_header_tells_whether_a_sheet_is_of_what_came_or_went(header: str, direction: str | None) -> None:
    found = preview("document", f"文号,标题,文种,{header}\n〔2026〕7号,关于报送材料的通知,通知,2026-03-02,学院党委\n")
    (verdict,) = found.verdicts
    if direction is None:
        assert "收发请写“发文”或“收文”" in verdict.words
        return
    found.write()
    (row,) = documents.documents()
    assert (row.direction, row.number, row.unit, row.day) == (direction, "〔2026〕7号", "学院党委", date(2026, 3, 2))


def test_the_same_row_twice_and_a_citizen_id_are_told() -> None:
    twice = "收发,文种,标题,日期\n收文,通知,甲,2026-03-02\n收文,通知,甲,2026-03-02\n"
    assert [each.words for each in preview("document", twice).verdicts][1] == "和第 2 行是同一项。"
    told_of = preview("honour", "名称,获得者,级别\n先进集体,,11010519491231002X\n").verdicts[0]
    assert told_of.columns["level"] == "" and "像是有身份证号" in told_of.words


def test_the_shipped_file_is_what_is_used() -> None:
    from branchtui import assets

    assert letters() == letters_from(assets.toml("papers", "documents.toml"))
