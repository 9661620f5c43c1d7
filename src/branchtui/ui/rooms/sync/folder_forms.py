"""The shared folder: where it is, and its passphrase, a new one or that of the branch."""

from collections.abc import Callable
from functools import partial
from typing import Any

from branchtui.errors import BranchError
from branchtui.files.exchange.folder import SharedFolder
from branchtui.ui.jobs import Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.fields import Field, Values
from branchtui.ui.screens.form import FormScreen, ask
from branchtui.ui.text.typed_path import typed_path
from branchtui.workflows.exchange import setting_up, status

After = Callable[[], object]
_FOLDER = "坚果云、网络盘、U 盘里的一个文件夹；内容全部加密，别的电脑也选同一个。"
_NEW = "给这个文件夹定一个口令，别的电脑加入时要输一次。忘了它，里面的内容谁也打不开，各台电脑里的数据不受影响。"
_LEAST = f"口令至少 {setting_up.LEAST} 个字。"


def ask_for_folder(screen: PlaceScreen, after: After | None = None) -> None:
    """Ask for the folder, then for its passphrase. Raises BranchError."""
    stood = status.status().folder
    found: list[tuple[SharedFolder, bool]] = []

    def submit(typed: str) -> Job[Any]:
        place = setting_up.shared(setting_up.chosen(typed_path(typed)))

        def look(progress: object) -> bool:
            return setting_up.has_key(place)

        def looked(there: bool) -> str:
            found.append((place, there))
            return "找到了支部的同步文件夹，请输入口令。" if there else "这里还没有同步过，请定一个口令。"

        return Job("看同步文件夹", look, looked)

    def next_form() -> None:
        place, there = found[-1]
        if there:
            ask_passphrase(screen, place, after=after)
        else:
            ask_new(screen, partial(setting_up.begin, place), words="设同步文件夹", note=_NEW, after=after)

    screen.app.push_screen(
        ask(
            "exchange-folder",
            "设同步文件夹",
            "文件夹",
            submit,
            value=str(stood or ""),
            placeholder="完整的路径，也可以拖进来",
            room="sync",
            note=_FOLDER,
            after=next_form,
        )
    )


def ask_passphrase(screen: PlaceScreen, place: SharedFolder, *, note: str = "", after: After | None = None) -> None:
    """Ask for the passphrase of a folder that is in use; it is kept as long as the app is open."""

    def submit(values: Values) -> Job[Any]:
        return _using(screen, "核对口令", partial(setting_up.join, place, values["passphrase"]))

    field = Field("passphrase", "口令", placeholder="打开一次程序只问一次", hidden=True)
    title = f"同步文件夹 {place.folder.name}"
    screen.app.push_screen(FormScreen("exchange-key", title, [field], submit, room="sync", note=note, after=after))


def ask_new(
    screen: PlaceScreen, make: Callable[[str], str], *, words: str, note: str, after: After | None = None
) -> None:
    """Ask for a new passphrase, twice, and `make` the key with it; `words` say what that is."""

    def submit(values: Values) -> Job[Any]:
        if values["passphrase"] != values["again"]:
            raise BranchError("两遍口令不一样，请重新输入。")
        return _using(screen, words, partial(make, values["passphrase"]))

    fields = [Field("passphrase", "新口令", hidden=True), Field("again", "再输一遍", hidden=True)]
    screen.app.push_screen(
        FormScreen("exchange-new-key", words, fields, submit, room="sync", note=f"{note}{_LEAST}", after=after)
    )


def _using(screen: PlaceScreen, words: str, make: Callable[[], str]) -> Job[Any]:
    """The key, made or unlocked beside the screens, for it takes seconds; it is kept as long as the app is open."""

    def done(key: str) -> str:
        screen.shell.exchange.key = key
        return "口令已记住，退出前不再问。"

    return Job(words, lambda progress: make(), done)
