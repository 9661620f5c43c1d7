"""What several verbs about posts share: their options, the finding of a part, what is told of pledges."""

from collections.abc import Sequence

from branchtui.cli.exit_codes import tell
from branchtui.rules.posts.pledges import hint
from branchtui.store.models import Pledge

POST_HELP = "名称或编号"
POST_LINES = {
    "number": ("编号", "岗位编号，如 02"),
    "category": ("类别", "如 教学、科研、管理、服务、育人"),
    "serves": ("对象", "服务对象"),
}
"""The options that hold one line of a post, by column: what stands for their value, and what they are."""


def tell_vague(pledges: Sequence[Pledge]) -> None:
    """Say of the pledges that can't be checked what would make them so."""
    for pledge in pledges:
        if told := hint(pledge.words):
            tell(f"“{pledge.words}”：{told}")
