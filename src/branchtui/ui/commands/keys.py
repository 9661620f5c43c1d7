"""Keys: Textual's names of them, how a reader names them, and what a Chinese input method sends in their place."""

import difflib
import re
import string
import unicodedata
from collections.abc import Iterable

from textual.keys import ASCII_KEY_NAMES, KEY_NAME_REPLACEMENTS

from branchtui.errors import UsageError
from branchtui.ui.text.cells import one_line

# What a Chinese input method sends for a punctuation key.
_TWINS = {
    "slash": ("ideographic_comma", "fullwidth_solidus"),
    "question_mark": ("fullwidth_question_mark",),
    "colon": ("fullwidth_colon",),
    "asterisk": ("fullwidth_asterisk",),
    "comma": ("fullwidth_comma",),
    "left_square_bracket": ("left_black_lenticular_bracket", "fullwidth_left_square_bracket"),
    "right_square_bracket": ("right_black_lenticular_bracket", "fullwidth_right_square_bracket"),
}
_WORDS = {
    "enter": "回车",
    "escape": "Esc",
    "up": "上",
    "down": "下",
    "left": "左",
    "right": "右",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "space": "空格",
    "backspace": "退格",
    "delete": "Del",
    "insert": "Ins",
}


def key_of(character: str) -> str:
    """The name that Textual gives the key of one character: a letter's is itself, a mark's its name in Unicode."""
    name = character
    if not character.isalnum():
        name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
        name = name or ASCII_KEY_NAMES.get(character, character)
    return KEY_NAME_REPLACEMENTS.get(name, name)


_PUNCTUATION = {key_of(char): char for char in string.punctuation}
_FUNCTION_KEYS = [f"f{number}" for number in range(1, 13)]
_NAMED = {
    **{name: name for name in (*_WORDS, *_FUNCTION_KEYS)},
    **{word.lower(): name for name, word in _WORDS.items()},
    **{name: name for name in _PUNCTUATION},
    "return": "enter",
}
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace"}  # one key to a terminal
_TEXT_KEYS = {"ctrl+c": "复制", "ctrl+x": "剪切", "ctrl+v": "粘贴"}
_NO_CTRL = frozenset({"enter", "escape", "tab", "space", "backspace"})  # most terminals send them without Ctrl
_EDITING = frozenset({"enter", "backspace", "delete"})
_EDITING |= {"left", "right", "up", "down", "home", "end", "pageup", "pagedown"}
# Other keys that Textual's editors have a use for.
_EDITORS_OWN = frozenset({"ctrl+a", "ctrl+d", "ctrl+e", "ctrl+f", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+y", "ctrl+z"})
_EDITORS_OWN |= {"ctrl+left", "ctrl+right", "ctrl+backspace"}
_EXAMPLES = "可写 F9、Ctrl+K、n、回车、空格、PgDn 这样的键。"


def with_twins(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys and what a Chinese input method sends in their place: full-width punctuation, letters and digits."""
    out: list[str] = []
    for key in keys:
        out.append(key)
        out.extend(_TWINS.get(key, ()))
        if len(key) == 1 and "!" <= key <= "~":
            out.append(chr(ord(key) - ord("!") + ord("！")))
    return tuple(out)


def survives_ime(key: str) -> bool:
    """Whether the key, or its full-width twin, reaches the app while a Chinese input method is on."""
    return len(key) > 1 or key.isdecimal()


def is_character(key: str) -> bool:
    """Whether an editor would take the key as text."""
    return len(key) == 1 or key == "space" or key in _PUNCTUATION


def is_function_key(key: str) -> bool:
    return key in _FUNCTION_KEYS


def is_editing_key(key: str) -> bool:
    """Whether an editor needs the key: as text, or to move about in it."""
    return is_character(key) or key in _EDITING


def is_kept_by_editors(key: str) -> bool:
    """Whether a focused editor takes the key for itself, whatever else it is bound to behind it."""
    return is_editing_key(key) or key in _EDITORS_OWN


def key_word(key: str) -> str:
    """A key as a reader would name it: 回车, Ctrl+N, F8."""
    *modifiers, last = key.split("+")
    if last in _WORDS:
        last = _WORDS[last]
    elif modifiers or is_function_key(last):
        last = last.upper()
    else:
        last = _PUNCTUATION.get(last, last)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), last])


def keys_written(written: str) -> tuple[str, ...]:
    """Textual's names of the keys that a person wrote, parted by commas. Raises UsageError for what is no key."""
    return tuple(dict.fromkeys(_key_written(one) for one in re.split("[,，]", written)))


def _key_written(written: str) -> str:
    """One key, spelled as Textual, the key bar or a person spells it. Only of a single letter the case matters."""
    text = unicodedata.normalize("NFKC", written).strip()
    shown = one_line(text)[:30]
    if not text:
        raise UsageError(f"按键空着，或多了一个逗号。{_EXAMPLES}")
    *words, last = text.split("+") if text != "+" else [text]
    modifiers = sorted({word.strip().lower() for word in words})
    name = _NAMED.get(last.strip().lower())
    if name is None and len(last) == 1 and "!" <= last <= "~":
        name = key_of(last.lower() if modifiers else last)
    if name is None or not set(modifiers) <= {"alt", "ctrl", "shift"}:
        raise UsageError(f"不认识按键“{shown}”。{_nearest(text)}")
    key = "+".join([*modifiers, name])
    _refuse_what_never_comes(key, modifiers, name)
    return key


def _refuse_what_never_comes(key: str, modifiers: list[str], last: str) -> None:
    word = key_word(key)
    if key in _TEXT_KEYS:
        raise UsageError(f"{word} 在文字里是{_TEXT_KEYS[key]}，不能换作别的。{_EXAMPLES}")
    if key in _SAME:
        raise UsageError(f"{word} 和 {_WORDS[_SAME[key]]} 对终端是同一个键，请换一个。{_EXAMPLES}")
    if modifiers == ["shift"] and is_character(last):
        raise UsageError(f"{word} 请直接写它打出来的字符，如大写字母。")
    if modifiers and last == "f3":
        raise UsageError(f"{word} 和终端回答光标位置的话是同一串字节，认不出来，请换一个。{_EXAMPLES}")
    letter = len(last) == 1 and last.isalpha()
    if "ctrl" in modifiers and (last in _NO_CTRL or (is_character(last) and not letter)):
        raise UsageError(f"多数终端收不到 {word}，请换一个。{_EXAMPLES}")


def _nearest(text: str) -> str:
    words = [*_WORDS.values(), *_WORDS, *(key.upper() for key in _FUNCTION_KEYS)]
    words += [f"Ctrl+{chr(ord('A') + number)}" for number in range(26)]
    by_case = {word.lower(): word for word in words}
    near = difflib.get_close_matches(text.lower(), by_case, 1, 0.6)
    return f"是不是“{by_case[near[0]]}”？" if near else _EXAMPLES
