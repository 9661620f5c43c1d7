"""What works everywhere: going to a room, the palette, undo, finding, leaving."""

from branchtui.ui.commands.command import Command, Part
from branchtui.ui.commands.rooms import ROOMS, Room


def _to(room: Room) -> Command:
    return Command(f"app.room.{room.place}", room.name, (str(room.digit),), room.holds)


PART = Part(
    places={
        "app": "随处",
    },
    commands=(
        *(_to(room) for room in ROOMS),
        Command("app.more", "更多", ("f10", "ctrl+g"), "这里较少用的命令，选一条就做", bar=True),
        Command("app.palette", "命令", ("ctrl+p", "colon"), "输入几个字，找到任何一条命令并执行", bar=True),
        Command("app.help", "帮助", ("f1", "question_mark"), "列出这里能用的全部命令和按键", bar=True),
        Command(
            "app.undo",
            "撤销",
            ("ctrl+z", "u"),
            "撤销上一步，并说出撤销了什么；关掉再开也行。光标在写字的格子里时，按键只撤销打的字",
            by_name="undo(True)",
        ),
        Command(
            "app.redo",
            "重做",
            ("ctrl+y", "U"),
            "重做刚撤销的一步。光标在写字的格子里时，按键只重做打的字",
            by_name="redo(True)",
        ),
        Command("app.undone", "找回", (), "列出撤销过的每一步，选一步重新做上", more=True, also="撤销 重做 回收"),
        Command(
            "app.conflicts",
            "冲突",
            (),
            "两台电脑写得不一样的：处理这一项的；不在一项上就列出全部",
            more=True,
            also="合并 核对",
        ),
        Command(
            "app.evidence",
            "佐证",
            ("ctrl+a", "m"),
            "把这一项，或列表里标记的各项，作为观测点的佐证；再选一次就取消",
            also="对标 观测点 归入",
        ),
        Command("app.history", "历史", ("ctrl+r",), "看这一项谁在什么时候改过什么，可恢复"),
        Command(
            "app.find",
            "查找",
            ("ctrl+f",),
            "在会议、记录、示范岗、新闻稿和人员里找，打开找到的",
            first=True,
            also="搜索",
        ),
        Command("app.back", "返回", ("escape",), "退回一步；不会退出程序"),
        Command("app.quit", "退出", ("ctrl+q",), "离开程序；写了的都已存好", first=True),
    ),
)
