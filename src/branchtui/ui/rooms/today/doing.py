"""What Enter does with a row of 今天, by what the duty asks for."""

from branchtui.rules.duties.duty import Duty, Sort
from branchtui.store.models import Framework
from branchtui.store.queries import meetings
from branchtui.ui.screens.base import PlaceScreen

# The tab on which a duty is done, where it is not the first.
_TABS: dict[Sort, str] = {
    **dict.fromkeys(("record", "action", "ballot"), "record"),
    "reason": "attendance",
    "post_review": "reviews",
    "post_silent": "log",
}

# The form that stands for what a duty is about, with the year behind it.
_FORMS: dict[Sort, str] = {"appraisal": "appraisals", "talks": "coverage"}


async def do(screen: PlaceScreen, duty: Duty) -> None:
    """Go to where a duty is done, or do what can be done at once. Raises BranchError where its thing can't be read."""
    if duty.mend is not None:
        from branchtui.ui.rooms.meetings.frozen_list import settle

        settle(screen, duty.mend)
    elif duty.sort == "news" and duty.open is not None:
        from branchtui.ui.rooms.meetings.actions import draft_report

        await draft_report(screen, meetings.meeting(duty.open[1]))
    elif duty.sort == "development" and duty.open is not None:
        await screen.shell.open_thing("development_step", duty.open[1])
    elif duty.sort == "gap" and duty.open is not None:
        from branchtui.ui.rooms.frameworks.standing.gaps import GapsScreen

        await screen.shell.open_thing(*duty.open)
        await screen.app.push_screen(GapsScreen(duty.open[1]))
    elif duty.sort == "newer" and duty.open is not None:
        from branchtui.ui.rooms.frameworks.standing.newer_file import show_newer

        show_newer(screen, Framework.get_by_id(duty.open[1]))
    elif duty.sort == "sheet" and duty.open is not None:
        from branchtui.ui.commands.rooms import SHEET_FORMS
        from branchtui.ui.rooms.registry import open_form

        await open_form(screen.shell, f"{SHEET_FORMS}{duty.open[1].hex()}")
    elif duty.sort == "hours":
        from branchtui.ui.rooms.registry import open_form

        await open_form(screen.shell, f"ledger-{duty.open[1].hex() if duty.open else ''}")
    elif duty.open is not None:
        await screen.shell.open_thing(*duty.open, _TABS.get(duty.sort, ""))
    elif duty.sort in _FORMS:
        from branchtui.ui.rooms.registry import open_form

        await open_form(screen.shell, f"{_FORMS[duty.sort]}-{duty.rule.partition(':')[2]}")
    elif duty.sort == "post_setting":
        screen.shell.say(f"{duty.basis}用 branchtui set 改对，或写“默认”。")
    else:
        from branchtui.ui.rooms.registry import open_form

        of_group = f"@{duty.group}" if duty.group else ""
        await open_form(screen.shell, f"plan-{duty.plan}{of_group}" if duty.plan else "kinds")
