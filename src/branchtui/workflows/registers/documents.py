"""收发文 as it is typed: what each field means, which document another answers, what is done with one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.registers.documents import next_number
from branchtui.rules.registers.words import ANSWER
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.dates import parse_day
from branchtui.store.file.database import act
from branchtui.store.ids import is_pair_id
from branchtui.store.models import Document, Row
from branchtui.store.models.columns import caption
from branchtui.store.models.year import DIRECTIONS
from branchtui.store.queries.registers import college_requests, documents
from branchtui.store.queries.registers.documents import DocumentRow
from branchtui.store.short_ids import short_id
from branchtui.store.writes import assign
from branchtui.workflows.registers.reading import Typed, day, day_words, many_lines, words
from branchtui.workflows.registers.register import Register

_DIRECTIONS = {word: key for key, words in DIRECTIONS.items() for word in (words, words[0], key)}


def _document(typed: Typed, today: date) -> dict[str, Any]:
    model = Document
    direction = _DIRECTIONS.get(typed.get("direction", ""))
    if direction is None:
        raise BranchError(f"{caption(model, 'direction')}请写“{'”或“'.join(DIRECTIONS.values())}”。")
    return {
        "direction": direction,
        "kind": words(model, typed, "kind", required=True, limit=20),
        "title": words(model, typed, "title", required=True),
        "number": words(model, typed, "number", limit=60),
        "unit": words(model, typed, "unit", limit=60),
        "day": day(typed, "day", today),
        "due": parse_day(typed["due"], today) if typed.get("due") else None,
        "done_on": _past(day(typed, "done_on", today), today),
        "answers": answered(typed.get("answers", "")),
        "body": many_lines(model, typed, "body"),
    }


def _past(done: date | None, today: date) -> date | None:
    """The day on which a document was dealt with. Raises BranchError for one that is still to come."""
    if done is not None and done > today:
        raise BranchError(f"{caption(Document, 'done_on')} {done.isoformat()} 还没有到，办完了再记。")
    return done


def answered(typed: str) -> Document | None:
    """The document that an answer names by its title or number; None where none is typed.

    Raises BranchError where there is none, or several are called so.
    """
    name = typed.strip()
    if not name:
        return None
    rows = documents.documents()
    found = documents.called(rows, name) or [row for row in rows if answer_words(row, rows) == name]
    if len(found) > 1:
        told = "、".join(f"“{answer_words(row, rows)}”" for row in found)
        raise BranchError(f"收发文里叫“{quoted(name, 20)}”的不止一份，请写明是哪一份：{told}。")
    if not found:
        raise BranchError(f"收发文里没有“{quoted(name, 30)}”。请先登记它，或把“{caption(Document, 'answers')}”空着。")
    return documents.document(found[0].id)


def answer_words(row: DocumentRow, rows: list[DocumentRow]) -> str:
    """How a document is typed: its title, of several that bear it with number or id."""
    if len(documents.called(rows, row.title)) == 1:
        return row.title
    more = row.number if row.number and len(documents.called(rows, row.number)) == 1 else short_id(row.id)
    return f"{row.title}（{more}）"


def _document_typed(row: Document) -> dict[str, str]:
    answers = ""
    if row.answers_id is not None:
        rows = documents.documents()
        answers = next((answer_words(each, rows) for each in rows if each.id == row.answers_id), "")
    return {
        "direction": DIRECTIONS[row.direction],
        "kind": row.kind,
        "title": row.title,
        "number": row.number,
        "unit": row.unit,
        "day": day_words(row.day),
        "due": day_words(row.due),
        "done_on": day_words(row.done_on),
        "answers": answers,
        "body": row.body,
    }


def _answers_another(columns: Mapping[str, Any], row: Row | None) -> None:
    """Raises BranchError where a document would answer itself, one that answers it, or one that went the same way."""
    answers = columns["answers"]
    if answers is None or (isinstance(row, Document) and row.answers_id == answers.id):
        return
    if row is not None and row.id in (answers.id, answers.answers_id):
        raise BranchError(f"“{answers.title}”不能是它自己答复的文件，请另选一份。")
    if answers.direction == columns["direction"]:
        other = DIRECTIONS["in" if columns["direction"] == "out" else "out"]
        raise BranchError(f"{DIRECTIONS[columns['direction']]}答复的应是{other}，“{answers.title}”不是。请核对收发。")


def _check(columns: Mapping[str, Any], row: Row | None) -> None:
    _answers_another(columns, row)
    if isinstance(row, Document):
        if row.done_on is None and columns["done_on"] is not None:
            _finished_otherwise(row)
        _sent_otherwise(row, columns)


def _sent_otherwise(row: Document, columns: Mapping[str, Any]) -> None:
    """Raises BranchError for what is filled in of a sheet of the college: only handing in sends it, and says so."""
    said = columns["day"], columns["answers"], columns["direction"]
    if row.direction == "out" and row.day is None and is_pair_id(row.id) and said != (None, None, "out"):
        raise BranchError(
            f"“{row.title}”是填好还没有报送的报表：{caption(Document, 'day')}和{caption(Document, 'answers')}报送时自动记。"
            "请在 6 里按回车打开它，按 F5 报送，或运行 branchtui college hand-in。"
        )


def _finished_otherwise(row: Document) -> None:
    """Raises BranchError for a sheet of the college that waits: it would leave the board, and the college goes without."""
    if college_requests.waits(row.id):
        raise BranchError(
            f"“{row.title}”是学院要的报表，报送了才记办结：在 6 里按回车打开它，填好按 F5，或运行 branchtui college hand-in。"
            + left_hint()
        )


def left_hint() -> str:
    """How such a sheet is finished all the same, where this file exchanges with no college; else empty."""
    from branchtui.store.college import hub_note  # a branch alone loads nothing of it

    return "" if hub_note.read() is not None else "支部已经离开那个学院的，先运行 branchtui college leave，再记办结。"


DOCUMENT = Register(
    Document,
    ("direction", "kind", "title", "number", "unit", "day", "due", "done_on", "answers", "body"),
    _document,
    _document_typed,
    {"unit": "单位"},
    {
        "direction": "、".join(DIRECTIONS.values()),
        "number": "如：〔2026〕3号；没有就空着",
        "unit": "收文写来文单位，发文写主送单位",
        "day": "如：3月15日；还没有发出的空着",
        "due": "如：6月30日；不限时就空着",
        "done_on": "办完了再写",
        "answers": "批复写它批的请示，复函写来函：标题或文号",
        "body": "“一、”“（一）”起头的行是小标题；末尾写“附件：1.……”",
    },
    frozenset({"body"}),
    _check,
)


def suggested_number(today: date) -> str:
    """The number that comes next for a document of this year; offered, never written by itself."""
    return next_number(documents.numbers_sent(), today.year)


def finish(row: Document, typed: str, *, today: date) -> Document:
    """Say that a document is dealt with, `typed` when, today where nothing is.

    Raises BranchError for what is no day, and for a sheet of the college that is to be handed in.
    """
    _finished_otherwise(row)
    done = _past(parse_day(typed, today, past=True) if typed.strip() else today, today)
    with act(f"办结：{row.title}"):
        for each in (row, *college_requests.reminders(row.id)):
            assign(each, {"done_on": done})
    return row


def answer_to(row: DocumentRow) -> dict[str, str]:
    """What is known of the answer to a document before anything is typed: which it answers, and from whom it comes."""
    received = row.direction == "out"
    return {
        "direction": DIRECTIONS["in" if received else "out"],
        "kind": ANSWER if received else "",
        "unit": row.unit,
        "answers": answer_words(row, documents.documents()),
    }
