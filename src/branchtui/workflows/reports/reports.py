"""News reports: their parts, figures, by-lines and state."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore, StoredPhoto
from branchtui.rules.reports.states import ROLES, STATES, state_after
from branchtui.rules.text.digits import decimal
from branchtui.rules.text.report_text import figure_marks
from branchtui.store.file.database import act
from branchtui.store.models import Byline, Figure, Photo, Report
from branchtui.store.models.columns import caption as caption_of
from branchtui.store.order_keys import order_key
from branchtui.store.queries import people, reports
from branchtui.store.writes import append, assign, trash
from branchtui.workflows.figures import log_figures
from branchtui.workflows.input_checks import line, record_text, text
from branchtui.workflows.pictures import photo_row
from branchtui.workflows.reports import changed_facts
from branchtui.workflows.reports.outlines import outline

_LINES = ("kicker", "title", "unit", "outlet", "profile")
_TEXTS = ("subtitle", "editors_note")
_NARROWEST = 40  # percent of the column


def new_report(title: str, kind: str = "") -> Report:
    """A report with a title, from the branch's unit, not dated yet. `kind` is the name of an outline, whose headings it
    then has, or empty."""
    words = line(title, "标题", required=True)
    chosen = outline(kind) if kind else None
    headings = [f"# {section.heading}" for section in chosen.sections if section.heading] if chosen else []
    values = {"kind": chosen.name if chosen else "", "body": "\n\n".join(headings)}
    with act(f"新建新闻稿：{words}"):
        report = Report.create(title=words, unit=people.the_branch().unit, **values)
        for role in ROLES:
            append(Byline, report=report, role=role, names="")
    return report


def edit_report(report: Report, **changes: str) -> Report:
    """Change parts: kicker, title, subtitle, unit, editors_note, body, kind, profile, outlet, link.

    With another outlet comes its profile, unless a person has chosen one: then the report keeps that.
    Figures of the log stay tied to their rows where their words are moved or spelled anew, other facts to their things
    where the new words of these take the place of the old. Raises BranchError for a kind that there is no outline of.
    """
    check_open(report)
    values: dict[str, object] = {
        name: line(changes[name], caption_of(Report, name), required=name == "title")
        for name in _LINES
        if name in changes
    }
    values |= {name: text(changes[name], caption_of(Report, name)) for name in _TEXTS if name in changes}
    if "link" in changes:
        values["link"] = line(changes["link"], caption_of(Report, "link"), limit=1000)
    if "kind" in changes:
        values["kind"] = outline(changes["kind"]).name if changes["kind"].strip() else ""
    if "body" in changes:
        values["body"] = record_text(changes["body"], caption_of(Report, "body"))
    values |= _profile_of(report, values)
    before = report.text
    with act(f"修改新闻稿：{report.title}"):
        assign(report, values)
        if report.text != before:
            log_figures.follow(report, before)
            changed_facts.follow(report, before)
    return report


def _profile_of(report: Report, values: Mapping[str, object]) -> dict[str, object]:
    """The profile that comes with the outlet in `values`, where another is written into a report nobody chose one for."""
    outlet = values.get("outlet", report.outlet)
    if outlet == report.outlet or "profile" in values:
        return {}
    from branchtui.workflows.registers.outlets import chosen_by_hand, profile_for

    if chosen_by_hand(report):
        return {}
    wanted = profile_for(report, str(outlet))
    return {"profile": wanted} if wanted else {}


def date_report(report: Report, day: date | None) -> Report:
    """Write the day of publication, or None: not dated."""
    check_open(report)
    with act(f"发布日期：{report.title}"):
        assign(report, {"dated": day})
    return report


def set_bylines(report: Report, pairs: Sequence[tuple[str, str]]) -> None:
    """The by-lines become these (role, names) pairs, in this order."""
    check_open(report)
    cleaned = [(line(role, "署名类别", required=True, limit=20), line(names, "署名")) for role, names in pairs]
    with act(f"署名：{report.title}"):
        spare = reports.bylines(report)
        kept = _kept_bylines(spare, cleaned)
        for row in spare:
            trash(row)
        _order_bylines(report, kept, cleaned)


def _kept_bylines(spare: list[Byline], pairs: Sequence[tuple[str, str]]) -> list[Byline | None]:
    """The row that goes on as each of these pairs, taken out of `spare`: the one that says it, else one of the same role
    or the same names. So a by-line put in front leaves the others what they are."""
    kept: list[Byline | None] = [None] * len(pairs)
    for same in (
        lambda row, role, names: (row.role, row.names) == (role, names),
        lambda row, role, names: row.role == role,
        lambda row, role, names: names and row.names == names,
    ):
        for place, pair in enumerate(pairs):
            if kept[place] is None:
                kept[place] = next((row for row in spare if same(row, *pair)), None)
                spare[:] = [row for row in spare if row is not kept[place]]
    return kept


def _order_bylines(report: Report, kept: Sequence[Byline | None], pairs: Sequence[tuple[str, str]]) -> None:
    """Write the pairs into their rows, or new ones. Rows that stand in order among themselves keep their order keys."""
    last = ""
    for place, (row, (role, names)) in enumerate(zip(kept, pairs, strict=True)):
        if row is not None and row.order_key > last:
            assign(row, {"role": role, "names": names})
        else:
            following = (other.order_key for other in kept[place + 1 :] if other is not None and other.order_key > last)
            values = {"role": role, "names": names, "order_key": order_key(last, min(following, default=""))}
            if row is None:
                row = Byline.create(report=report, **values)
            else:
                assign(row, values)
        last = row.order_key


def add_figure(report: Report, *, caption: str = "", photo: Path | None = None, photos: PhotoStore) -> Figure:
    """Add a figure: for the first mark of the text that has none, else with the next mark, put at the text's end."""
    check_open(report)
    return _new_figure(report, line(caption, "图注"), photos.add(photo) if photo else None)


