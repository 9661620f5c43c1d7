"""The room 同步."""

from branchtui.ui.commands.command import LISTS, Command, Part

PART = Part(
    together=(*((near, "sync", "app") for near in LISTS),),
    commands=(Command("sync.backup", "备份", ("f8",), "现在做一份备份", bar=True),),
)
