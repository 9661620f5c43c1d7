"""The state of a report as sign, word and colour."""

from branchtui.rules.reports.states import STATES, ReportState
from branchtui.store.queries.reports import ReportRow
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink

STATE_ROLES: dict[ReportState, str] = {
    "draft": "due",
    "review": "due",
    "submitted": "info",
    "published": "good",
    "returned": "bad",
}


def state_cell(row: ReportRow, glyphs: Glyphs) -> Ink:
    """The cell of the list."""
    signs: dict[ReportState, str] = {
        "draft": glyphs.open,
        "review": glyphs.half,
        "submitted": glyphs.half,
        "published": glyphs.full,
        "returned": glyphs.wrong,
    }
    return Ink(f"{signs[row.state]} {STATES[row.state]}", STATE_ROLES[row.state])
