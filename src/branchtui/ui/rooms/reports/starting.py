"""起草: a draft of a kind, from a thing whose facts it begins with."""

from collections.abc import Callable, Mapping

from branchtui.errors import BranchError
from branchtui.store.models import Report
from branchtui.store.models.columns import caption
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.screens.form import Field, FormScreen, Values, column
from branchtui.ui.shell import Shell
from branchtui.workflows.input_checks import remark
from branchtui.workflows.reports import starting
from branchtui.workflows.reports.outlines import outline, outlines
from branchtui.workflows.reports.reports import edit_report, new_report


def kinds_offered() -> list[Suggestion]:
    """The kinds of texts, each with how long it may be."""
    return [
        Suggestion(each.outline.name, f"{each.outline.limit}字以内" if each.outline.limit else "")
        for each in outlines()
    ]


def kind_hint(typed: str) -> str:
    """What a kind asks for; nothing while its name is being typed."""
    chosen = next((each.outline for each in outlines() if each.outline.name == typed), None)
    if chosen is None:
        return ""
    headings = "、".join(section.heading for section in chosen.sections if section.heading)
    return f"小标题：{headings}" if headings else chosen.source


def starting_form(shell: Shell, opened: Callable[[bytes], object]) -> FormScreen:
    """Asks for the kind and the thing; `opened` gets the id of the draft that was made."""
    made: list[bytes] = []
    today = shell.now().date()

    def offered(values: Values) -> list[Suggestion]:
        try:
            found = starting.points(values["kind"], today)
        except BranchError:
            return []
        return [Suggestion(point.words, point.note) for point in found]

    def submit(values: Mapping[str, str]) -> str:
        if values["kind"]:
            outline(values["kind"])  # told before what may be begun from
        if not values["about"]:
            if not values["title"]:
                raise BranchError("请选写哪件事，或写上标题从空白起。")
            made.append(new_report(values["title"], values["kind"]).id)
            return "新闻稿已建好，请接着写。"
        report = starting.draft(values["about"], values["kind"], today)
        if values["title"]:
            edit_report(report, title=values["title"])
        made.append(report.id)
        return f"已按记录起草，事实已填好，请接着写。{remark(report.body)}"

    fields = [
        Field(
            "kind",
            caption(Report, "kind"),
            "",
            "不选就用常用的",
            kind_hint,
            offers=lambda _: kinds_offered(),
            only=True,
        ),
        Field("about", "写哪件事", placeholder="从右边选", offers=offered),
        column(Report, "title", placeholder="空着就按所写的事"),
    ]
    after = lambda: opened(made[0])  # noqa: E731
    return FormScreen("start-report", "起草", fields, submit, room="reports", after=after)
