"""What rows, columns and stored values are called when a person reads them: for history, undo and clashes."""

from peewee import DateField, DateTimeField

from branchtui.rules.duties.duty import rule_words
from branchtui.rules.frozen_list import KEPT, kept_words
from branchtui.rules.kind_reading import SETTINGS, key_words, value_words
from branchtui.rules.posts import reading as of_posts
from branchtui.rules.roster import OPEN, ORDER, ORDERS, day_words
from branchtui.rules.year import hours_reading as of_hours
from branchtui.rules.year.handbook import SETTING as HANDBOOK
from branchtui.store.models import BY_TABLE, Row, columns
from branchtui.store.models.settings import REQUEST
from branchtui.store.replication import act_names, cells
from branchtui.store.replication.registry import DELETED, TABLES

_OPEN = OPEN.isoformat()


def noun(table: str) -> str:
    """What a row of a table is called."""
    return BY_TABLE[table].noun


def caption(table: str, column: int) -> str:
    """What a column is called, by its number."""
    return columns.caption(BY_TABLE[table], TABLES[table].name_of(column)) if column > DELETED else "内容"


def show(table: str, column: int, value: object, *, refer: bool = False) -> str:
    """A stored value as a person reads it; empty for nothing. `refer` as in `title`."""
    if column == DELETED:
        return "在回收中" if value else ""
    name = TABLES[table].name_of(column)
    model = BY_TABLE[table]
    field, words = columns.field(model, name), columns.words(model, name)
    if value is None or value == "":
        return words.get("", "")
    if value in words:
        return words[value]
    if isinstance(value, bytes):
        return _referred(model, name, value, refer=refer)
    text = str(value)
    if table == "silenced" and name == "rule":
        return rule_words(text)
    if any(field is which for which, _ in columns.pairs(model)):
        return noun(text) if text in BY_TABLE else text
    if table == "setting":
        return _setting(name, text, refer=refer)
    if isinstance(field, DateTimeField):
        return text[:16]
    return day_words(OPEN) if isinstance(field, DateField) and text == _OPEN else text


def title(table: str, row: bytes, *, refer: bool = False) -> str:
    """The words that tell a row from others of its kind, now; `refer` to people instead, for the name of an act."""
    if refer and table in ("member", "contact"):
        return act_names.person(row) if table == "member" else act_names.contact(row)
    model, known = BY_TABLE[table], TABLES[table]
    told = [known.column(columns.field(model, name).column_name) for name in model.named_by]
    values = [cells.value(known.number, row, column) for column in told]
    if table == "setting" and str(values[0]).startswith(KEPT):  # it says nothing without its reason
        told.append(known.column("value"))
        values.append(cells.value(known.number, row, told[-1]))
    return " ".join(filter(None, (show(table, *pair, refer=refer) for pair in zip(told, values, strict=True))))


def thing(table: str, row: bytes, *, refer: bool = False) -> str:
    """A row with its noun: 会议“学习全会精神”. `refer` as in `title`."""
    return f"{noun(table)}“{title(table, row, refer=refer)}”"


def _referred(model: type[Row], name: str, row: bytes, *, refer: bool) -> str:
    """What a reference names; one to a row of any table is told with what that is."""
    if not any(name == which.column_name for _, which in columns.pairs(model)):
        return title(columns.reference(model, name).rel_model._meta.table_name, row, refer=refer)
    found = (table for table, known in BY_TABLE.items() if known.select().where(known.id == row).exists())
    return next((thing(table, row, refer=refer) for table in found), "")


def _setting(column: str, text: str, *, refer: bool) -> str:
    """A key or value of a setting: what is kept of a frozen list, set of meetings, or said of the order of people."""
    if column == "key" and text.startswith(KEPT):
        return f"应到名单就这样：{title('member', bytes.fromhex(text.rpartition(':')[2]), refer=refer)}"
    if column == "key" and text.startswith(SETTINGS):
        return key_words(text)
    if column == "key" and text.startswith(of_posts.SETTINGS):
        return of_posts.key_words(text)
    if column == "key" and text.startswith(of_hours.SETTINGS):
        return of_hours.key_words(text)
    if column == "key" and text == ORDER:
        return "人员的顺序"
    if column == "key" and text == HANDBOOK:
        return "工作手册的内容"
    if column == "value" and text == "false":
        return "关"
    if column == "value" and text.strip('"') in ORDERS:
        return ORDERS[text.strip('"')]
    if column == "value" and (words := of_hours.no_end_words(text)):
        return words
    if column == "value" and text.startswith("["):
        return of_posts.value_words(text)
    if column == "value" and text.startswith("{"):
        return kept_words(text) if text.startswith('{"reason"') else value_words(text)
    return _of_college(column, text, refer=refer)


def _of_college(column: str, text: str, *, refer: bool) -> str:
    """The same of what a branch keeps because it is in a college."""
    from branchtui.rules.college.settings import NAMES, shown_words  # a branch alone loads nothing of it

    if column == "value":
        words = shown_words(text.strip('"'))
        return words if words != text.strip('"') else text
    if text.startswith(REQUEST):
        return f"学院发来的：{title('document', bytes.fromhex(text.removeprefix(REQUEST)), refer=refer)}"
    return "学院看到的人名" if text == NAMES else text
