"""What is ticked off on 今天: the form that says how it went."""

from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import FormScreen


def done_form(screen: PlaceScreen, table: str, key: bytes) -> FormScreen:
    """Asks how it went with what a meeting agreed, or with a fault. Raises GoneError where it is gone."""
    if table == "rectification":
        from branchtui.store.queries.year.rectifications import rectification
        from branchtui.ui.rooms.people.year.rectifications import done_form as of_fault

        return of_fault(screen, rectification(key))
    from branchtui.store.queries.action_items import action_item
    from branchtui.ui.rooms.meetings.record.action_items import done_form as of_action

    return of_action(screen, action_item(key))
