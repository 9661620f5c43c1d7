"""What many rows or lines would write, looked at before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from branchtui.errors import BranchError

Sort = Literal["不能导入", "请您定", "新增", "更改", "不变", "略过"]
SORTS: tuple[Sort, ...] = ("不能导入", "请您定", "新增", "更改", "不变", "略过")
"""In the order in which they are shown."""

MOST_ROWS = 5000
"""Of a sheet: a secretary does not look through more of them before they are written."""


class Verdict(NamedTuple):
    """What becomes of one row or line: `called` is whom it is about, `words` what would be written, or why not.

    `row` is the row that stands there already, `columns` what would be stored, `changes` what that would change, the old
    words with each. `reason` says why nothing is written of it, `told` what to know of it.
    """

    line: int
    sort: Sort
    called: str
    words: str
    row: bytes | None = None
    columns: Mapping[str, Any] = {}
    changes: Mapping[str, tuple[str, str]] = {}
    reason: str = ""
    told: str = ""


class Difference(NamedTuple):
    """All of them. `act` writes what is new and changed as one act; `unit` is the word that rows are counted with.

    `unread` are columns left out. While a row is refused nothing may be written, unless each stands for itself (`apart`).
    `question` is what is asked of those that are 请您定.
    """

    verdicts: Sequence[Verdict]
    act: Callable[["Difference"], object]
    unit: str
    unread: Sequence[str] = ()
    apart: bool = False
    question: str = ""

    def of(self, sort: Sort) -> list[Verdict]:
        """Those of which that becomes."""
        return [verdict for verdict in self.verdicts if verdict.sort == sort]

    @property
    def stopped(self) -> bool:
        """Whether nothing may be written because of rows that are refused."""
        return bool(self.of("不能导入")) and not (self.apart and self.writes)

    @property
    def writes(self) -> bool:
        """Whether something is going to be written."""
        return bool(self.of("新增") or self.of("更改")) and (self.apart or not self.of("不能导入"))

    @property
    def counted(self) -> str:
        """How many are new and changed, in words."""
        counts: dict[Sort, int] = {sort: len(self.of(sort)) for sort in ("新增", "更改")}
        return "，".join(f"{sort} {count} {self.unit}" for sort, count in counts.items() if count)

    def write(self) -> str:
        """Write it; the sentence that says so. Raises BranchError where nothing may be written, or a row is to be decided."""
        if self.stopped:
            refused = self.of("不能导入")
            raise BranchError(
                f"有 {len(refused)} 行不能导入，什么都没有写入。第 {refused[0].line} 行：{refused[0].reason} 请改好后重新导入。"
            )
        if asked := self.of("请您定"):
            raise BranchError(f"有 {len(asked)} 行{self.question}，要您定，什么都没有写入。")
        if not self.writes:
            return "没有要写入的变化。"
        self.act(self)
        return f"已写入：{self.counted}。"


def refuse_too_many(rows: int) -> None:
    """Raises BranchError for a sheet of more than `MOST_ROWS` rows."""
    if rows > MOST_ROWS:
        raise BranchError(f"这张表有 {rows} 行，超过 {MOST_ROWS} 行，没有读。请分成几份再导入。")


def refused(line: int, called: str, reason: str, told: str = "") -> Verdict:
    """Of a row that can't be written."""
    return Verdict(line, "不能导入", called, in_words(reason, told), reason=reason, told=told)


def in_words(*said: str) -> str:
    """In one line."""
    return "，".join(filter(None, said))


def changes_words(changes: Mapping[str, tuple[str, str]], label: Callable[[str], str]) -> list[str]:
    """Each change with the name of its column, and the old words where there are any."""
    return [f"{label(name)} {old} → {new}" if old else f"{label(name)} {new}" for name, (old, new) in changes.items()]
