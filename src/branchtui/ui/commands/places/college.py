"""The app of a college's organiser: its rooms, and what works in all of them."""

from branchtui.ui.commands.command import LISTS, Command, Part
from branchtui.ui.commands.rooms import COLLEGE

PART = Part(
    places={"college": "学院", **{room.place: f"学院·{room.name}" for room in COLLEGE}},
    together=(
        *((near, room.place, "college", "app") for room in COLLEGE for near in LISTS),
        ("form", "college", "app"),
        ("text", "form", "college", "app"),
        ("reading", "college", "app"),
    ),
    commands=(
        *(Command(f"college.room.{room.place}", room.name, (str(room.digit),), room.holds) for room in COLLEGE),
        Command(
            "college.now", "立即取数", ("f5",), "从学院的服务器取最新的；不按也每分钟取一次", bar=True, also="刷新 同步"
        ),
        Command("college.undo", "撤销", ("ctrl+z",), "撤销在写字的格子里打的字"),
        Command("college.redo", "重做", ("ctrl+y",), "重做撤销的字"),
        Command(
            "college_board.gaps",
            "只看有缺项的",
            ("ctrl+k",),
            "只列有逾期或未报的支部；再按一次列出全部",
            bar=True,
        ),
        Command("college_branch.tab.board", "要办的事", ("f2",), "看支部要办的事"),
        Command("college_branch.tab.meetings", "会议", ("f3",), "看支部今年的会议和到会人数", bar=True),
        Command("college_branch.tab.people", "人员", ("f4",), "看支部的人员和学时", bar=True),
        Command("college_branch.choose", "换支部", ("ctrl+k",), "看另一个支部", bar=True),
        Command("college_branch.copy", "复制", ("ctrl+e", "y"), "把光标所在的一行复制到剪贴板", bar=True),
        Command("college_requests.new", "发通知", ("ctrl+n", "n"), "写一份通知，或要各支部报一张表", bar=True),
        Command(
            "college_requests.remind", "催办", ("ctrl+t", "m"), "给还没有收到、还没有报送的支部另发一份通知", bar=True
        ),
        Command(
            "college_requests.change", "改期限", ("ctrl+e",), "改光标所在一份的标题、正文、期限", bar=True, also="延期"
        ),
        Command("college_requests.withdraw", "撤回通知", ("delete", "x"), "撤回光标所在的一份；已报送的还在", bar=True),
        Command("college_requests.view", "看全文", ("f6",), "整屏看通知全文和每个支部的情况", bar=True),
        Command(
            "college_requests.export", "收表", ("f8",), "把各支部报送的汇成一张表（.xlsx）", bar=True, also="汇总 导出"
        ),
        Command("college_figures.day", "换一年", ("f7",), "看另一年的数字", bar=True),
        Command("college_figures.export", "导出", ("f8",), "写成 .xlsx", bar=True),
    ),
)
