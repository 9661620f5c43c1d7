"""The rows of 今天 in their groups: what was not stored, what is overdue, contradictory, due, coming, and done."""

from collections.abc import Sequence
from itertools import groupby

from branchtui.rules.duties.duty import GROUPS, Board, Duty
from branchtui.ui.commands.rooms import SHEET_FORMS
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.editing.draft_saver import Draft
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.values import NamedTuple


class Group(NamedTuple):
    """What a group is called, the name of the sign before its rows, and their role."""

    word: str
    sign: str
    role: str

    def mark(self, glyphs: Glyphs) -> str:
        """The sign as the terminal draws it."""
        sign: str = getattr(glyphs, self.sign)
        return sign


UNSTORED = Group("未存完", "wrong", "due")
_LOOKS = {
    "overdue": ("wrong", "bad"),
    "contradictions": ("wrong", "bad"),
    "due": ("open", "due"),
    "coming": ("half", "info"),
    "done": ("full", "good"),
}
_GROUPS = {name: Group(word, *_LOOKS[name]) for name, word in GROUPS.items()}
OVERDUE, COMING, DONE = (_GROUPS[name] for name in ("overdue", "coming", "done"))


class TodayRow(NamedTuple):
    """One line: a duty, or left-over texts of one form or cell (`drafts` are their places)."""

    group: Group
    words: str
    when: str = ""
    duty: Duty | None = None
    drafts: tuple[DraftKey, ...] = ()

    @property
    def plan(self) -> str:
        """The kind of meeting that Enter plans, if any."""
        return self.duty.plan if self.duty is not None else ""

    def has(self, words: Sequence[str]) -> bool:
        """Whether each of these words of a filter stands in it."""
        said = f"{self.group.word}{self.words}{self.duty.basis if self.duty is not None else ''}"
        return all(word in said for word in words)


def rows_of(board: Board, left: Sequence[tuple[DraftKey, Draft]]) -> list[TodayRow]:
    """Every row in order, texts that were not stored on top."""
    together: dict[DraftKey, list[tuple[DraftKey, Draft]]] = {}
    for place, draft in left:
        together.setdefault(place.whole, []).append((place, draft))
    rows = [
        TodayRow(
            UNSTORED,
            _called(whole) + "；".join(f"{draft.label}：{draft.text}" for _, draft in texts),
            f"{texts[0][1].at:%m-%d %H:%M}",
            drafts=tuple(place for place, _ in texts),
        )
        for whole, texts in together.items()
    ]
    for name, duties in board.groups().items():
        rows += [TodayRow(_GROUPS[name], duty.duty, duty.when, duty) for duty in duties]
    return rows


def _called(whole: DraftKey) -> str:
    """Which sheet and row texts stand in, whose columns tell little by themselves; of any other form nothing."""
    if not whole.form.startswith(SHEET_FORMS):
        return ""
    from branchtui.ui.rooms.frameworks.sheet_forms import form_words

    words = form_words(whole.form)
    return f"{words} " if words else ""


def headings(rows: Sequence[TodayRow]) -> list[tuple[Ink, int]]:
    """The heading of each group that has rows, and how many it has."""
    found = []
    for group, mine in groupby(rows, lambda row: row.group):
        count = len(list(mine))
        found.append((Ink(f"{group.word} {count}", group.role, bold=True), count))
    return found
