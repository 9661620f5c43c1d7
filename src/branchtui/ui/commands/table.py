"""The one table of commands. Bindings, key bar, F1 help, palette and the README's key table are made from it.

A command's id is `place.verb` or `place.verb.argument`; its action is `verb` or `verb('argument')`.
The first key must reach the app while a Chinese input method is on; letters are accelerators after it.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textual.binding import Binding

from branchtui.errors import UsageError
from branchtui.ui.commands.contexts import PLACES
from branchtui.ui.commands.keys import is_character, is_editing_key, is_function_key, key_word, keys_written, with_twins
from branchtui.ui.text.cells import one_line


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it is called, where it works, what it does in one line, and its keys."""

    id: str
    name: str
    keys: tuple[str, ...]
    help: str
    bar: bool = False  # among the keys always shown for its place
    first: bool = False  # before the focused editor: keys typed ahead must already go to the next field
    passes: bool = False  # with nothing to do it leaves the key to the next place
    also: str = ""  # other words that the palette finds it by
    by_name: str = ""  # the action that the palette runs, where the key does less
    chosen: bool = False  # its keys are the user's

    @property
    def place(self) -> str:
        return self.id.partition(".")[0]

    @property
    def action(self) -> str:
        """The action string of the binding."""
        verb, _, argument = self.id.partition(".")[2].partition(".")
        return f"{verb}({argument!r})" if argument else verb

    @property
    def method(self) -> str:
        """The method that a node of this place must have."""
        return f"action_{self.action.partition('(')[0]}"

    @property
    def before_editors(self) -> bool:
        """Whether it gets its keys before the focused editor does. No such command may have a character for a key."""
        return self.first or all(is_function_key(key) for key in BY_ID[self.id].keys)


def _room(number: int, place: str, help_line: str) -> Command:
    return Command(f"app.room.{place}", PLACES[place], (str(number),), help_line)


