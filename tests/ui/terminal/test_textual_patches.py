"""Textual's private parts: two modules alone reach for them, and each part that they use is still there."""

import ast
import gc
import importlib
import inspect
import pkgutil
import re
import string
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rich.segment import ControlType, Segment
from rich.style import Style
from textual import _styles_cache, keys
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._compositor import Compositor
from textual.app import App
from textual.color import Color
from textual.drivers import _writer_thread
from textual.message_pump import MessagePump
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.widget import Widget

import branchtui
from branchtui.paths import Home
from branchtui.ui.commands.keys import key_of
from branchtui.ui.terminal import textual_patches
from branchtui.ui.terminal.textual_patches import remember_tints
from tests.ui.conftest import opened

SOURCE = Path(branchtui.__file__).parent
PATCHES = {SOURCE / "ui" / "terminal" / f"{name}.py" for name in ("textual_patches", "widget_classes")}
MEND = "move it into ui/terminal/textual_patches.py, with what it works around, the issue it waits for, and a test here"
PEEWEE = "_meta"  # of Peewee, whose documented name it is
NAMED_TUPLE = frozenset({"_replace", "_make"})  # documented, and named so to stay clear of the fields
PRIVATE = re.compile(r"_(?!_)\w+")

# --- each part that is used is still there ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holder", "name", "user"),
    [
        (MessagePump, "_dispatch_message", "outlive_sentences"),
        (App, "_handle_exception", "outlive_sentences, CrashHandlingApp"),
        (_writer_thread, "WriterThread", "PatientWriter"),
        (_styles_cache.StylesCache.get_inner_outer, "__wrapped__", "free_styles_caches"),
        (Widget(), "_styles_cache", "free_styles_caches"),
        (Compositor, "_render_chops", "keep_wide_characters"),
        (App(), "_notifications", "withdraw_toasts"),
        (App, "_unnotify", "withdraw_toasts"),
        (App, "_begin_batch", "CrashHandlingApp.draw_no_more"),
        (App(), "_batch_count", "draw_nothing_in_vain"),
        (Screen, "_compositor_refresh", "draw_nothing_in_vain"),
        (App, "_close_messages_no_wait", "CrashHandlingApp.end_at_once"),
        (App, "_exception_event", "CrashHandlingApp.end_at_once"),
        (App(), "_exception", "CrashHandlingApp.end_as_failed"),
        (App(), "_return_code", "CrashHandlingApp.end_as_failed"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("_") else "",
)
def test_the_private_part_is_still_there(holder: object, name: str, user: str) -> None:
    assert hasattr(holder, name), f"this Textual has no {name} any more; see to {user} in textual_patches.py"


@pytest.mark.skipif(sys.platform == "win32", reason="the driver of Linux and macOS")
@pytest.mark.parametrize(
    ("name", "user"),
    [
        ("WriterThread", "outlive_terminal"),
        ("getincrementaldecoder", "outlive_bytes"),
        ("XTermParser", "begin_input_with"),
    ],
)
def test_the_driver_takes_what_stands_in_its_module(name: str, user: str) -> None:
    from textual.drivers import linux_driver

    used = f"{name}(" in inspect.getsource(linux_driver.LinuxDriver)
    assert used, f"this Textual's driver calls no {name} any more; see to {user} in textual_patches.py"


def test_the_writer_has_a_queue_and_a_file() -> None:
    thread: Any = _writer_thread.WriterThread(sys.stdout)
    told = "this Textual's WriterThread has no {} any more; see to PatientWriter in textual_patches.py"
    for name in ("_queue", "_file"):
        assert hasattr(thread, name), told.format(name)


def test_textual_still_has_characters_of_the_option_key() -> None:
    assert isinstance(ANSI_SEQUENCES_KEYS, dict), "see to forget_option_keys in textual_patches.py"
    known = inspect.getsource(sys.modules["textual._ansi_sequences"])
    assert '"\\x1b1"' in known, "this Textual has no Option keys any more: take forget_option_keys out"


def test_keys_are_named_as_textual_names_them() -> None:
    characters = string.printable + "：，。、？！（）【】《》“”é中〇\x00\x7f"
    wrong = [character for character in characters if key_of(character) != keys._character_to_key(character)]
    assert not wrong, f"this Textual names the keys of {wrong} otherwise; see to key_of in ui/commands/keys.py"


# --- and nothing else reaches for them ---------------------------------------------------------------------------------


def _trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}


