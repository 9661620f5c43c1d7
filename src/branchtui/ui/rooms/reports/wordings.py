"""用语: what the branch writes instead, what is no fault here, and expressions it keeps to the mark."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from branchtui.store.models import Row
from branchtui.store.models.publishing import WORDINGS
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.queries.registers.wordings import WordingList, WordingRow
from branchtui.ui.commands import table
from branchtui.ui.rooms.people.registers.base import Told
from branchtui.ui.rooms.people.registers.of_register import OfRegister
from branchtui.ui.screens.form import Field
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers.wordings import WORDING

_COLUMNS: list[Column[WordingRow]] = [
    Column("原文用语", 16, lambda row: row.text, grow=True, names=True),
    Column("处理", 8, lambda row: row.how, role="quiet"),
    Column("改为", 16, lambda row: row.instead),
    Column("依据", 14, lambda row: row.source, from_width=74, role="quiet"),
]


class WordingsScreen(OfRegister[WordingRow]):
    """All of them by their texts."""

    ROOM, PLACE = "reports", "wordings"
    TABLE, FORM, NOUN = "lexicon_entry", "register-wording", "用语"
    REGISTER = WORDING
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("wordings")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "本支部还没有自己的用语。按 Ctrl+N 增加一条：校对时照着提醒，或不再当作错。"
        super().__init__(ListPane(_COLUMNS, WordingList, title="用语", empty=empty), thing)

    def fields(self, row: Row | None) -> Sequence[Field]:
        kinds = list(map(Suggestion, WORDINGS.values()))
        usual = None if row else lambda values: WORDINGS["replace"]
        return [
            replace(field, offers=lambda values: kinds, only=True, default=usual) if field.key == "kind" else field
            for field in super().fields(row)
        ]

    def told(self, row: WordingRow) -> tuple[str, Sequence[Told]]:
        return row.text, [Told("处理", row.how), Told("改为", row.instead), Told("依据", row.source)]
