"""What a point asks (needs) and what counts for it by itself (selects), read from plain tables and written back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, NoReturn, TypeVar

from branchtui.errors import BranchError
from branchtui.rules.frameworks.things import LEVELS, THINGS
from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.nearest import near

_W = TypeVar("_W", bound=str)
Per = Literal["month", "quarter", "term", "year", "cycle", "once"]
PERS: dict[Per, str] = {
    "month": "每月",
    "quarter": "每季度",
    "term": "每学期",
    "year": "每年",
    "cycle": "整个周期",
    "once": "一次",
}
Each = Literal["member", "committee", "post"]
EACH: dict[Each, str] = {"member": "每名党员", "committee": "每名支委", "post": "每个岗位"}
MEASURES = {
    "study_hours": "学时",
    "served": "服务人次",
    "services": "服务次数",
    "service_hours": "服务时长",
    "attendance": "到会率（%）",
}
"""What can be measured of a period, by the name that a file uses."""

Form = Literal["count", "each", "measure", "within", "plain"]


@dataclass(frozen=True, slots=True)
class Select:
    """Things that come in without a key: of a table, of these kinds (none: any), of at least this level."""

    thing: str
    kind: tuple[str, ...] = ()
    level_at_least: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """One need of a point. `key` is its own within the point; `local` says that it is custom and no regulation.

    count: `count` things a period. each: every person or post has a measure, or things. measure: at least that much.
    within: a thing at most `within_days` ago. plain: only what is marked by hand satisfies it.
    """

    key: str
    say: str
    form: Form
    thing: str = ""
    kind: tuple[str, ...] = ()
    level_at_least: str = ""
    each: Each | Literal[""] = ""
    measure: str = ""
    at_least: int = 0
    count: int = 1
    per: Per = "cycle"
    within_days: int = 0
    papers: tuple[str, ...] = ()
    unit: str = ""
    price: float = 0.0
    source: str = ""
    local: bool = False

    @property
    def select(self) -> Select | None:
        """What counts for it, None where nothing does by itself."""
        return Select(self.thing, self.kind, self.level_at_least) if self.thing else None


_NEED = ("key", "say", "thing", "kind", "level_at_least", "each", "measure", "at_least", "count", "per", "within_days")
_MORE = ("papers", "unit", "price", "source", "practice")
_TEXTS = ("key", "say", "unit", "source")


def selects_of(tables: object, kinds: Iterable[str]) -> tuple[Select, ...]:
    """The selects of a point. `kinds` are the kinds of meetings there are. Raises BranchError that says what is wrong."""
    known = tuple(kinds)
    return tuple(_select(table, known) for table in _tables(tables, "select"))


def needs_of(tables: object, kinds: Iterable[str], papers: Iterable[str]) -> tuple[Need, ...]:
    """The needs of a point, each with a key (the place of one that has none). Raises BranchError that says what is wrong."""
    known, printable = tuple(kinds), tuple(papers)
    needs = tuple(
        _need(table, number, known, printable) for number, table in enumerate(_tables(tables, "need"), start=1)
    )
    keys = [need.key for need in needs]
    if twice := next((key for key in keys if keys.count(key) > 1), ""):
        raise BranchError(f"两项需要的 key 都是“{twice}”，请改掉一个。")
    return needs


def select_table(select: Select) -> dict[str, Any]:
    """A select as a plain table, which reads back as the same."""
    return _without_defaults(select, ())


def need_table(need: Need) -> dict[str, Any]:
    """A need as a plain table, which reads back as the same."""
    table = _without_defaults(need, ("form", "local"))
    return table | ({"practice": "local"} if need.local else {})


def _without_defaults(row: Select | Need, left_out: Sequence[str]) -> dict[str, Any]:
    values = {
        field.name: (getattr(row, field.name), field.default) for field in fields(row) if field.name not in left_out
    }
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, (value, default) in values.items()
        if value != default
    }


def _tables(tables: object, what: str) -> list[Mapping[str, Any]]:
    if not isinstance(tables, list) or not all(isinstance(each, Mapping) for each in tables):
        _wrong(what, "要写成 [ { … }, { … } ]")
    return tables


def _select(table: Mapping[str, Any], kinds: Sequence[str]) -> Select:
    _known(table, ("thing", "kind", "level_at_least"))
    if not table.get("thing"):
        _wrong("select", "要写明 thing（哪一种材料）")
    return Select(_thing(table), _kind(table, kinds), _level(table))


def _need(table: Mapping[str, Any], number: int, kinds: Sequence[str], papers: Sequence[str]) -> Need:
    _known(table, (*_NEED, *_MORE))
    texts = {name: _text(table, name) for name in _TEXTS}
    if not texts["say"]:
        _wrong("need", "要写明 say（要求的是什么）")
    numbers = {name: _number(table, name) for name in ("count", "at_least", "within_days")}
    each = _one_of(table, "each", EACH)
    measure = _one_of(table, "measure", MEASURES)
    thing = _thing(table)
    form: Form = (
        "within"
        if numbers["within_days"]
        else "each"
        if each
        else "measure"
        if measure
        else "count"
        if thing
        else "plain"
    )
    if measure and not numbers["at_least"]:
        _wrong("measure", "要写明 at_least（至少多少）")
    if form in ("each", "within") and not (thing or measure):
        _wrong(form, "要写明 thing 或 measure")
    practice = _text(table, "practice")
    if practice not in ("", "local"):
        _wrong("practice", '只能写 "local"')
    price = table.get("price", 0.0)
    if isinstance(price, bool) or not isinstance(price, int | float) or price < 0:
        _wrong("price", "要写成不小于 0 的数")
    return Need(
        key=texts["key"] or str(number),
        say=texts["say"],
        form=form,
        thing=thing,
        kind=_kind(table, kinds),
        level_at_least=_level(table),
        each=each,
        measure=measure,
        at_least=numbers["at_least"],
        count=numbers["count"] or 1,
        per=_one_of(table, "per", PERS) or "cycle",
        within_days=numbers["within_days"],
        papers=tuple(_one(paper, papers, "papers") for paper in _texts(table, "papers")),
        unit=texts["unit"],
        price=float(price),
        source=texts["source"],
        local=practice == "local",
    )


def _known(table: Mapping[str, Any], names: Sequence[str]) -> None:
    for name in table:
        _one(str(name), names, "", "不认识")


def _text(table: Mapping[str, Any], name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        _wrong(name, "要写成引号里的文字")
    return " ".join(clean(value).split())


def _texts(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        _wrong(name, '要写成 ["…", "…"]')
    return tuple(value)


def _number(table: Mapping[str, Any], name: str) -> int:
    value = table.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0 or (name in table and value == 0):
        _wrong(name, "要写成大于 0 的整数")
    return value


def _one_of(table: Mapping[str, Any], name: str, known: Iterable[_W]) -> _W | Literal[""]:
    value = _text(table, name)
    return _one(value, known, name) if value else ""


def _thing(table: Mapping[str, Any]) -> str:
    return _one_of(table, "thing", THINGS)


def _kind(table: Mapping[str, Any], kinds: Sequence[str]) -> tuple[str, ...]:
    named = _texts(table, "kind")
    return tuple(_one(kind, kinds, "kind") for kind in named) if table.get("thing") == "meeting" else named


def _level(table: Mapping[str, Any]) -> str:
    return _one_of(table, "level_at_least", LEVELS)


def _one(word: str, known: Iterable[_W], name: str, says: str = "没有") -> _W:
    names = list(known)
    for each in names:
        if each == word:
            return each
    _wrong(name, f"{says}“{word}”{near(word, names) or '。'}")


def _wrong(name: str, what: str) -> NoReturn:
    raise BranchError(f"{name}：{what}" if name else what)
