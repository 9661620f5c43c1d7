"""Ctrl+F: find any thing by its words and open it."""

from collections.abc import Sequence

from branchtui.store.queries.finding.search import Finder, Hit
from branchtui.ui.commands.rooms import KINDS
from branchtui.ui.screens.choice import ChoiceScreen
from branchtui.ui.shell import Shell
from branchtui.ui.text.rows import Column

_COLUMNS: list[Column[Hit]] = [
    Column("", 6, lambda hit: KINDS[hit.kind][1].word),
    Column("", 10, lambda hit: hit.day, from_width=66),
    Column("", 24, lambda hit: hit.title, grow=True),
    Column("", 24, lambda hit: hit.words, from_width=56),
]


async def open_find(app: Shell) -> None:
    """Ask for words, show what holds them, open the one chosen."""

    async def chosen(hit: Hit | None) -> None:
        if hit is not None:
            await app.open_thing(hit.kind, hit.id, KINDS[hit.kind][1].text if hit.in_text else "")

    finder = Finder()  # one for all that is typed: a letter more looks only in what was found

    def search(text: str, _: Sequence[Hit]) -> Sequence[Hit]:
        return finder.search(text)

    title = "查找：会议、记录、新闻稿、人员、往来、示范岗、服务"
    await app.push_screen(ChoiceScreen(title, _COLUMNS, [], search, resting=True), chosen)
