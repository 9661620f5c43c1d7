"""From a meeting of last month to the folder of the next one, with keys alone in a real terminal; the keys are counted.

Counted are Tab, Enter, arrows, function and Ctrl keys, digits that choose, and each paste; not counted are words,
initials, times and numbers of votes.
"""

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.files.photos import PhotoStore
from branchtui.paths import home
from branchtui.store.file.database import close_database, open_database
from branchtui.workflows.demo import build_demo
from tests.terminal.conftest import Terminal, program

BAR = 60  # keys
TITLE = "设立党员先锋示范岗"  # of the 支部党员大会 of last month
ITEMS = ("通报示范岗筹备情况", "讨论示范岗职责与承诺", "表决示范岗设置方案")
MATERIAL = "示范岗运行一月小结"
# Initials, then what the papers say: the name, the state and the reason.
ABSENT = (
    ("zyn", "周以宁", "请假", "因公出差"),
    ("gqh", "顾清和", "请假", "病假"),
    ("lmc", "陆明川", "缺席", "联系不上"),
)
SPEECHES = ("林知远：示范岗运行满月，办结事项比上月多了一成。", "沈一禾：公示栏里的电话要有人接，值班表也贴出来。")
RESOLUTION = "示范岗设置方案自公布之日起施行。"
YES, AGAINST, ABSTAIN = 9, 1, 1


class Counter:
    """The terminal, and how many keys each step took."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self.step = terminal, ""
        self.counts: dict[str, int] = {}

    def press(self, *keys: str) -> None:
        """Keys by tmux's names, which count; what begins with a quote is typed and does not."""
        self.counts[self.step] = self.counts.get(self.step, 0) + sum(not key.startswith("'") for key in keys)
        self.terminal.press(*keys)

    def choose(self, words: str) -> None:
        """Press the digit that stands before these words."""
        digit = re.search(rf"(\d)  {words}", self.terminal.text)
        assert digit is not None, f"no digit for {words}:\n{self.terminal.text}"
        self.press(digit[1])

    def paste(self, words: str) -> None:
        """Paste as a terminal does, which is one key."""
        self.counts[self.step] = self.counts.get(self.step, 0) + 1
        self.terminal.tmux("set-buffer", words)
        self.terminal.tmux("paste-buffer", "-p")

    def wait_for(self, *words: str) -> None:
        self.terminal.wait_for(*words)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def copy(keys: Counter) -> None:
    keys.press("2")
    keys.terminal.wait_for_room("2 会议", "新建会议")
    keys.press("/", f"'{TITLE}")
    keys.wait_for("1 条")
    keys.press("Enter", "C-k")
    keys.wait_for("照搬：支部党员大会")
    keys.press("'昨天下午三点")
    keys.wait_for("15:00")
    keys.press("C-s")
    keys.wait_for("已计划", "下一步 F5 召开", *ITEMS)


def hold(keys: Counter) -> None:
    keys.press("F5")
    keys.wait_for("登记召开", "散会时间")
    keys.press("Enter", "'四点半")
    keys.wait_for("16:30")
    keys.press("Enter")
    keys.wait_for("已召开", "其中 1 人长期不在")


def roll(keys: Counter) -> None:
    keys.press("F3")
    keys.wait_for("[F3 出勤]", "方可久", "长期病休")
    for initials, name, state, reason in ABSENT:
        keys.press(f"'{initials}")
        keys.wait_for(initials)
        keys.press("Tab")
        keys.wait_for("6  缺席")
        keys.choose(state)
        keys.wait_for("也可以直接写")
        keys.choose(reason)
        keys.wait_for(f"{name}：{state}（{reason}）")
    keys.press("C-s")
    keys.wait_for("点名完毕")


def record(keys: Counter) -> None:
    keys.press("F4")
    keys.wait_for("[F4 记录]", "第1项")
    keys.paste(SPEECHES[0])
    keys.wait_for("办结事项")
    keys.press("Tab", "Tab")
    keys.wait_for("第2项", "讨论示范岗职责与承诺：记录")
    keys.paste(SPEECHES[1])
    keys.wait_for("值班表")
    keys.press("Tab", "Tab")
    keys.wait_for("第3项", "表决示范岗设置方案：记录")
    keys.press("'lzy：请大家举手表决。")
    keys.wait_for("请大家举手表决")
    keys.press("Tab")
    keys.wait_for("表决示范岗设置方案：决议")
    keys.press(f"'{RESOLUTION}")
    keys.wait_for(RESOLUTION[:6])


