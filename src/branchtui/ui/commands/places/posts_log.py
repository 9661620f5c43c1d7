"""The log of a post: the line, the list, a preview before it is written, those who took part, and the figures."""

from collections.abc import Mapping

from branchtui.ui.commands.command import LISTS, Command

PLACES: Mapping[str, str] = {
    "entry": "岗位·记一条",
    "lines": "服务记录·预览",
    "signups": "服务记录·同去的人",
    "proof": "服务记录·证明",
    "rows": "数字·是哪几条",
}
EDITORS = frozenset({"entry"})
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("entry", "log", "post", "app"),
    *((near, "marks", "log", "post", "app") for near in LISTS),
    *((near, place, "app") for place in ("lines", "signups", "proof", "rows", "totals") for near in LISTS),
)
COMMANDS: tuple[Command, ...] = (
    Command(
        "posts.totals", "数字", (), "全部岗位的服务合计：按岗位、按人、按类别、按月", more=True, also="合计 统计 图"
    ),
    Command("posts.report", "写新闻稿", ("f9",), "以这个岗位一段时间的数字起草一篇新闻稿", bar=True),
    Command("post.report", "写新闻稿", ("f9",), "以这个岗位一段时间的数字起草一篇新闻稿", bar=True),
    Command("entry.write", "记这条", ("enter",), "把这一行写进台账，光标留着写下一条", bar=True),
    Command("entry.down", "到列表", ("down",), "光标到下面的记录里", bar=True),
    Command("entry.copy", "照抄上一条", ("ctrl+t",), "照最近的一条再记一条，只问哪一天；人次和成效不照抄", bar=True),
    Command("log.add", "记一条", ("ctrl+n", "n"), "光标到最上面一行，一句话记一条服务", bar=True, also="新建 增加"),
    Command(
        "log.copy", "照抄", ("ctrl+k",), "照光标所在的一条再记一条，只问哪一天；人次和成效不照抄", bar=True, also="复制"
    ),
    Command("log.bring", "导入台账", ("ctrl+l",), "从 .xlsx .xls .csv 导入，先看有哪些变化", bar=True),
    Command("log.remove", "删去", ("delete", "x"), "删去标记的各条，或光标所在的一条"),
    Command("log.verify", "核实", (), "记下谁核实了标记的各条，或光标所在的一条；核实过的撤回核实", more=True),
    Command(
        "log.people", "同去的人", (), "报名参加这条服务的人：志愿者、往来；记参加、未参加", more=True, also="报名 签到"
    ),
    Command("log.proof", "证明材料", (), "给这条服务附上照片、扫描件", more=True, also="附件 照片"),
    Command("log.weekly", "每周重复", (), "照这一条每周再记一条，到某一天为止，先看再写", more=True, also="重复"),
    Command("log.lines", "粘贴多行", (), "手机上记的多行一次贴进来，每行一条，先看再写", more=True, also="批量"),
    Command("log.plan", "先安排", (), "还没有做的服务先安排上，可以报名", more=True, also="计划 预约"),
    Command("log.settle", "已服务/取消", (), "安排好的记为已服务，或取消；取消的可恢复", more=True),
    Command("lines.write", "写入台账", ("ctrl+s",), "照上面所列写入台账；Esc 不写", bar=True),
    Command("signups.add", "增加", ("ctrl+n", "n"), "加同去的人：名册上的，或往来里的", bar=True),
    Command("signups.hours", "另记时长", ("ctrl+e", "e"), "这一位的时长与这条服务不同时，另写", bar=True),
    Command("signups.remove", "删去", ("delete", "x"), "这一位没有报名，从这条服务里删去"),
    Command("proof.add", "附上文件", ("ctrl+n", "n"), "附上照片、扫描件（PDF），可以一次几个", bar=True),
    Command("proof.remove", "拿掉", ("delete", "x"), "拿掉光标所在的附件"),
    Command("totals.day", "换时段", ("f7",), "本月、本学期、本年、全部之间换", bar=True, also="年 月 学期"),
    Command("totals.measure", "换一种数", ("ctrl+t", "t"), "图上画时长、次数，还是人次", bar=True, also="图"),
)
