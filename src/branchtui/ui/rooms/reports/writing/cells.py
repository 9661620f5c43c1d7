"""The cells of a report: what each is called, what is stored, where its draft is kept and how it is written."""

from dataclasses import dataclass, replace
from functools import partial

from branchtui.rules.reports.states import ROLES
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import Report
from branchtui.store.models.columns import caption, help_text
from branchtui.store.queries import reports
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.editing.edit_guard import guarded
from branchtui.ui.rooms.reports.desk.profile_offer import offer_profile
from branchtui.ui.rooms.reports.owner import ReportOwner
from branchtui.ui.widgets.editors import Write
from branchtui.workflows.reports.reports import date_report, set_bylines

BYLINE = "byline-"  # begins the keys of these cells
_NAMES = "姓名，几位之间用顿号"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `role` is that of a by-line."""

    label: str
    stored: str
    place: DraftKey
    write: Write
    placeholder: str = ""
    role: str = ""


def cells_of(owner: ReportOwner) -> dict[str, Cell]:
    """All cells of a report but its text, by column; a by-line by its role."""
    row = owner.view.row
    cells = {key: _cell(owner, key) for key in ("title", "unit")}
    day = row.dated.isoformat() if row.dated else ""
    write = guarded(row, "dated", day, partial(_write_day, owner), owner.seen(row))
    place = place_of(row, "dated")
    cells["dated"] = Cell(caption(Report, "dated"), day, place, write, help_text(Report, "dated"))
    cells |= {key: _cell(owner, key) for key in ("kicker", "subtitle", "editors_note")}
    cells |= _bylines(owner)
    cells |= {key: _cell(owner, key) for key in ("kind", "outlet", "profile", "link")}
    write = guarded(row, "outlet", row.outlet, partial(_write_outlet, owner), owner.seen(row))
    return cells | {"outlet": replace(cells["outlet"], write=write)}


def place_of(row: Report, column: str) -> DraftKey:
    """Where the draft of a cell is kept."""
    return DraftKey.cell("report", row.id, column)


def _bylines(owner: ReportOwner) -> dict[str, Cell]:
    """A cell for each by-line; the first that is empty tells how names are written."""
    row = owner.view.row
    lines = {line.role: line for line in owner.view.bylines}
    cells: dict[str, Cell] = {}
    hint = _NAMES
    for role in dict.fromkeys((*ROLES, *lines)):
        line = lines.get(role)
        names = line.names if line else ""
        write: Write = partial(_write_byline, owner, role)
        if line is not None:
            write = guarded(line, "names", names, write, owner.seen(line))
        key = f"{BYLINE}{role}"
        cells[key] = Cell(f"署名 {role}", names, place_of(row, key), write, "" if names else hint, role)
        hint = hint if names else ""
    return cells


def _cell(owner: ReportOwner, key: str) -> Cell:
    row = owner.view.row
    stored = getattr(row, key)
    write = guarded(row, key, stored, lambda text: owner.write(**{key: text}), owner.seen(row))
    return Cell(caption(Report, key), stored, place_of(row, key), write, help_text(Report, key))


def _write_outlet(owner: ReportOwner, text: str) -> None:
    owner.write(outlet=text)
    owner.call_later(offer_profile, owner)


def _write_day(owner: ReportOwner, text: str) -> None:
    day = parse_day(text, owner.shell.now().date()) if text.strip() else None
    date_report(owner.read(), day)
    owner.show_head()


def _write_byline(owner: ReportOwner, role: str, text: str) -> None:
    names = {line.role: line.names for line in reports.bylines(owner.read())}
    names[role] = text
    set_bylines(owner.view.row, list(names.items()))
    owner.show_head()
