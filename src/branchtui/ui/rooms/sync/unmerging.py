"""撤销上次合并: what it takes back is told before it is done."""

from typing import TYPE_CHECKING

from branchtui.ui.screens.choice import pick
from branchtui.workflows.safety import unmerging

if TYPE_CHECKING:
    from branchtui.ui.screens.base import PlaceScreen


def ask_to_go_back(screen: "PlaceScreen") -> None:
    """Say what would be taken back, and ask. Raises BranchError where there is nothing to take back."""
    found = unmerging.preview()

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None and option[0] == "undo":
            with screen.telling():
                kept = unmerging.undo(found)
                screen.shell.reopen_drafts()
                screen.reload()
                screen.shell.say(f"已撤销合并{found.called}；换下的那一份在 {kept}。")

    options = [("nothing", "不动"), ("undo", "撤销这次合并")]
    screen.shell.push_screen(pick("\n".join(found.lines), options), chosen)
