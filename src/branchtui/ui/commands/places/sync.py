"""The room 同步."""

from branchtui.ui.commands.command import LISTS, Command, Part

PART = Part(
    together=(*((near, "sync", "app") for near in LISTS),),
    commands=(
        Command("sync.backup", "备份", ("f8",), "现在做一份备份", bar=True),
        Command(
            "sync.machine",
            "都用一台电脑写的",
            (),
            "冲突很多时：选一台电脑，凡它写过的都用它的，一步可撤销",
            more=True,
            also="冲突 合并",
        ),
    ),
)
