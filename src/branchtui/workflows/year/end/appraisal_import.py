"""Results of 民主评议党员 from a sheet: what it would write is shown first, then written as one act."""

from collections.abc import Mapping
from datetime import date

from branchtui.errors import BranchError
from branchtui.files.sheets.appraisals import ResultLine, ResultSheet, read_results
from branchtui.rules.text.names import same_name
from branchtui.rules.year.appraisal import Grade, why_no_grade
from branchtui.store.models.year import GRADES
from branchtui.store.queries.year.appraisals import AppraisalRow
from branchtui.workflows.input_checks import text
from branchtui.workflows.year.end import appraisals
from branchtui.workflows.year.end.difference import Difference, Verdict

_MOST_ROWS = 5000


def preview_results(data: bytes, filename: str, year: int, today: date) -> Difference:
    """The difference between a sheet and the results of a year. Raises BranchError where it is no such sheet."""
    return compare_results(read_results(data, filename), year, today)


def compare_results(sheet: ResultSheet, year: int, today: date) -> Difference:
    """The same for a sheet that was read. Raises BranchError where it is far too long."""
    if len(sheet.rows) > _MOST_ROWS:
        raise BranchError(f"这张表有 {len(sheet.rows)} 行，超过 {_MOST_ROWS} 行，没有读。请分成几份再导入。")
    of, listed = appraisals.of_year(year, today), appraisals.rows(year, today)
    entries: dict[bytes, dict[str, str]] = {}
    seen: dict[bytes, int] = {}
    verdicts = [_verdict(line, listed, seen, entries) for line in sheet.rows]
    found = Difference(verdicts, lambda: _write(found, entries, year, of), sheet.unread)
    return found


def _write(found: Difference, entries: Mapping[bytes, Mapping[str, str]], year: int, of: appraisals.OfYear) -> str:
    if refused := found.of("不能写入"):
        raise BranchError(
            f"有 {len(refused)} 行不能导入，什么都没有写入。第 {refused[0].line} 行：{refused[0].words} 请改好后重新导入。"
        )
    added, changed = len(found.of("新增")), len(found.of("更改"))
    if entries:
        said = f"导入{year}年民主评议：新增 {added} 位，更改 {changed} 位"
        appraisals.write_all(year, entries.items(), of.meeting, said)
    return f"已写入：新增 {added} 位，更改 {changed} 位。"


def _verdict(
    line: ResultLine, listed: list[AppraisalRow], seen: dict[bytes, int], entries: dict[bytes, dict[str, str]]
) -> Verdict:
    called = line.values["name"] or line.values["staff_no"]
    try:
        if line.problem:
            raise BranchError(line.problem)
        row = _meant(line.values, listed)
        if (first := seen.setdefault(row.member, line.line)) != line.line:
            raise BranchError(f"和第 {first} 行是同一位。")
        values, told = _values(line.values, row)
    except BranchError as error:
        return Verdict(line.line, "不能写入", called, str(error))
    if not values:
        return Verdict(line.line, "不变", called, "" if row.grade is not None else "表里没有写结果")
    entries[row.member] = values
    return Verdict(line.line, "新增" if row.grade is None else "更改", called, told)


def _meant(values: Mapping[str, str], listed: list[AppraisalRow]) -> AppraisalRow:
    """By the number first, then by the name. Raises BranchError where nobody of the year's list is meant, or several."""
    number, name = values["staff_no"], values["name"]
    found = [row for row in listed if number and row.staff_no == number]
    if found and name and not same_name(found[0].name, name):
        raise BranchError(f"学工号 {number} 是{found[0].name}，姓名写的是“{name[:20]}”，请核对。")
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