COMMANDS: tuple[Command, ...] = (
    _room(1, "today", "逾期、将到期和互相矛盾的事，没写完的稿子"),
    _room(2, "meetings", "会议：计划、召开、考勤、记录"),
    _room(3, "posts", "党员先锋示范岗"),
    _room(4, "reports", "新闻稿：起草、导入、修改、导出"),
    _room(5, "people", "党员名册"),
    _room(6, "sync", "几台电脑之间同步"),
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
    Command("app.undone", "找回", ("ctrl+l",), "列出撤销过的每一步，选一步重新做上", also="撤销 重做 回收"),
    Command("app.history", "历史", ("ctrl+r",), "看这一项谁在什么时候改过什么，可恢复"),
    Command(
        "app.find", "查找", ("ctrl+f",), "在会议、记录、示范岗、新闻稿和人员里找，打开找到的", first=True, also="搜索"
    ),
    Command("app.back", "返回", ("escape",), "退回一步；不会退出程序"),
    Command("app.quit", "退出", ("ctrl+q",), "离开程序；写了的都已存好", first=True),
    Command("list.open", "打开", ("enter",), "打开光标所在的一行", bar=True),
    Command("list.filter", "筛选", ("slash",), "只留下含有所输文字的行；人名可用拼音首字母", bar=True),
    Command("list.move.down", "下一行", ("down", "j"), "光标下移一行"),
    Command("list.move.up", "上一行", ("up", "k"), "光标上移一行"),
    Command("list.move.page_down", "下一页", ("pagedown",), "下移一页"),
    Command("list.move.page_up", "上一页", ("pageup",), "上移一页"),
    Command("list.move.half_down", "下半页", ("ctrl+d",), "下移半页"),
    Command("list.move.half_up", "上半页", ("ctrl+u",), "上移半页"),
    Command("list.move.first", "第一行", ("home", "g"), "到第一行"),
    Command("list.move.last", "最后一行", ("end", "G"), "到最后一行"),
    Command("marks.mark.one", "标记", ("space",), "标记光标所在的一行或取消标记，光标下移"),
    Command("marks.mark.range", "标记到此", ("ctrl+t", "v"), "从上一个标记的行到光标所在的行，全部标记"),
    Command("marks.mark.all", "全标记", ("asterisk",), "标记列出的全部；再按一次全取消"),
    Command("marks.clear", "取消标记", ("escape",), "取消所有标记", passes=True),
    Command("filter.keep", "回到列表", ("enter", "down"), "留着筛选，光标回到列表", bar=True),
    Command("filter.clear", "取消筛选", ("escape",), "去掉筛选，显示全部", bar=True),
    Command("today.drop", "丢弃草稿", ("delete", "x"), "丢弃光标所在的未存完文字"),
    Command("meetings.new", "新建会议", ("ctrl+n", "n"), "计划一次会议", bar=True),
    Command("meetings.hold", "召开/归档", ("f5",), "登记召开；已经召开的归档", also="登记召开"),
    Command("meetings.export", "导出", ("f8",), "把这次会议的材料全部写成 Word 文件", bar=True, also="打印"),
    Command("meetings.report", "写新闻稿", ("f9",), "以这次会议的事实起草一篇新闻稿"),
    Command("meetings.paper.previous", "上一份材料", ("left_square_bracket",), "右边换成上一份材料"),
    Command("meetings.paper.next", "下一份材料", ("right_square_bracket",), "右边换成下一份材料"),
    Command("meetings.view", "看纸面", ("f6",), "整屏看右边的材料", also="打印 预览"),
    Command("meeting.tab.agenda", "议程", ("f2",), "会议的议程、材料和列席人员"),
    Command("meeting.tab.attendance", "出勤", ("f3",), "点名：记没到的人，其余一键都到", also="考勤 签到"),
    Command("meeting.tab.record", "记录", ("f4",), "逐项写会议记录和决议"),
    Command("meeting.turn.previous", "上一栏", ("ctrl+pageup", "left_square_bracket"), "换到左边一栏"),
    Command("meeting.turn.next", "下一栏", ("ctrl+pagedown", "right_square_bracket"), "换到右边一栏"),
    Command(
        "meeting.hold",
        "召开/归档",
        ("f5",),
        "记下会议已经召开，应到人员从此定下；已经召开的，把材料、新闻稿和照片归档",
        bar=True,
        also="登记召开",
    ),
    Command("meeting.view", "看纸面", ("f6",), "看会议的各份材料印出来的样子", also="打印 预览"),
    Command("meeting.reschedule", "改期", ("f7",), "另定时间，可写“下周三下午三点”"),
    Command("meeting.export", "导出", ("f8",), "把这次会议的材料全部写成 Word 文件", bar=True, also="打印"),
    Command("meeting.report", "写新闻稿", ("f9",), "以这次会议的事实起草一篇新闻稿", bar=True),
    Command("meeting.edit", "改会议信息", ("ctrl+e",), "改题目、地点、主持人、记录人、散会时间等", first=True),
    Command("meeting.station", "不适用", ("f10", "ctrl+g"), "某一项不适用时写明原因，或恢复"),
    Command("meeting.cancel", "取消会议", ("ctrl+t",), "取消这次会议，须写原因"),
    Command("agenda.add", "增加", ("ctrl+n", "n"), "加一项议题、一份学习材料或一位列席人员", bar=True),
    Command("agenda.shift.up", "上移", ("ctrl+up", "K"), "把议题往前移一位"),
    Command("agenda.shift.down", "下移", ("ctrl+down", "J"), "把议题往后移一位"),
    Command("agenda.remove", "删去", ("delete", "x"), "删去光标所在的议题、材料或列席人员"),
    Command(
        "attendance.mark", "到/缺", ("enter",), "输入姓名首字母，回车在“到”和“缺席”之间切换", bar=True, also="考勤 点名"
    ),
    Command(
        "attendance.reasons",
        "原因",
        ("tab",),
        "迟到、早退、线上、请假、缺席、免计，按数字选",
        bar=True,
        also="考勤 点名",
    ),
    Command(
        "attendance.rest",
        "其余都到",
        ("ctrl+s",),
        "没到的人记完以后，还没点名的各位都记为到",
        bar=True,
        also="全到 考勤 点名",
    ),
    Command(
        "attendance.pick.one",
        "标记",
        ("space",),
        "输入行空着时：标记光标所在的人，光标下移；回车和 Tab 作用于标记的各位",
    ),
    Command("attendance.pick.all", "全标记", ("asterisk",), "输入行空着时：标记列出的全部；再按一次全取消"),
    Command("attendance.clear", "取消标记", ("escape",), "取消所有标记", passes=True),
    Command("attendance.move.down", "下一人", ("down",), "光标下移"),
    Command("attendance.move.up", "上一人", ("up",), "光标上移"),
    Command("record.save", "存", ("ctrl+s",), "把正在写的记录存进会议；离开时也会自动存", bar=True),
    Command("record.cell.next", "下一格", ("tab",), "记录、决议、下一项……依次写下去", bar=True),
    Command("record.cell.previous", "上一格", ("shift+tab",), "回到上一格"),
    Command("reports.new", "新建", ("ctrl+n", "n"), "从空白起一篇新闻稿", bar=True),
    Command("reports.bring", "导入文章", ("f9",), "把 .txt .md .docx 文章连同照片变成新闻稿", bar=True),
    Command("reports.export", "导出", ("f8",), "写成 Word 文件", bar=True, also="打印"),
    Command("reports.view", "看纸面", ("f6",), "整屏看稿子印出来的样子", also="打印 预览"),
    Command("report.tab.parts", "栏目标题", ("f2",), "栏目、标题、供稿单位、编者按、署名"),
    Command("report.tab.body", "正文", ("f3",), "写正文；“# ”起头是小标题，【图1】是配图的位置"),
    Command("report.tab.figures", "配图", ("f4",), "配图的文件和图注"),
    Command("report.turn.previous", "上一栏", ("ctrl+pageup", "left_square_bracket"), "换到左边一栏"),
    Command("report.turn.next", "下一栏", ("ctrl+pagedown", "right_square_bracket"), "换到右边一栏"),
    Command("report.state", "状态", ("f5",), "草稿、送审、已投稿、已刊发、退回", bar=True),
    Command("report.view", "看纸面", ("f6",), "整屏看稿子印出来的样子", also="打印 预览"),
    Command("report.export", "导出", ("f8",), "写成 Word 文件", bar=True, also="打印"),
    Command("report.save", "存", ("ctrl+s",), "把改动存进稿子；离开时也会自动存", bar=True),
    Command("parts.next", "下一格", ("enter", "down"), "到下一格", first=True),
    Command("parts.previous", "上一格", ("up",), "回到上一格", first=True),
    Command("parts.step.next", "下一格", ("tab",), "到下一格，多行的格子里也行", bar=True, first=True),
    Command("parts.step.previous", "上一格", ("shift+tab",), "回到上一格，多行的格子里也行", first=True),
    Command("figures.add", "加配图", ("ctrl+n", "n"), "加一张配图", bar=True),
    Command("figures.remove", "删去", ("delete", "x"), "删去光标所在的配图"),
    Command("people.new", "加一人", ("ctrl+n", "n"), "往名册里加一位", bar=True),
    Command("people.bring", "导入名册", ("f9",), "从 .xlsx .xls .csv 导入，先看有哪些变化", bar=True),
    Command("people.group", "编入小组", ("f7",), "把标记的几位，或光标所在的一位，编入一个党小组"),
    Command("people.view", "看资料", ("f6",), "整屏看光标所在那一位的资料和经历"),
    Command("people.day", "看某一天", ("f5",), "看名册在某一天的样子"),
    Command("preview.write", "写入名册", ("ctrl+s",), "照上面所列写入名册，要您定的先问；Esc 不写", bar=True),
    Command("form.save", "完成", ("ctrl+s",), "交上这张表", bar=True),
    Command("form.next", "下一格", ("enter", "down"), "到下一格；最后一格上就是完成", first=True),
    Command("form.previous", "上一格", ("up",), "回到上一格", first=True),
    Command("form.step.next", "下一格", ("tab",), "到下一格，多行的格子里也行", bar=True, first=True),
    Command("form.step.previous", "上一格", ("shift+tab",), "回到上一格，多行的格子里也行", first=True),
    Command("form.leave", "先放着", ("escape",), "退出这张表；填了的内容留着，下次接着填", bar=True),
    Command("text.outside", "外部编辑器", ("ctrl+o",), "在 VISUAL 或 EDITOR 指定的编辑器里接着写，关掉它就拿回来"),
    Command("text.go.first", "文首", ("ctrl+home",), "光标到全文开头"),
    Command("text.go.last", "文末", ("ctrl+end",), "光标到全文末尾"),
    Command("choice.take", "选定", ("enter",), "就选光标所在的一行", bar=True),
    Command("choice.cancel", "不选", ("escape",), "关上选单，什么也不做", bar=True),
    Command("choice.move.down", "下一行", ("down",), "光标下移"),
    Command("choice.move.up", "上一行", ("up",), "光标上移"),
    Command("choice.move.page_down", "下一页", ("pagedown",), "下移一页"),
    Command("choice.move.page_up", "上一页", ("pageup",), "上移一页"),
    Command("choice.move.first", "第一行", ("home",), "没有打字时到第一行"),
    Command("choice.move.last", "最后一行", ("end",), "没有打字时到最后一行"),
    Command("reading.move.down", "下一行", ("down", "j"), "往下一行"),
    Command("reading.move.up", "上一行", ("up", "k"), "往上一行"),
    Command("reading.move.page_down", "下一页", ("pagedown", "space"), "往下一页", bar=True),
    Command("reading.move.page_up", "上一页", ("pageup",), "往上一页"),
    Command("reading.move.first", "开头", ("home", "g"), "到开头"),
    Command("reading.move.last", "末尾", ("end", "G"), "到末尾"),
    Command("history.revert.field", "恢复这一处", ("f5",), "把光标所在的这一处改回它被改之前的样子", bar=True),
    Command("history.revert.whole", "整个恢复", ("f7",), "把整项内容改回这一次修改之前的样子", bar=True),
    Command("paper.move.down", "下一行", ("down", "j"), "往下一行"),
    Command("paper.move.up", "上一行", ("up", "k"), "往上一行"),
    Command("paper.move.page_down", "下一页", ("pagedown", "space"), "往下一页", bar=True),
    Command("paper.move.page_up", "上一页", ("pageup",), "往上一页"),
    Command("paper.move.first", "开头", ("home", "g"), "到开头"),
    Command("paper.move.last", "末尾", ("end", "G"), "到末尾"),
    Command("paper.turn.previous", "上一份", ("left_square_bracket", "left"), "上一份材料"),
    Command("paper.turn.next", "下一份", ("right_square_bracket", "right"), "下一份材料", bar=True),
    Command("pages.page.next", "下一页", ("pagedown",), "翻到下一页", bar=True),
    Command("pages.page.previous", "上一页", ("pageup",), "翻到上一页"),
    Command("pages.page.first", "第一页", ("home", "g"), "翻到第一页"),
    Command("pages.page.last", "最后一页", ("end", "G"), "翻到最后一页"),
    Command("pages.read", "往下看", ("space",), "这一页没看完就往下，看完了翻到下一页"),
    Command("pages.move.down", "往下", ("down", "j"), "往下一行，到了页末就翻页"),
    Command("pages.move.up", "往上", ("up", "k"), "往上一行，到了页首就翻回去"),
    Command("pages.move.left", "往左", ("left",), "页面比窗口宽时往左看"),
    Command("pages.move.right", "往右", ("right",), "页面比窗口宽时往右看"),
    Command("pages.turn.previous", "上一份", ("left_square_bracket",), "会议的上一份材料"),
    Command("pages.turn.next", "下一份", ("right_square_bracket",), "会议的下一份材料", bar=True),
    Command("pages.notes", "提示", ("f5",), "打开或收起旁边的排版提示"),
    Command("pages.profile", "换版式", ("f7",), "新闻稿换一种版式，记在稿子上"),
    Command("pages.export", "导出", ("f8",), "写成 Word 文件", bar=True, also="打印"),
    Command("pages.open", "打开", ("f9",), "用电脑上的 Word 或 WPS 打开导出的文件", bar=True, also="打印"),
    Command("pages.folder", "打开文件夹", ("f10", "ctrl+g"), "打开导出文件所在的文件夹", also="目录"),
)

