"""Results of 民主评议党员 from a sheet: what it would write is shown first, then written as one act."""

from collections.abc import Mapping
from datetime import date

from branchtui.errors import BranchError
from branchtui.files.sheets.layouts import APPRAISALS
from branchtui.files.sheets.rows import Sheet, SheetLine, read_rows
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.names import same_name
from branchtui.rules.year.appraisal import Grade, why_no_grade
from branchtui.store.models.year import GRADES
from branchtui.store.queries.year.appraisals import AppraisalRow
from branchtui.workflows.difference import Difference, Verdict, in_words, refuse_too_many, refused
from branchtui.workflows.input_checks import text
from branchtui.workflows.year.end import appraisals


def preview_results(data: bytes, filename: str, year: int, today: date) -> Difference:
    """The difference between a sheet and the results of a year. Raises BranchError where it is no such sheet."""
    return compare_results(read_results(data, filename), year, today)


def read_results(data: bytes, filename: str) -> Sheet:
    """The rows of a sheet. Raises BranchError where it is no such sheet."""
    return read_rows(data, filename, APPRAISALS)


def compare_results(sheet: Sheet, year: int, today: date) -> Difference:
    """The same for a sheet that was read. Raises BranchError where it is far too long."""
    refuse_too_many(len(sheet.rows))
    of, listed = appraisals.of_year(year, today), appraisals.rows(year, today)
    seen: dict[bytes, int] = {}
    verdicts = [_verdict(line, listed, seen) for line in sheet.rows]

    def write(found: Difference) -> None:
        entries = {
            verdict.row: verdict.columns for sort in ("新增", "更改") for verdict in found.of(sort) if verdict.row
        }
        appraisals.write_all(year, entries.items(), of.meeting, f"导入{year}年民主评议：{found.counted}")

    return Difference(verdicts, write, "位", sheet.unread)


def _verdict(line: SheetLine, listed: list[AppraisalRow], seen: dict[bytes, int]) -> Verdict:
    called = line.values["name"] or line.values["staff_no"]
    try:
        if line.problem:
            raise BranchError(line.problem)
        row = _meant(line.values, listed)
        if (first := seen.setdefault(row.member, line.line)) != line.line:
            raise BranchError(f"和第 {first} 行是同一位。")
        values, said = _values(line.values, row)
    except BranchError as error:
        return refused(line.line, called, str(error), line.told)
    if not values:
        words = "" if row.grade is not None else "表里没有写结果"
        return Verdict(line.line, "不变", called, in_words(words, line.told), told=line.told)
    words = in_words(said, line.told)
    return Verdict(
        line.line, "新增" if row.grade is None else "更改", called, words, row.member, values, told=line.told
    )


def _meant(values: Mapping[str, str], listed: list[AppraisalRow]) -> AppraisalRow:
    """By the number first, then by the name. Raises BranchError where nobody of the year's list is meant, or several."""
    number, name = values["staff_no"], values["name"]
    found = [row for row in listed if number and row.staff_no == number]
    if found and name and not same_name(found[0].name, name):
        raise BranchError(f"学工号 {number} 是{found[0].name}，姓名写的是“{quoted(name, 20)}”，请核对。")
    found = found or [
        row for row in listed if same_name(row.name, name) and not (number and row.staff_no and row.staff_no != number)
    ]
    if len(found) != 1:
        raise BranchError(f"有 {len(found)} 位叫这个姓名，请写学工号。" if found else "评议那天的名册上没有这一位。")
    return found[0]


def _values(values: Mapping[str, str], row: AppraisalRow) -> tuple[dict[str, str], str]:
    """What would be written, and that in words."""
    found, told = {}, []
    if values["grade"]:
        grade: Grade = appraisals.grade_typed(values["grade"])
        if grade and (why := why_no_grade(row.name, row.standing)):
            raise BranchError(why)
        if grade != row.grade:
            found["grade"] = str(grade)
            told.append(f"{GRADES[row.grade]} → {GRADES[grade]}" if row.grade is not None else GRADES[grade])
    elif values["opinion"] and row.grade is None:
        raise BranchError("写了组织意见，没有写评议结果。")
    if values["opinion"] and (opinion := text(values["opinion"], "组织意见").strip()) != row.opinion:
        found["opinion"] = opinion
        told.append(f"组织意见：{opinion}")
    return found, "，".join(told)