def vote(keys: Counter) -> None:
    keys.press("C-t")
    keys.wait_for("表决：表决示范岗设置方案", "应到15 实到11")
    keys.press(f"'{YES}", "Enter", f"'{AGAINST}", "Enter", f"'{ABSTAIN}")
    keys.wait_for("赞成≥8：通过")
    keys.press("C-s")
    keys.wait_for("表决：通过", "[F4 记录]")


def file(keys: Counter) -> None:
    keys.press("F5")
    keys.wait_for("归档前还缺 2 处", "1  材料准备：还没有学习材料", "还没有新闻稿")
    keys.choose("材料准备")
    keys.wait_for("[F2 议程]")
    keys.press("C-n")
    keys.wait_for("2  学习材料")
    keys.choose("学习材料")
    keys.wait_for("加学习材料")
    keys.press(f"'{MATERIAL}", "C-s")
    keys.wait_for("[F2 议程]", MATERIAL, "准备 ●")
    keys.press("F5")
    keys.wait_for("归档前还缺 1 处", "还没有新闻稿")
    keys.choose("仍要归档")
    keys.wait_for("已归档")


STEPS: dict[str, Callable[[Counter], None]] = {
    "copy": copy,
    "hold": hold,
    "roll, 3 absentees": roll,
    "record, 2 speeches pasted": record,
    "ballot": vote,
    "material, file": file,
}


@pytest.fixture
def demo_home(tmp_path: Path) -> Path:
    """The demo branch as of now, closed again."""
    place = home(tmp_path / "home")
    place.ensure()
    open_database(place.database)
    build_demo(now=datetime.now(), photos=PhotoStore(place.photos, place.cache))
    close_database()
    return Path(place.data)


def _words(folder: Path) -> dict[str, str]:
    """What stands in each paper of the folder, by the name of the file without its number."""
    found = {}
    for path in folder.glob("*.docx"):
        with zipfile.ZipFile(path) as document:
            found[path.stem[3:]] = re.sub("<[^>]+>", "", document.read("word/document.xml").decode("utf-8"))
    return found


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
def test_from_last_month_to_the_folder(
    terminal: Terminal,
    demo_home: Path,
    size: tuple[int, int],
    record_property: Callable[[str, object], None],
) -> None:
    terminal.start(*program(demo_home), size=size)
    terminal.wait_for_room("1 今天", "F1 帮助")
    keys = Counter(terminal)
    for keys.step, play in STEPS.items():
        play(keys)
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")
    steps = "; ".join(f"{step}: {count}" for step, count in keys.counts.items())
    record_property("keys", f"{size[0]}x{size[1]}: {keys.total} keys, at most {BAR} ({steps})")
    assert keys.total <= BAR, keys.counts

    (folder,) = (path for path in (demo_home / "exports").iterdir() if path.is_dir())
    assert folder.name.endswith(f"_支部党员大会_{TITLE}")
    words = _words(folder)
    assert all(each in words["议程"] for each in (*ITEMS, "林知远", "宋予安", "行政楼201会议室"))
    assert all(name in words["签到表"] for _, name, _, _ in ABSENT) and MATERIAL in words["通知"]
    minutes = words["会议记录"]
    for _, name, _, reason in ABSENT:
        assert f"{name}（{reason}）" in minutes
    assert "方可久（长期病休）" in minutes and "15:00" in minutes and "16:30" in minutes
    assert "应到：16人（正式党员15人，预备党员1人）" in minutes and "实到12人（正式党员11人，预备党员1人）" in minutes
    assert all(speech in minutes for speech in SPEECHES) and "林知远：请大家举手表决。" in minutes
    for paper in (minutes, words["决议"]):
        assert RESOLUTION in paper and f"{YES}票赞成，{AGAINST}票不赞成，{ABSTAIN}票弃权" in paper
    assert "还没有新闻稿" in words["归档目录"]
