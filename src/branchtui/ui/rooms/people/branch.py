"""更多 → 支部信息: what the branch and its unit are called, and when its committee was elected."""

from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import Branch
from branchtui.store.queries import people
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.fields import Values
from branchtui.ui.screens.form import FormScreen, column
from branchtui.workflows.people.branch import change_branch


def branch_form(screen: PlaceScreen) -> FormScreen:
    """The form that changes the branch. Raises BranchError before there is one."""
    branch = people.the_branch()
    today = screen.shell.now().date()
    elected = chinese_day(branch.elected_on) if branch.elected_on is not None else ""
    shown = {"name": branch.name, "unit": branch.unit, "elected_on": elected}
    guard = Guard(branch, shown)
    hint = lambda typed: chinese_day(parse_day(typed, today, past=True))  # noqa: E731
    fields = [
        column(Branch, "name", branch.name),
        column(Branch, "unit", branch.unit),
        column(Branch, "elected_on", elected, placeholder="如：2024年3月20日；不知道就空着", hint=hint),
    ]

    def submit(values: Values) -> str:
        guard.save(dict(values), lambda **changes: change_branch(today=today, **changes))
        return "支部信息已更改。"

    return FormScreen("branch", "支部信息", fields, submit, room="people", begin="elected_on")
