"""The service log as a sheet that can be read in again: its headers are those the import knows first."""

from datetime import date
from pathlib import Path

from branchtui.atomic_file import set_aside, write_bytes
from branchtui.errors import BranchError
from branchtui.files.sheets.service_log import ALIASES
from branchtui.files.sheets.writing import Column, Value, sheet
from branchtui.rules.text.cleaning import safe_filename
from branchtui.rules.text.masking import masked_phones
from branchtui.store.models import Post
from branchtui.store.queries import people
from branchtui.store.queries.services.written import Written, written
from branchtui.workflows.exporting.files_there import was_worked_on
from branchtui.workflows.posts.written.log_facts import others_of

_NAME = "服务台账"
_COLUMNS = (
    Column(ALIASES["day"][0], 12, "day"),
    Column(ALIASES["begins"][0], 8),
    Column(ALIASES["ends"][0], 8),
    Column(ALIASES["length"][0], 8, "number"),
    Column(ALIASES["name"][0], 12),
    Column(ALIASES["staff_no"][0], 14),
    Column(ALIASES["post"][0], 22),
    Column(ALIASES["what"][0], 36),
    Column(ALIASES["whom"][0], 18),
    Column(ALIASES["served"][0], 8, "number"),
    Column(ALIASES["result"][0], 8, "number"),
    Column(ALIASES["unit"][0], 8),
    Column(ALIASES["link"][0], 24),
    Column("另参加", 24),
    Column("核实人", 12),
    Column("核实日期", 12, "day"),
)


def sheet_name(post: Post | None, first: date | None, last: date | None) -> str:
    """What the file is called: 服务台账_教务管理工作示范岗_20260101-20260630.xlsx."""
    days = "-".join(f"{day:%Y%m%d}" for day in (first, last) if day)
    if not (first and last):
        days += "起" if first else "止" if last else ""
    parts = (_NAME, post.name if post else "全部岗位", days)
    return f"{safe_filename('_'.join(filter(None, parts)))}.xlsx"


def export_log(post: Post | None, target: Path, *, first: date | None = None, last: date | None = None) -> int:
    """Write the services that were done at a post, or at all, between two days as far as these are told; how many.

    A file there that somebody changed is kept under another name. Raises BranchError where there are none, and as
    `write_bytes` does.
    """
    rows = written(post.id if post else None, first, last)
    if not rows:
        raise BranchError("这段时间没有已服务的记录，没有写文件。请核对岗位和日期。")
    data = sheet(_NAME, _COLUMNS, map(_cells, rows), author=people.the_branch().name)
    if was_worked_on(target):
        set_aside(target)
    write_bytes(target, data, shared=True)
    return len(rows)


def _cells(row: Written) -> tuple[Value, ...]:
    return (
        *(row.day, row.begins, row.ends, row.half_hours / 2, row.by, row.staff_no, row.post),
        *(masked_phones(row.what), masked_phones(row.whom), row.served, row.result, row.unit, row.link),
        *("、".join(others_of(row)), row.verifier, row.verified_on),
    )