def _own(tree: ast.Module) -> Iterator[str]:
    """The private names that our code gives: functions, classes, names, and attributes of self."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Lines that import something private of Textual."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("textual.") and any(PRIVATE.fullmatch(part) for part in name.split(".")):
                yield node.lineno, name


def _classes() -> set[type]:
    """Every class of ours that is one of Textual's too."""
    found = set()
    for module in pkgutil.walk_packages([str(SOURCE / "ui")], "branchtui.ui."):
        for thing in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(thing) and any(_is_textual(base) for base in thing.__mro__):
                found.add(thing)
    return found


def _is_textual(base: type) -> bool:
    return base.__module__.split(".")[0] == "textual"


def _is_ours(base: type) -> bool:
    return base.__module__.startswith("branchtui.") and base.__module__ != "branchtui.ui.terminal.textual_patches"


@cache
def _classes_of(module: str) -> dict[str, ast.Module]:
    """The classes of a module, each as a tree of its own."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: ast.Module([node], []) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


@cache
def _names_of(base: type) -> frozenset[str]:
    """The private names that a class gives."""
    return frozenset(name for name in _own(_classes_of(base.__module__)[base.__name__]) if PRIVATE.fullmatch(name))


@pytest.mark.slow
def test_no_other_file_imports_or_uses_what_is_private() -> None:
    trees = _trees()
    own = {name for path, tree in trees.items() if path not in PATCHES for name in _own(tree)} | {PEEWEE} | NAMED_TUPLE
    found = []
    for path, tree in trees.items():
        if path in PATCHES or "ui" not in path.relative_to(SOURCE).parts[:1]:
            continue
        used = [
            (node.lineno, node.attr)
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and PRIVATE.fullmatch(node.attr) and node.attr not in own
        ]
        found += [f"{path.relative_to(SOURCE)}:{line} {name}" for line, name in (*_imported(tree), *used)]
    assert not found, "\n".join([*found, f"private parts of Textual: {MEND}"])


def test_no_name_of_ours_is_a_private_one_of_textual() -> None:
    """It would be taken for Textual's own, and either would break the other."""
    found = set()
    for one in _classes():
        theirs = set().union(*(_names_of(base) for base in one.__mro__ if _is_textual(base)))
        for ours in filter(_is_ours, one.__mro__):
            # Handlers such as _on_resize are called for each class on its own: none hides another.
            both = {name for name in _names_of(ours) & theirs if not name.startswith("_on_")}
            found |= {f"{ours.__module__}.{ours.__qualname__} {name}" for name in both}
    assert not found, "\n".join([*sorted(found), f"the name is Textual's own: choose another, or {MEND}"])


# --- what the mends mend -----------------------------------------------------------------------------------------------


@pytest.mark.slow
async def test_what_was_painted_goes_with_the_screen(seeded_home: Home) -> None:
    def painted() -> int:
        gc.collect()
        return sum(isinstance(thing, _styles_cache.StylesCache) for thing in gc.get_objects())

    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "escape")
        before = painted()
        for _ in range(3):
            await desk.press("enter", "escape")
        assert painted() <= before, "closed screens are kept with all they painted: see free_styles_caches"


def test_the_screen_behind_a_dialog_is_dimmed_as_textual_does_it() -> None:
    colour = Color(16, 32, 48, 0.7)
    styles = [None, Style(), Style(color="red", bold=True), Style(color="#112233", bgcolor="white", link="x")] * 2
    pieces = [Segment("字", style) for style in styles] + [Segment("", None, [(ControlType.HOME,)])]
    remember_tints()
    assert [*BackgroundScreen.process_segments(pieces, colour)] == [*textual_patches._tint(pieces, colour)]


async def test_nothing_is_drawn_while_updates_are_delayed_and_everything_afterwards(
    seeded_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[bool] = []
    whole, part = Compositor.render_full_update, Compositor.render_partial_update
    async with opened(seeded_home) as desk:
        app = desk.app
        for name, render in (("render_full_update", whole), ("render_partial_update", part)):

            def noted(*words: Any, render: Callable[..., Any] = render, **named: Any) -> Any:
                drawn.append(app._batch_count == 0)
                return render(*words, **named)

            monkeypatch.setattr(Compositor, name, noted)
        await desk.press("2", "5", "ctrl+n")
        assert "姓名" in desk.text
    assert drawn and all(drawn), "what is drawn while updates are delayed is thrown away: see draw_nothing_in_vain"


async def test_what_others_hide_is_not_drawn(seeded_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(seeded_home) as desk:
        drawn: list[Widget] = []
        render = Widget.render_lines
        monkeypatch.setattr(Widget, "render_lines", lambda widget, crop: drawn.append(widget) or render(widget, crop))
        desk.app.screen._compositor.render_full_update()
        assert drawn and desk.app.screen not in drawn, "every cell of a room is some widget's: see _chops"
