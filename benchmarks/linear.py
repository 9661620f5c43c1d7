"""What hostile input costs when there is four times as much of it. `python benchmarks/linear.py`

CPU milliseconds, the least of several turns, of what the tests feed to the readers of articles and templates, and of
one key in an editor after a long line was pasted. Bars: four times the input costs at most six times as much (ten
milliseconds are the finest that counts); the key costs at most twice one in an editor with an ordinary text.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.files.articles.test_article import HOSTILE, LONG, PARA
from tests.files.articles.test_word_text import chained
from tests.files.word.test_template import HALF_TOKENS, filled, scattered
from tests.ui.text.test_paste import LINE
from textual.app import App, ComposeResult
from textual.widgets import TextArea

from branchtui.files.articles import read_article
from branchtui.files.word.inspection import TOKEN
from branchtui.ui.text.paste import for_area

TURNS, TIMES, BAR, FINEST, KEY_BAR = 3, 4, 6, 10.0, 2


def main() -> int:
    missed = []
    print(f"{'':34}{'a quarter':>12}{'whole':>12}{'ratio':>8}")
    for name, prepare, size in _cases():
        short, whole = _least(prepare(size // TIMES)), _least(prepare(size))
        ratio = max(whole, FINEST) / max(short, FINEST)
        print(f"{name:34}{short:9.1f} ms{whole:9.1f} ms{ratio:8.2f}")
        missed += [name] if ratio > BAR else []
    usual, pasted = asyncio.run(_keys())
    print(f"{'a key after an ordinary text':34}{usual:21.1f} ms")
    print(f"{'a key after a long line':34}{pasted:21.1f} ms{pasted / usual:8.2f}")
    missed += ["a key after a long line"] if pasted / usual > KEY_BAR else []
    print(f"missed: {', '.join(missed) or 'none'}")
    return bool(missed)


def _cases() -> list[tuple[str, Callable[[int], Callable[[], object]], int]]:
    """Name, what makes the work for a size, and the size."""

    def article(text: Callable[[int], str], name: str) -> Callable[[int], Callable[[], object]]:
        def prepare(size: int) -> Callable[[], object]:
            data = f"学院召开教学工作会议\n{text(size)}\n{PARA}\n".encode()
            return lambda: read_article(data, name)

        return prepare

    def half(text: Callable[[int], str]) -> Callable[[int], Callable[[], object]]:
        def prepare(size: int) -> Callable[[], object]:
            tokens = text(size)
            return lambda: TOKEN.search(tokens)

        return prepare

    def styled(ring: bool) -> Callable[[int], Callable[[], object]]:
        def prepare(size: int) -> Callable[[], object]:
            data = chained(size, ring=ring)
            return lambda: read_article(data, "稿件.docx")

        return prepare

    def template(size: int) -> Callable[[], object]:
        data = scattered(size)
        return lambda: filled(data)

    return [
        *(
            (f"article: {key} in {kind}", article(text, kind), LONG)
            for key, text in HOSTILE.items()
            for kind in ("a.txt", "a.md")
        ),
        *((f"half a token: {key}", half(text), 300_000) for key, text in HALF_TOKENS.items()),
        ("styles in a chain", styled(False), 20_000),
        ("styles in a ring", styled(True), 20_000),
        ("tokens over many runs", template, 3_000),
    ]


def _least(work: Callable[[], object]) -> float:
    """CPU milliseconds."""
    taken = []
    for _ in range(TURNS):
        began = time.process_time()
        work()
        taken.append((time.process_time() - began) * 1000)
    return min(taken)


class _Editor(App[None]):
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield TextArea(self._text, soft_wrap=True, compact=True)


async def _keys() -> tuple[float, float]:
    """CPU milliseconds of a key at the end of an ordinary text of that length, and of a pasted line."""
    return await _key("\n".join([LINE[:200]] * (len(LINE) // 200))), await _key(for_area(LINE)[0])


async def _key(text: str) -> float:
    async with _Editor(text).run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+end")

        async def press() -> None:
            await pilot.press("x")

        return await _least_of(press)


async def _least_of(work: Callable[[], Awaitable[None]]) -> float:
    taken = []
    for _ in range(TURNS * 3):
        began = time.process_time()
        await work()
        taken.append((time.process_time() - began) * 1000)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
