"""Rooms that are not furnished yet: they say what is coming."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from branchtui.ui.screens.base import PlaceScreen


class _ComingScreen(PlaceScreen):
    LINES: ClassVar[tuple[str, ...]] = ()

    def body(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content("\n".join(self.LINES)))


class PostsScreen(_ComingScreen):
    """示范岗"""

    PLACE = ROOM = "posts"
    LINES = (
        "",
        "党员先锋示范岗",
        "",
        "这一间还在布置。将来在这里：",
        "  设岗、申报、公示、授牌，一步一步记下来；",
        "  每个岗位的职责、承诺和现任；",
        "  服务记录，总数都能翻到底下的每一条；",
        "  考核表和岗位登记表，一键写成 Word 文件。",
        "",
        "现在可以先用 2 会议、4 新闻、5 人员。",
    )


class SyncScreen(_ComingScreen):
    """同步"""

    PLACE = ROOM = "sync"
    LINES = (
        "",
        "同步",
        "",
        "这一间还在布置。将来在这里：",
        "  通过共享文件夹，让几台电脑上的数据合到一起；",
        "  两边都改过的地方并排给你看，由你定；",
        "  合并之前自动备份，随时可以退回。",
        "",
        "现在数据只在这台电脑上。请按单位的要求自己备份。",
    )
