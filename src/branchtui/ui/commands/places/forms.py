"""Where something is asked for: forms, texts of several lines, choices, what many rows would write."""

from branchtui.ui.commands.command import LISTS, Command, Part

PART = Part(
    places={
        "form": "填表",
        "setup": "建立支部",
        "text": "多行文字",
        "choice": "选单",
        "difference": "写入前的预览",
    },
    editors=frozenset({"form", "setup", "text", "choice"}),
    together=(
        ("form", "app"),
        ("text", "form", "app"),
        ("setup", "form", "app"),
        ("choice",),
        *((near, "difference", "app") for near in LISTS),
    ),
    commands=(
        Command("form.save", "完成", ("ctrl+s",), "交上这张表", bar=True),
        Command(
            "form.next", "取这一行", ("enter",), "取旁边选中的一行，到下一格；最后一格上就是完成", bar=True, first=True
        ),
        Command("form.row.down", "下一行", ("down",), "旁边有可选的，光标下移；没有就到下一格", bar=True, first=True),
        Command("form.row.up", "上一行", ("up",), "旁边有可选的，光标上移；在最上面就回到上一格", first=True),
        Command("form.step.next", "下一格", ("tab",), "到下一格，多行的格子里也行", bar=True, first=True),
        Command("form.step.previous", "上一格", ("shift+tab",), "回到上一格，多行的格子里也行", first=True),
        Command("form.leave", "先放着", ("escape",), "退出这张表；填了的内容留着，下次接着填", bar=True),
        Command(
            "setup.demo",
            "看示例支部",
            ("ctrl+d",),
            "另开一个示例支部看看，它的数据放在别处；在里面按 Ctrl+Q 就回到这里",
            bar=True,
            first=True,
        ),
        Command(
            "setup.bring",
            "接已有的数据",
            ("ctrl+l",),
            "支部在别的电脑上已经建好：用那台电脑的备份（.zip）或同步文件夹接着做",
            more=True,
        ),
        Command("text.outside", "外部编辑器", ("ctrl+o",), "在 VISUAL 或 EDITOR 指定的编辑器里接着写，关掉它就拿回来"),
        Command("text.go.first", "文首", ("ctrl+home",), "光标到全文开头"),
        Command("text.go.last", "文末", ("ctrl+end",), "光标到全文末尾"),
        Command("difference.write", "写入", ("ctrl+s",), "照上面所列写入，要您定的先问；Esc 不写", bar=True),
        Command("choice.take", "选定", ("enter",), "就选光标所在的一行", bar=True),
        Command("choice.cancel", "不选", ("escape",), "关上选单，什么也不做", bar=True),
        Command("choice.move.down", "下一行", ("down",), "光标下移"),
        Command("choice.move.up", "上一行", ("up",), "光标上移"),
        Command("choice.move.page_down", "下一页", ("pagedown",), "下移一页"),
        Command("choice.move.page_up", "上一页", ("pageup",), "上移一页"),
        Command("choice.move.first", "第一行", ("home",), "没有打字时到第一行"),
        Command("choice.move.last", "最后一行", ("end",), "没有打字时到最后一行"),
    ),
)
