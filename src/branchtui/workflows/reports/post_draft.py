"""A news draft from a post and a stretch of its log: it states only figures that open."""

from collections.abc import Iterator
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.posts.terms import Term
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.models import Post, Report
from branchtui.store.queries import people
from branchtui.store.queries.post_view import view
from branchtui.store.queries.services.figures import Figure
from branchtui.workflows.figures.log_figures import in_words
from branchtui.workflows.figures.totals import Stretch, days_of
from branchtui.workflows.reports.drafting import outline_for, write_draft
from branchtui.workflows.reports.materials import Material

_SAID = {"services": "开展服务{}", "hours": "服务时长{}", "served": "服务{}"}


def draft_from_post(post: Post, stretch: Stretch, today: date, kind: str = "") -> Report:
    """A draft that holds what the log of a post says of the month, term or year of `today`, or of all there is; the
    person writes the prose, and dates it. `kind` is the name of an outline, by default the usual one for posts.

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
    return write_draft(
        Material(
            f"{branch.name}“{post.name}”服务情况",
            facts,
            {"lead": [f"{span}{branch.name}“{post.name}”{by}{said}。"]},
            post,
            figures=stated,
        ),
        outline_for("post", kind),
    )


def _figures(post: Post, first: date | None, last: date | None) -> Iterator[tuple[str, Figure]]:
    for measure in ("services", "hours", "served"):
        yield measure, Figure(measure, post=post.id, first=first, last=last)
    result = Figure("result", post=post.id, first=first, last=last)
    for figure, _ in result.by("unit"):
        yield f"result {figure.unit}", figure