def add_figures(report: Report, pictures: Sequence[Path], *, photos: PhotoStore) -> list[Figure]:
    """Add a figure without a caption for each picture, in this order, in one act. Where one can't be read, none is."""
    check_open(report)
    stored = [photos.add(picture) for picture in pictures]
    with act(f"增加 {len(stored)} 张配图：{report.title}"):
        return [_new_figure(report, "", each) for each in stored]


def _new_figure(report: Report, caption: str, stored: StoredPhoto | None) -> Figure:
    taken = [figure.mark for figure in reports.figures(report)]
    marks = figure_marks(report.body)
    waiting = [mark for mark in marks if mark not in taken]
    mark = waiting[0] if waiting else max([*taken, *marks], default=0) + 1
    with act(f"增加配图{mark}：{report.title}"):
        figure = Figure.create(report=report, mark=mark, caption=caption, photo=photo_row(stored) if stored else None)
        if not waiting:
            assign(report, {"body": f"{report.body.rstrip()}\n\n【图{mark}】\n".lstrip("\n")})
    return figure


def edit_figure(
    figure: Figure,
    *,
    caption: str | None = None,
    width: str | None = None,
    photo: Path | None = None,
    photos: PhotoStore,
) -> Figure:
    """Change a figure's caption or its width, or give it (another) picture.

    The width is in percent of the column, empty as the profile has it. Raises BranchError for one that can't be.
    """
    check_open(figure.report)
    values: dict[str, str | int | Photo | None] = {} if caption is None else {"caption": line(caption, "图注")}
    if width is not None:
        values["width"] = _percent(width)
    stored = photos.add(photo) if photo else None
    with act(f"修改配图{figure.mark}：{figure.report.title}"):
        if stored:
            values["photo"] = photo_row(stored)
        assign(figure, values)
    return figure


def _percent(text: str) -> int | None:
    number = decimal(text.strip().rstrip("%％")) if text.strip() else None
    if text.strip() and (number is None or not _NARROWEST <= number <= 100):
        raise BranchError(f"图宽“{text}”不行：写 {_NARROWEST} 到 100 之间的整数，是占版心宽的百分之几；空着按版式。")
    return number


def remove_figure(figure: Figure) -> None:
    """Take a figure and its mark out of the report (into the trash)."""
    report = figure.report
    check_open(report)
    kept = [row for row in report.body.splitlines() if figure_marks(row) != [figure.mark]]
    with act(f"删除配图{figure.mark}：{report.title}"):
        trash(figure)
        assign(report, {"body": "\n".join(kept)})


def set_report_state(report: Report, state: str, *, reason: str = "", outlet: str = "", today: date) -> Report:
    """Move a report on: 草稿 → 送审 → 已投稿 → 已刊发, or 退回 with the reason."""
    new = state_after(report.state, state)
    values: dict[str, object] = {"state": new, "reason": line(reason, "退回原因", required=new == "returned")}
    if new == "submitted":
        values["submitted_on"] = today
        if outlet:
            values["outlet"] = line(outlet, "投稿媒体")
            values |= _profile_of(report, values)
    with act(f"新闻稿{STATES[new]}：{report.title}"):
        assign(report, values)
    return report


def check_open(report: Report) -> None:
    """Raises BranchError where a report was published."""
    if report.state == "published":
        raise BranchError("这篇新闻稿已刊发，不能再改。")
