"""How many keys one meeting takes, from 今天 to its exported folder: `python benchmarks/meeting_keys.py [80x24]`

The walk is played in a real terminal (tmux) on the demo branch and printed step by step. Counted are Tab, Enter, arrows,
function and Ctrl keys, and digits that choose; not counted are words, initials, dates and paths. It ends with 1 where the
folder lacks a fact that was entered, or where the walk takes more than `BAR` keys.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from branchtui import assets
from branchtui.files.photos import PhotoStore
from branchtui.paths import Home, home
from branchtui.store.file.database import close_database, open_database
from branchtui.workflows.demo import build_demo

BAR = 60
PATIENCE = 30.0  # seconds
# What each key is for, by tmux's names: where the app binds another, it changes here alone.
KEYS = {
    "meetings": "2",
    "plan": "C-n",
    "next step": "F5",
    "attendance": "F3",
    "record": "F4",
    "rest came": "C-s",
    "report": "F9",
    "figures": "F4",
    "add": "C-n",
    "look": "F6",
    "export": "F8",
    "back": "Escape",
    "take": "Enter",
    "on": "Tab",
    "line": "Enter",
    "hand in": "C-s",
    "mark": "Space",  # counted: it chooses
}
ITEMS = ("学习全会精神", "讨论预备党员转正", "通报党费收缴情况")
MATERIALS = ("全会公报", "党章第七条")
SPEECHES = ("林知远：全会精神要学深学透。", "周以宁：转正材料齐全。", "沈一禾：党费已按月收齐。")
RESOLUTION = "同意按期转正。"
CAPTIONS = ("会场全景", "交流发言")
GUEST = "王芳"
# Each with what the sign-in sheet or the minutes call it.
EXCEPTIONS = (("周以宁", "5", "2"), ("沈一禾", "5", "3"), ("方可久", "5", "1"), ("顾清和", "6", "1"))


class Window:
    """One window of a tmux server of its own, which counts what is pressed in it."""

    def __init__(self, size: str) -> None:
        self._socket = f"branchtui-{uuid.uuid4().hex[:12]}"
        self._size = size.split("x")
        self.step = ""
        self.counts: dict[str, int] = {}

    def tmux(self, *words: str) -> str:
        """Call this server's tmux; what it printed."""
        command = ["tmux", "-L", self._socket, "-f", os.devnull, *words]
        return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=30, check=False).stdout

    def start(self, place: Home) -> None:
        """Open the app on a home."""
        program = f"'{sys.executable}' -m branchtui --home '{place.data}'"
        width, height = self._size
        self.tmux("new-session", "-d", "-x", width, "-y", height, f"env TERM=xterm-256color LANG=C.UTF-8 {program}")

    def type(self, words: str) -> None:
        """Words, which are not counted; they are waited for."""
        self.tmux("send-keys", "-l", words)

    def press(self, *names: str) -> None:
        """Keys by their purpose, or digits; each counts."""
        for name in names:
            self.counts[self.step] = self.counts.get(self.step, 0) + 1
            self.tmux("send-keys", KEYS.get(name, name))

    def wait_for(self, *words: str) -> None:
        """Wait until all of these stand on the screen. Raises TimeoutError with what stands there."""
        self.until(lambda: all(word in self.text for word in words), "、".join(words))

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait until something is true."""
        end = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > end:
                raise TimeoutError(f"{self.step}: never came: {what}\n{self.text}")
            time.sleep(0.05)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return self.tmux("capture-pane", "-p")

    def close(self) -> None:
        """End the app with the window."""
        self.tmux("kill-server")


def plan(window: Window) -> None:
    """Kind, title, time, place, people, items, materials, guests."""
    window.wait_for("今天", "F1 帮助")
    window.press("meetings")
    window.wait_for("新建会议")
    window.press("plan")
    window.wait_for("计划一次会议")
    for words, shown in (
        ("zbdydh", "支部党员大会"),
        ("学习全会精神 讨论转正", "讨论转正"),
        ("昨天下午三点", "15:00"),
        ("行政楼201", "行政楼201"),
        ("lzy", "林知远"),
        ("zyn", "周以宁"),
    ):
        window.type(words)
        window.press("take")
        window.wait_for(shown)
    for lines in (ITEMS, MATERIALS):
        for line in lines[:-1]:
            window.type(line)
            window.press("line")
        window.type(lines[-1])
        window.wait_for(lines[-1])
        window.press("on")
    window.type(f"{GUEST}（学院党委）")
    window.wait_for(GUEST)
    window.press("hand in")
    window.wait_for("已计划", ITEMS[0])


def hold(window: Window) -> None:
    """At the planned time; when it ended is told too."""
    window.press("next step")
    window.wait_for("登记召开", "散会时间")
    window.press("take")
    window.type("四点半")
    window.wait_for("16:30")
    window.press("take")
    window.wait_for("已召开")


def roll(window: Window) -> None:
    """Four exceptions with their reasons, then the rest."""
    window.press("attendance")
    window.wait_for("应到", "姓名")
    for name, state, reason in EXCEPTIONS:
        window.type(name)
        window.wait_for(name)
        window.press("on")
        window.wait_for("请假", "免计")
        window.press(state)
        window.wait_for("也可以直接写")
        window.press(reason)
        window.wait_for(f"{name}：")
    window.press("rest came")
    window.wait_for("都到")


def record(window: Window) -> None:
    """Three items, of which the second has a resolution."""
    window.press("record")
    window.wait_for("第1项")
    for number, speech in enumerate(SPEECHES, 1):
        window.type(speech)
        window.wait_for(speech[4:8])
        if number < len(SPEECHES):
            window.press("on")
            window.wait_for("决议")
            if number == 2:
                window.type(RESOLUTION)
                window.wait_for(RESOLUTION)
            window.press("on")
            window.wait_for(f"第{number + 1}项")
    window.press("hand in")
    window.wait_for("记录已存")


def news(window: Window) -> None:
    """A report of the facts."""
    window.press("report")
    window.wait_for("供稿单位")


def photos(window: Window, folder: Path) -> None:
    """Two pictures of a folder, each with its caption."""
    window.press("figures")
    window.wait_for("还没有配图")
    window.press("add")
    window.wait_for("加配图")
    window.type(str(folder))
    window.wait_for(folder.name)
    window.press("hand in")
    window.wait_for("选照片")
    for _ in CAPTIONS:
        window.press("mark")
    window.press("hand in")
    for number, caption in enumerate(CAPTIONS, 1):
        window.wait_for(f"配图{number}的图注")
        window.type(caption)
        window.wait_for(caption)
        window.press("take")
    window.wait_for(*CAPTIONS)


def look(window: Window) -> None:
    """The report as it will be printed."""
    window.press("look")
    window.wait_for("第")
    window.press("back")
    window.wait_for(*CAPTIONS)


def export(window: Window, exports: Path) -> None:
    """The report, then the papers of the meeting, into one folder."""
    window.press("export")
    window.wait_for("写到")
    window.press("take")
    window.until(lambda: len(list(exports.rglob("*.docx"))) == 1, "the report's file")
    window.wait_for("已写出")
    window.press("meetings")
    window.wait_for("已记录")
    window.press("export")
    window.until(lambda: len(list(exports.rglob("*.docx"))) > 4, "the meeting's files")


def lacking(exports: Path) -> list[str]:
    """What was entered and stands in no file of the folder."""
    folders = {path.parent for path in exports.rglob("*.docx")}
    if len(folders) != 1:
        return [f"{len(folders)} folders instead of one"]
    words, pictures = "", 0
    for path in next(iter(folders)).rglob("*.docx"):
        with zipfile.ZipFile(path) as document:
            words += re.sub("<[^>]+>", "", document.read("word/document.xml").decode("utf-8"))
            pictures += sum(name.startswith("word/media/") for name in document.namelist())
    wanted = ["支部党员大会", "讨论转正", "行政楼201", "林知远", GUEST, *ITEMS, *MATERIALS, RESOLUTION, *CAPTIONS]
    wanted += [speech.partition("：")[2] for speech in SPEECHES]
    wanted += [name for name, *_ in EXCEPTIONS]
    missing = [each for each in wanted if each not in words]
    return missing if pictures == len(CAPTIONS) else [*missing, f"{pictures} pictures"]


def main(size: str) -> int:
    with tempfile.TemporaryDirectory(prefix="branchtui-keys-", ignore_cleanup_errors=True) as folder:
        place = home(Path(folder) / "home")
        place.ensure()
        open_database(place.database)
        build_demo(now=datetime.now(), photos=PhotoStore(place.photos, place.cache))
        close_database()
        pictures = Path(folder) / "photos"
        pictures.mkdir()
        for name in ("figure1.jpg", "figure2.jpg"):
            shutil.copy(assets.path("demo", name), pictures / name)
        exports = place.exports
        window = Window(size)
        steps: tuple[tuple[str, Callable[[], None]], ...] = (
            ("plan", lambda: plan(window)),
            ("hold", lambda: hold(window)),
            ("roll, 4 exceptions", lambda: roll(window)),
            ("record, 3 items, a resolution", lambda: record(window)),
            ("news from facts", lambda: news(window)),
            ("2 photos with captions", lambda: photos(window, pictures)),
            ("look", lambda: look(window)),
            ("export", lambda: export(window, exports)),
        )
        window.start(place)
        try:
            for window.step, play in steps:
                play()
                print(f"{window.counts[window.step]:4}  {window.step}", flush=True)
        finally:
            window.close()
        total = sum(window.counts.values())
        print(f"{total:4}  keys in all, at most {BAR}")
        missing = lacking(exports)
        if missing:
            print(f"not in the exported folder: {'、'.join(missing)}")
        return int(bool(missing) or total > BAR)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "120x36"))
