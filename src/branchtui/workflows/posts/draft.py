"""A news draft from a post and a stretch of its log: it states only figures that open."""

from collections.abc import Iterator
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.posts.terms import Term
from branchtui.rules.reports import ROLES
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.file.database import act
from branchtui.store.models import Byline, Fact, Post, Report, columns
from branchtui.store.queries import people
from branchtui.store.queries.post_view import view
from branchtui.store.queries.services.figures import Figure
from branchtui.store.writes import append
from branchtui.workflows.figures.log_figures import in_words, write_figure
from branchtui.workflows.figures.totals import Stretch, days_of

_SAID = {"services": "开展服务{}", "hours": "服务时长{}", "served": "服务{}"}


def draft_from_post(post: Post, stretch: Stretch, today: date) -> Report:
    """A draft that holds what the log of a post says of the month, term or year of `today`, or of all there is; the
    person writes the prose, and dates it.

    Each figure is noted with the question that opens its rows. Raises BranchError where nothing was done then.
    """
    first, end = days_of(stretch, today)
    last = min(end, today) if end is not None else None  # what is done later is not of this report
    stated = [(key, figure) for key, figure in _figures(post, first, last) if figure.total()]
    if not stated:
        raise BranchError(f"“{post.name}”这段时间没有服务记录，没有可写的数字。请换一段时间，或先补记录。")
    seen, branch = view(post.id), people.the_branch()
    stretch_of_it = Term(first or date.min, last)
    served = [row for row in seen.holders if Term(row.from_day, row.to_day).meets(stretch_of_it)]
    facts = {
        "branch": branch.name,
        "unit": branch.unit,
        "post": post.name,
        "holders": "、".join(dict.fromkeys(seen.names[row.member_id] for row in served)),
    }
    span = f"{chinese_day(first)}至{chinese_day(last)}，" if first and last else ""
    by = f"由{facts['holders']}任岗，" if facts["holders"] else ""
    said = "，".join(_SAID.get(figure.measure, "形成成效{}").format(in_words(figure)) for _, figure in stated)
    with act(f"起草新闻稿：{post.name}"):
        report = Report.create(
            **columns.pointing("about", post),
            title=f"{branch.name}“{post.name}”服务情况",
            unit=branch.unit,
            body=f"{span}{branch.name}“{post.name}”{by}{said}。",
        )
        Fact.ensure_all(
            [{"key": key, "value": value} for key, value in facts.items() if value],
            shared={**columns.pointing("owner", report), **columns.pointing("source", post)},
        )
        for key, figure in stated:
            write_figure(report, key, figure)
        for role in ROLES:
            append(Byline, report=report, role=role, names="")
    return report


def _figures(post: Post, first: date | None, last: date | None) -> Iterator[tuple[str, Figure]]:
    for measure in ("services", "hours", "served"):
        yield measure, Figure(measure, post=post.id, first=first, last=last)
    result = Figure("result", post=post.id, first=first, last=last)
    for figure, _ in result.by("unit"):
        yield f"result {figure.unit}", figure