BY_ID = {command.id: command for command in COMMANDS}

Chosen = Mapping[str, tuple[str, ...]]
Table = Sequence[Command]


def keys_for(command_id: str, written: str) -> tuple[str, ...]:
    """The keys that a person wrote for a command in [keys]. Raises UsageError saying what is wrong with them."""
    command = BY_ID.get(command_id)
    if command is None:
        raise UsageError(f"没有编号为“{one_line(command_id)}”的命令。{_nearest_id(command_id)}")
    keys = keys_written(written)
    if "ctrl+q" in keys and command_id != "app.quit":
        raise UsageError("Ctrl+Q 是退出，不能给别的命令。")
    if command.before_editors:
        moves = any(is_editing_key(key) for key in command.keys)
        for key in keys:
            if is_character(key) or (is_editing_key(key) and not moves):
                raise UsageError(
                    f"“{command.name}”在写字的格子里也管用，给它 {key_word(key)} 就没法写字了。请用 F2、Ctrl+K 这样的键。"
                )
    return keys


def _nearest_id(word: str) -> str:
    named = [command.id for command in COMMANDS if word.strip() in (command.name, *command.name.split("/"))]
    if named:
        return f"“{one_line(word)}”的编号是：{'、'.join(named)}。"
    near = difflib.get_close_matches(word, BY_ID, 1, 0.5)
    return f"是不是“{near[0]}”？" if near else "全部编号见 branchtui keys。"


