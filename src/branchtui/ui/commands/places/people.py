"""The room 人员: the roster, and an import before it is written."""

from branchtui.ui.commands.command import LISTS, Command, Part

PART = Part(
    places={
        "preview": "人员·导入预览",
    },
    together=(
        *((near, "marks", "people", "app") for near in LISTS),
        ("paper", "people", "app"),
        *((near, "preview", "app") for near in LISTS),
    ),
    commands=(
        Command("people.new", "加一人", ("ctrl+n", "n"), "往名册里加一位", bar=True),
        Command("people.bring", "导入名册", ("ctrl+l",), "从 .xlsx .xls .csv 导入，先看有哪些变化", bar=True),
        Command("people.group", "编入小组", (), "把标记的几位，或光标所在的一位，编入一个党小组", more=True),
        Command("people.order", "人员顺序", (), "委员总在前；其余按名册的顺序，或按姓氏笔画", more=True),
        Command("people.branch", "支部信息", (), "改支部和单位的名称、本届选出日期", more=True, also="换届 任期"),
        Command("people.view", "看资料", ("f6",), "整屏看光标所在那一位的资料和经历", bar=True),
        Command("people.day", "看某一天", ("f7",), "看名册在某一天的样子", bar=True),
        Command("preview.write", "写入名册", ("ctrl+s",), "照上面所列写入名册，要您定的先问；Esc 不写", bar=True),
    ),
)
