"""The report desk of the demo branch: outlets, a report that came out in two of them, the approval of another."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from branchtui import assets
from branchtui.store.file.database import many_acts
from branchtui.store.models import Report
from branchtui.workflows.registers import register
from branchtui.workflows.registers.approvals import approval_of
from branchtui.workflows.registers.kinds import REGISTERS
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.handing_in import hand_in


def build_desk(handed_in: Report, today: date) -> None:
    """Them, counted back from `today`; `handed_in` is the report that was approved. Raises BranchError."""
    told = assets.toml("demo", "desk.toml")
    with many_acts():
        for row in told["outlet"]:
            register.add(REGISTERS["outlet"], {key: str(value) for key, value in row.items()}, today=today)
        assert handed_in.submitted_on is not None
        approved = {**told["approval"], "day": handed_in.submitted_on.isoformat()}
        register.add(approval_of(handed_in), approved, today=today)
        report = _report(told["report"], told["publication"][0]["outlet"], today)
        for row in told["publication"]:
            typed = {key: str(value) for key, value in row.items() if key != "day"}
            day = (today - timedelta(row["day"])).isoformat()
            register.add(REGISTERS["publication"], {"title": report.title, "day": day, **typed}, today=today)


def _report(row: Mapping[str, Any], outlet: str, today: date) -> Report:
    day = today - timedelta(row["dated"])
    report = reports.new_report(row["title"])
    reports.date_report(report, day)
    reports.edit_report(report, body=row["body"].strip())
    reports.set_bylines(report, [(role, names) for role, names in row["bylines"]])
    return hand_in(report, outlet=outlet, day=day.isoformat(), today=today)