def in_force(chosen: Chosen) -> tuple[Command, ...]:
    """The table with the user's keys in place of the usual ones."""
    return tuple(replace(c, keys=chosen[c.id], chosen=True) if c.id in chosen else c for c in COMMANDS)


def of_place(place: str, table: Table = COMMANDS) -> list[Command]:
    """The commands of one place, in the order of the table."""
    return [command for command in table if command.place == place]


def bindings(place: str) -> list[Binding]:
    """The bindings a node of this place declares.

    Function keys come before an editor's own use of them. A character never does: editors must get it as text, and
    Textual does not know which character a full-width key name stands for.
    """
    return [
        Binding(
            ",".join(with_twins(command.keys)),
            command.action,
            command.name,
            show=False,
            id=command.id,
            priority=command.before_editors,
        )
        for command in of_place(place)
    ]


def bindings_of_app(*ids: str) -> list[Binding]:
    """The bindings of these commands of the app, for a dialog, which keeps the app's own keys away."""
    return [replace(binding, action=f"app.{binding.action}") for binding in bindings("app") if binding.id in ids]


def keymap(chosen: Chosen) -> dict[str, str]:
    """The user's keys by command id, as Textual wants them, with what an input method sends in their place."""
    return {command: ",".join(with_twins(keys)) for command, keys in chosen.items()}


def keys_text(command: Command) -> str:
    """All keys of a command in words, the twins left out."""
    return " ".join(key_word(key) for key in command.keys)
