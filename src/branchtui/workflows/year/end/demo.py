"""Talks, results and what was put right in the demo branch, made by the workflows a user calls."""

from datetime import date, datetime, time, timedelta

from branchtui import assets
from branchtui.store.file.database import many_acts
from branchtui.workflows.registers import register
from branchtui.workflows.registers.of_year import RECTIFICATION
from branchtui.workflows.year.end import appraisals
from branchtui.workflows.year.end.meetings import meetings_of
from branchtui.workflows.year.end.talk_lines import preview_talks


def build_year(today: date) -> None:
    """Them, counted back from `today`, once the meetings are there: one transaction. Raises BranchError."""
    told = assets.toml("demo", "year.toml")
    with many_acts():
        lines = [f"{(today - timedelta(row['day'])).isoformat()} {row['said']}" for row in told["talk"]]
        preview_talks("\n".join(lines), datetime.combine(today, time(8))).write()
        year = next((year for year in (today.year, today.year - 1) if appraisals.of_year(year, today).meeting), None)
        if year is None:
            return
        for row in appraisals.rows(year, today):
            if row.name in told["appraisal"]["excellent"]:
                appraisals.appraise(row, grade="excellent", opinion=told["appraisal"]["opinion"], today=today)
        appraisals.appraise_rest(year, today)
        for row in told["rectification"]:
            typed = {key: str(value) for key, value in row.items() if key not in ("due", "done")}
            days = {key: (today - timedelta(row[of])).isoformat() for key, of in (("due", "due"), ("done_on", "done"))}
            found = meetings_of(year)[-1]
            register.add(RECTIFICATION, {**typed, **days, "year": str(year), "meeting": found}, today=today)
