"""What has to be said of a thing that still has conflicts when papers are made of it."""

from branchtui.cli.exit_codes import tell
from branchtui.store.models import Row


def warn_of_conflicts(thing: Row) -> None:
    """Tell how many conflicts a thing and its parts have, if any: what was written shows one value of each."""
    from branchtui.workflows.safety.resolving import warning

    if words := warning(thing):
        tell(f"注意：{words}请用 branchtui list conflicts 查看。")
