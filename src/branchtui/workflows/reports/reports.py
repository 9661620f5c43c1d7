"""News reports: drafts prefilled with facts, their parts, figures, by-lines and state."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore, StoredPhoto
from branchtui.rules.attendance import audience_words
from branchtui.rules.blanks import NO_ROLL
from branchtui.rules.meetings import HELD
from branchtui.rules.reports import ROLES, STATES, state_after
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.minutes_text import bare_resolution
from branchtui.rules.text.report_text import figure_marks
from branchtui.store.file.database import act
from branchtui.store.models import Byline, Fact, Figure, Meeting, Photo, Report, Station, columns
from branchtui.store.models.columns import caption as caption_of
from branchtui.store.order_keys import order_key
from branchtui.store.queries import meetings, people, reports
from branchtui.store.queries.meeting_view import view
from branchtui.store.writes import append, assign, trash
from branchtui.workflows.figures import log_figures
from branchtui.workflows.input_checks import line, record_text, text
from branchtui.workflows.meeting_rules import kind_of, not_held
from branchtui.workflows.pictures import photo_row

_LINES = ("kicker", "title", "unit", "outlet", "profile")
_TEXTS = ("subtitle", "editors_note")


def draft_from_meeting(meeting: Meeting) -> Report:
    """A draft that holds the facts of a held meeting and nothing else; the person writes the prose, and dates it.

    Each prefilled word is noted with the thing it came from. Raises BranchError before the meeting was held.
    """
    if meeting.state not in HELD:
        raise not_held(meeting, "没有可写的事实")
    branch, kind = people.the_branch(), kind_of(meeting)
    seen = view(meeting.id)
    heads = seen.head_count
    facts = {
        "branch": branch.name,
        "unit": branch.unit,
        "kind": kind.name,
        "title": meeting.title,
        "when": chinese_day(meetings.begins(meeting).date()),
        "place": meeting.place,
        "host": meetings.host_name(meeting),
        "expected": f"{heads.expected}人",
        "present": f"{heads.present}人" if heads.roll_taken else "",
        "speakers": "、".join(f"{guest.position}{guest.name}“{guest.topic}”" for guest in seen.guests if guest.topic),
        "audience": audience_words(meeting.audience, meeting.audience_who),
    }
    where = f"在{facts['place']}" if facts["place"] else ""
    opening = f"{facts['when']}，{branch.name}{where}{kind.verb}“{meeting.title}”{kind.name}。"
    hosted = f"会议由{facts['host']}主持，" if facts["host"] else ""
    counted = f"{hosted}应到{facts['expected']}，实到{facts['present'] or NO_ROLL}。"
    spoke = "".join(f"{guest.position}{guest.name}主讲“{guest.topic}”。" for guest in seen.guests if guest.topic)
    listened = f"听众{facts['audience']}。" if facts["audience"] else ""
    body = [opening + counted + spoke + listened]
    for item in meetings.items(meeting):
        body += ["", f"# {item.title}"]
        if decided := bare_resolution(item.resolution):
            body += ["", f"会议决定：{' '.join(decided.split())}"]
    with act(f"起草新闻稿：{meeting.title}"):
        if note := Station.get_or_none(Station.id == Station.row_id(meeting=meeting, station="news")):
            trash(note)  # it applies after all
        report = Report.create(
            **columns.pointing("about", meeting),
            title=f"{branch.name}{kind.verb}“{meeting.title}”{kind.name}",
            unit=branch.unit,
            body="\n".join(body),
        )
        Fact.ensure_all(
            [{"key": key, "value": value} for key, value in facts.items() if value],
            shared={**columns.pointing("owner", report), **columns.pointing("source", meeting)},
        )
        for role in ROLES:
            append(Byline, report=report, role=role, names="")
    return report


def new_report(title: str) -> Report:
    """An empty report with a title, from the branch's unit, not dated yet."""
    words = line(title, "标题", required=True)
    with act(f"新建新闻稿：{words}"):
        report = Report.create(title=words, unit=people.the_branch().unit)
        for role in ROLES:
            append(Byline, report=report, role=role, names="")
    return report


def edit_report(report: Report, **changes: str) -> Report:
    """Change parts: kicker, title, subtitle, unit, editors_note, body, profile, outlet, link.

    Figures of the log stay tied to their rows where their words are moved or spelled anew.
    """
    _check_open(report)
    values = {
        name: line(changes[name], caption_of(Report, name), required=name == "title")
        for name in _LINES
        if name in changes
    }
    values |= {name: text(changes[name], caption_of(Report, name)) for name in _TEXTS if name in changes}
    if "link" in changes:
        values["link"] = line(changes["link"], caption_of(Report, "link"), limit=1000)
    if "body" in changes:
        values["body"] = record_text(changes["body"], caption_of(Report, "body"))
    before = report.text
    with act(f"修改新闻稿：{report.title}"):
        assign(report, values)
        if report.text != before:
            log_figures.follow(report, before)
    return report


def date_report(report: Report, day: date | None) -> Report:
    """Write the day of publication, or None: not dated."""
    _check_open(report)
    with act(f"发布日期：{report.title}"):
        assign(report, {"dated": day})
    return report


def set_bylines(report: Report, pairs: Sequence[tuple[str, str]]) -> None:
    """The by-lines become these (role, names) pairs, in this order."""
    _check_open(report)
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
    _check_open(report)
    return _new_figure(report, line(caption, "图注"), photos.add(photo) if photo else None)


def add_figures(report: Report, pictures: Sequence[Path], *, photos: PhotoStore) -> list[Figure]:
    """Add a figure without a caption for each picture, in this order, in one act. Where one can't be read, none is."""
    _check_open(report)
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


def edit_figure(figure: Figure, *, caption: str | None = None, photo: Path | None = None, photos: PhotoStore) -> Figure:
    """Change a figure's caption, or give it (another) picture."""
    _check_open(figure.report)
    values: dict[str, str | Photo] = {} if caption is None else {"caption": line(caption, "图注")}
    stored = photos.add(photo) if photo else None
    with act(f"修改配图{figure.mark}：{figure.report.title}"):
        if stored:
            values["photo"] = photo_row(stored)
        assign(figure, values)
    return figure


def remove_figure(figure: Figure) -> None:
    """Take a figure and its mark out of the report (into the trash)."""
    report = figure.report
    _check_open(report)
    kept = [row for row in report.body.splitlines() if figure_marks(row) != [figure.mark]]
    with act(f"删除配图{figure.mark}：{report.title}"):
        trash(figure)
        assign(report, {"body": "\n".join(kept)})


def set_report_state(report: Report, state: str, *, reason: str = "", outlet: str = "", today: date) -> Report:
    """Move a report on: 草稿 → 送审 → 已投稿 → 已刊发, or 退回 with the reason."""
    new = state_after(report.state, state)
    values: dict[str, str | date] = {"state": new, "reason": line(reason, "退回原因", required=new == "returned")}
    if new == "submitted":
        values["submitted_on"] = today
        if outlet:
            values["outlet"] = line(outlet, "投稿媒体")
    with act(f"新闻稿{STATES[new]}：{report.title}"):
        assign(report, values)
    return report


def _check_open(report: Report) -> None:
    if report.state == "published":
        raise BranchError("这篇新闻稿已刊发，不能再改。")
