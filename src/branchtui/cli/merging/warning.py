"""What has to be said of a thing that still has conflicts when papers are made of it."""

from branchtui.cli.exit_codes import tell
from branchtui.store.models import Row


def warn_of_conflicts(thing: Row) -> None:
    """Tell how many conflicts a thing and its parts have, if any: what was written shows one value of each."""
    from branchtui.store.replication.merging import conflicts

    if open_ := conflicts.open_in(thing):
        tell(
            f"注意：这里有 {open_} 处两边写得不一样还没有处理，文件里是现在显示的那份。请用 branchtui list conflicts 查看。"
        )
