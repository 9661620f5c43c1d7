"""The plans of terms and years: their list, the lines of one, and what it comes to as meetings."""

from branchtui.ui.commands.command import LISTS, Command

PLACES = {"plans": "会议·学习计划", "plan": "学习计划·内容", "plan_meetings": "学习计划·会议"}
TOGETHER = tuple((near, place, "app") for place in PLACES for near in (*LISTS, "paper"))
COMMANDS = (
    Command("plans.new", "新计划", ("ctrl+n", "n"), "制定一个学期或一年的学习计划，内容可以一次粘贴多行", bar=True),
    Command("plans.edit", "改名称日期", ("ctrl+e",), "改光标所在计划的名称和起止日", bar=True),
    Command("plans.state", "排成会议", ("f5",), "先看要安排哪些会、哪些已经有了，再一次排好", bar=True, also="安排"),
    Command("plans.view", "看纸面", ("f6",), "整屏看学习计划印出来的样子", bar=True, also="打印 预览"),
    Command("plans.export", "导出", ("f8",), "把光标所在的计划写成 Word 文件", bar=True, also="打印"),
    Command("plans.remove", "删去", ("delete", "x"), "删去光标所在的计划；已经排出的会议不变"),
    Command("plan.new", "加一行", ("ctrl+n", "n"), "计划里加一行：类型、时间、主题、材料、准备人", bar=True),
    Command("plan.bring", "粘贴多行", ("ctrl+l",), "一次写或粘贴多行，一行一项", bar=True, also="导入"),
    Command("plan.state", "排成会议", ("f5",), "先看要安排哪些会、哪些已经有了，再一次排好", bar=True, also="安排"),
    Command("plan.view", "看纸面", ("f6",), "整屏看学习计划印出来的样子", bar=True, also="打印 预览"),
    Command("plan.export", "导出", ("f8",), "把这个计划写成 Word 文件", bar=True, also="打印"),
    Command("plan.shift.up", "上移", ("ctrl+up", "K"), "把光标所在的一行往前移一位"),
    Command("plan.shift.down", "下移", ("ctrl+down", "J"), "把光标所在的一行往后移一位"),
    Command("plan.remove", "删去", ("delete", "x"), "删去光标所在的一行；已经排出的会议不变"),
    Command(
        "plan_meetings.remove", "这次不排", ("delete", "x"), "光标所在的一次不安排、不对上；再按一次恢复", bar=True
    ),
    Command("plan_meetings.write", "排好", ("ctrl+s",), "照上面所列安排会议、对上已有的；Esc 不写", bar=True),
)
