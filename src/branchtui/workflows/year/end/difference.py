"""What many rows or lines would write, looked at before anything is written."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

Sort = Literal["不能写入", "新增", "更改", "不变"]
SORTS: tuple[Sort, ...] = ("不能写入", "新增", "更改", "不变")
"""In the order in which they are shown."""


class Verdict(NamedTuple):
    """What becomes of one row or line: `called` is whom it is about, `words` what would be written, or why not."""

    line: int
    sort: Sort
    called: str
    words: str


class Difference(NamedTuple):
    """All of them; `write` writes them as one act and gives the sentence that says so, `unread` are columns left out.

    `write` raises BranchError where nothing may be written.
    """

    verdicts: Sequence[Verdict]
    write: Callable[[], str]
    unread: Sequence[str] = ()
    whole: bool = True  # whether nothing may be written while a row is refused

    def of(self, sort: Sort) -> list[Verdict]:
        """Those of which that becomes."""
        return [verdict for verdict in self.verdicts if verdict.sort == sort]

    @property
    def writes(self) -> bool:
        """Whether something is going to be written."""
        return bool(self.of("新增") or self.of("更改")) and not (self.whole and self.of("不能写入"))
