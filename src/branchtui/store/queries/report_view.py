"""All that a screen shows of one report, read in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from branchtui.errors import GoneError
from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import Branch, Byline, Fact, Figure, Photo, Report
from branchtui.store.queries import attachments, reports
from branchtui.store.replication.merging.unsettled import ANY
from branchtui.store.replication.registry import TABLES
from branchtui.store.replication.row_versions import Token, made_token
from branchtui.store.replication.session import Dot


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report at one moment; to see it as it is later it is read again. Its rows are there to be read."""

    row: Report
    branch: Branch | None  # None before there is one
    figures: Sequence[Figure]  # by mark, with their photos
    machines: Mapping[bytes, str]  # by figure, what the machine is called that its photo came from
    bylines: Sequence[Byline]  # in order
    stated: Sequence[Fact]  # the figures of the log whose words stand in it, by their keys
    heads: Mapping[bytes, Mapping[int, Sequence[Dot]]]  # the stamps of the report and of its by-lines, by row
    unsettled: bool  # whether there are conflicts anywhere, perhaps of it

    def token(self, row: Report | Byline) -> Token:
        """How the report, or a by-line of it, stood at that moment."""
        return made_token(row, self.heads[row.id])


def view(report_id: bytes) -> ReportView:
    """The report as it is stored now. Raises GoneError where there is none."""
    of_it = (report_id,)
    of_row, branches, figures, bylines, stated, stamps, of_bylines, unsettled = sql.together(
        [
            Select(Report.columns("t"), "FROM report t WHERE t.id = ?", of_it),
            Select(Branch.columns("t"), f"FROM branch t WHERE {Branch.live_in('t')}"),
            Select(
                [*Figure.columns("t"), *Photo.columns("p"), attachments.machine_in("photo", "p")],
                f"FROM figure t LEFT JOIN photo p ON p.id = t.photo_id WHERE t.report_id = ? AND {Figure.live_in('t')}",
                of_it,
            ),
            Select(Byline.columns("t"), f"FROM byline t WHERE t.report_id = ? AND {Byline.live_in('t')}", of_it),
            Select(
                Fact.columns("t"),
                f"FROM fact t WHERE t.owner_id = ? AND t.measure <> '' AND {Fact.live_in('t')}",
                of_it,
            ),
            Select(
                ["t.id", "h.col", "k.w", "h.s"],
                f"FROM report t CROSS JOIN stamp_head h ON h.tbl = {TABLES['report'].number} AND h.n = t.n "
                "JOIN stamp_writer k ON k.n = h.wn WHERE t.id = ?",
                of_it,
            ),
            Select(
                ["t.id", "h.col", "k.w", "h.s"],
                f"FROM byline t CROSS JOIN stamp_head h ON h.tbl = {TABLES['byline'].number} AND h.n = t.n "
                "JOIN stamp_writer k ON k.n = h.wn WHERE t.report_id = ?",
                of_it,
            ),
            ANY,
        ]
    )
    if not of_row:
        raise GoneError("这一项已不在了。")
    heads: dict[bytes, dict[int, list[Dot]]] = {}
    for thing, column, w, s in sorted([*stamps, *of_bylines], key=lambda head: (head[3], head[2])):
        heads.setdefault(thing, {}).setdefault(column, []).append((w, s))
    row = Report.stored(of_row[0])
    return ReportView(
        row=row,
        branch=Branch.stored(branches[0]) if branches else None,
        figures=sorted((_figure(values) for *values, _ in figures), key=lambda figure: (figure.mark, figure.id)),
        machines={bytes(figure_id): machine or "" for figure_id, *_, machine in figures},
        bylines=sorted(map(Byline.stored, bylines), key=lambda line: (line.order_key, line.id)),
        stated=sorted(reports.stated(row.text, map(Fact.stored, stated)), key=lambda fact: fact.key),
        heads=heads,
        unsettled=bool(unsettled),
    )


def _figure(values: Sequence[object]) -> Figure:
    own = len(Figure.columns("t"))
    photo = values[own:]
    return Figure.stored(values[:own], **({"photo": Photo.stored(photo)} if photo[0] is not None else {}))
