"""设置: the settings of this machine in a form; what can be is applied at once."""

from collections.abc import Mapping

from branchtui.errors import UsageError
from branchtui.settings import Settings, change, load
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.commands.table import keys_for
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.fields import Field, Offers, Values
from branchtui.ui.screens.form import FormScreen
from branchtui.ui.text.typed_path import typed_path

# What each setting is called, and what each of its values is.
_NAMES = {"theme": "配色", "lines": "边框和记号", "pictures": "纸面里的照片", "page_keys": "翻页", "mouse": "鼠标"}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "theme": {"dark": "深色", "light": "浅色", "ansi": "终端自己的 16 色"},
    "lines": {"auto": "看终端", "lines": "总用线条", "ascii": "总用 - | #"},
    "pictures": {"auto": "终端画得好才画", "on": "总是画", "off": "只写图号"},
    "page_keys": {"page": "一页", "half": "半页"},
    "mouse": {"true": "用", "false": "不用"},
}
_LATER = ("lines", "mouse")  # decided at the start
_EXPORTS = "exports"


def settings_form(screen: PlaceScreen) -> FormScreen:
    """The form. Raises UsageError where the settings file has a mistake."""
    shell = screen.shell
    path = shell.home.settings
    stood = _shown(load(path, keys_for))
    fields = [Field(name, label, stood[name], offers=_offers(name), only=True) for name, label in _NAMES.items()]
    fields.append(Field(_EXPORTS, "导出文件夹", stood[_EXPORTS], f"不写就是 {shell.home.exports}"))

    def submit(values: Values) -> str:
        wanted = {name: _value(name, values[name]) for name in values if values[name] != stood[name]}
        for name, value in wanted.items():
            change(path, name, value, keys_for)
        shell.use(load(path, keys_for))
        later = "、".join(_NAMES[name] for name in _LATER if name in wanted)
        if not wanted:
            return "设置没有变。"
        return "设置已改。" + (f"{later}下次打开时生效。" if later else "")

    note = "只管这台电脑；按键请用 branchtui set 改。"
    return FormScreen("settings", "设置", fields, submit, room=screen.ROOM, note=note)


def _shown(settings: Settings) -> dict[str, str]:
    stored = {name: getattr(settings, name) for name in _NAMES}
    shown = {name: _WORDS[name][str(value).lower()] for name, value in stored.items()}
    return {**shown, _EXPORTS: str(settings.exports or "")}


def _offers(name: str) -> Offers:
    return lambda values: [Suggestion(words) for words in _WORDS[name].values()]


def _value(name: str, typed: str) -> str:
    if name == _EXPORTS:
        return str(typed_path(typed)) if typed else ""
    for value, words in _WORDS[name].items():
        if typed == words:
            return value
    raise UsageError(f"{_NAMES[name]}只能是{'、'.join(_WORDS[name].values())}。")
