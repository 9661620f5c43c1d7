"""What a command says of a merge that was done."""

from pathlib import Path

from branchtui.cli.exit_codes import tell
from branchtui.cli.merging.conflicts import UNSETTLED
from branchtui.cli.session import Session, data, document
from branchtui.workflows import pictures
from branchtui.workflows.safety.merging import Merged


def report(done: Merged, source: Path, session: Session, *, as_json: bool = False) -> int:
    """Tell what merging `source` brought, and which pictures are lacking; the exit code."""
    if as_json:
        document(
            {
                "new": done.new,
                "updated": done.updated,
                "conflicts": done.conflicts,
                "packages": [{"name": source.name, "state": "merged", "reason": ""}],
                "backup": str(done.backup),
            }
        )
    else:
        data(done.words)
        tell(f"合并前的数据在 {done.backup}，要退回去可用 branchtui merge --undo。")
        if done.conflicts:
            tell("请用 branchtui list conflicts 查看，用 branchtui resolve 逐一处理。")
        if words := pictures.lacking(session.photos):
            tell(f"注意：{words}")
    return UNSETTLED if done.conflicts else 0
