"""User text is never read as markup, and screens keep to their own floor."""

import ast
from pathlib import Path

import pytest

import branchtui.ui
from branchtui.paths import Home
from tests.ui.conftest import opened

SOURCES = sorted(Path(branchtui.ui.__file__).parent.rglob("*.py"))
_TEXT_WIDGETS = {"Static", "Label", "Button", "Option"}
_CONTENT = {"Content"}


def _plain(node: ast.expr) -> bool:
    """Whether a text can't be read as markup: a constant of ours without brackets, or a Content."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and "[" not in node.value
    if isinstance(node, ast.Call):
        called = node.func
        while isinstance(called, ast.Attribute | ast.Call):
            called = called.value if isinstance(called, ast.Attribute) else called.func
        return isinstance(called, ast.Name) and called.id in _CONTENT
    return False


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_text_goes_through_markup(path: Path) -> None:
    wrong = []
    for call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        keywords = {keyword.arg: keyword.value for keyword in call.keywords}
        unmarked = isinstance(keywords.get("markup"), ast.Constant) and keywords["markup"].value is False  # type: ignore[attr-defined]
        if name in _TEXT_WIDGETS and call.args and not (unmarked or _plain(call.args[0])):
            wrong.append(f"{path.name}:{call.lineno} {name}")
        if name == "notify" and not unmarked:
            wrong.append(f"{path.name}:{call.lineno} notify without markup=False")
        if name == "update" and call.args and not _plain(call.args[0]):
            wrong.append(f"{path.name}:{call.lineno} update")
        if name in {"escape", "from_markup", "to_content"}:
            wrong.append(f"{path.name}:{call.lineno} {name}")
    assert wrong == []


HOSTILE = ["[/", "[red]红[/red]", "[@click=app.quit]退[/]", "a[0]=b['c']", "\\[x]", "$text", "{}%s", "】【"]


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_shown_as_it_is(seeded_home: Home, text: str) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("5", "n", f"'{text}", "ctrl+s", "end")
        await desk.until(lambda: f" {text[:8]}" in desk.text)
        assert any(text in words for words in desk.said)
        await desk.press("4", "enter", "tab", "ctrl+u", f"'{text}", "f4", "ctrl+n", "tab", f"'{text}", "ctrl+s")
        await desk.until(lambda: desk.text.count(text) >= 3)
        await desk.press("2", "n", "'党课", "enter", f"'{text}", "enter", f"'{text}", "ctrl+s")
        assert desk.app.is_running
