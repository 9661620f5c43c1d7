"""A frozen list that the roster contradicts: what does not agree about whom, and what to do about it."""

from collections.abc import Sequence

from branchtui.rules.frozen_list import Difference
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings, people
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import ask
from branchtui.workflows.meetings import frozen_lists


def settle(screen: PlaceScreen, meeting_id: bytes) -> None:
    """Show what does not agree, person by person. Raises BranchError where the meeting can't be read."""
    row = meetings.meeting(meeting_id)
    wanted = frozen_lists.chosen(row, [])
    if len(wanted) == 1:
        _decide(screen, row, wanted)
        return
    options = [(str(number), frozen_lists.told(row, each)) for number, each in enumerate(wanted)]

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None:
            _decide(screen, row, wanted if option[0] == "all" else [wanted[int(option[0])]])

    title = f"“{row.title}”的应到名单有 {len(wanted)} 人与名册不符"
    screen.app.push_screen(pick(title, [*options, ("all", f"{len(wanted)} 人一起处理")]), chosen)


def keep_all(screen: PlaceScreen, meeting_id: bytes) -> None:
    """Ask why everything that does not agree is let stand. Raises BranchError where the meeting can't be read."""
    row = meetings.meeting(meeting_id)
    _ask_why(screen, row, frozen_lists.chosen(row, []))


def _decide(screen: PlaceScreen, row: Meeting, wanted: Sequence[Difference]) -> None:
    """Mend, let stand, or look at the meeting first."""
    said = [frozen_lists.told(row, each) for each in wanted] if len(wanted) == 1 else [f"{len(wanted)} 人与名册不符"]
    options = [
        ("roster", f"照名册改：{_change(wanted)}"),
        ("keep", "就这样：写明原因，不再提示"),
        ("open", "先看这次会议"),
    ]

    async def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            return
        with screen.telling() as done:
            if option[0] == "roster":
                try:
                    done(frozen_lists.follow_roster(meetings.meeting(row.id), wanted))
                finally:
                    screen.reload()
            elif option[0] == "keep":
                _ask_why(screen, row, wanted)
            else:
                await screen.shell.open_thing("meeting", row.id, "attendance")

    screen.app.push_screen(pick("。".join([*said, frozen_lists.numbers_stay(row)]), options), chosen)


def _ask_why(screen: PlaceScreen, row: Meeting, wanted: Sequence[Difference]) -> None:
    def submit(typed: str) -> str:
        return frozen_lists.let_stand(meetings.meeting(row.id), wanted, typed)

    who = wanted[0].member.hex() if len(wanted) == 1 else "all"
    name = people.member(wanted[0].member).name if len(wanted) == 1 else f"{len(wanted)} 人"
    form = ask(
        f"keep-{row.id.hex()}-{who}", f"应到名单就这样：{name}", "原因", submit, room="today", note=f"会议：{row.title}"
    )
    screen.app.push_screen(form)


def _change(wanted: Sequence[Difference]) -> str:
    words = []
    if any(each.listed is None for each in wanted):
        words.append("补入的记为未点名")
    if any(each.roster is None for each in wanted):
        words.append("多出的移出名单")
    if any(each.listed is not None and each.roster is not None for each in wanted):
        words.append("类别和表决权改为当日的")
    return "，".join(words)
