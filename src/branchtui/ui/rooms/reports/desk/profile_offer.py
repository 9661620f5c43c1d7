"""The profile of an outlet, offered where a report keeps the one that a person gave it."""

from branchtui.store.queries import reports
from branchtui.ui.rooms.reports.owner import ReportOwner
from branchtui.ui.screens.choice import pick


def offer_profile(screen: ReportOwner) -> None:
    """Show the report with its outlet; where that uses another profile, ask whether it is to be taken."""
    from branchtui.workflows.registers.outlets import profile_for

    if not screen.is_active:
        return
    row = screen.read()
    screen.reload()
    wanted = profile_for(row, row.outlet)
    if not wanted:
        return

    def chosen(option: tuple[str, str] | None) -> None:
        from branchtui.workflows.reports.reports import edit_report

        if option is not None and option[0] == "take":
            with screen.telling() as done:
                edit_report(reports.report(row.id), profile=wanted)
                screen.read()
                screen.reload()
                done(f"版式改为“{wanted}”。")

    options = [("take", f"换成 {wanted}"), ("keep", f"仍用 {row.profile}")]
    screen.app.push_screen(pick(f"{row.outlet}用 {wanted} 这个版式，稿子另选过 {row.profile}", options), chosen)
