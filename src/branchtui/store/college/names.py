"""Names as the college sees them, by the choice that the branch has made: before anything leaves.

The choice is the branch's and travels with the file: what one machine hides, no other one shows.
"""

import json
from collections.abc import Callable

from branchtui.rules.college.settings import NAMES
from branchtui.rules.registers.masking import shown_name
from branchtui.rules.text.masking import says_student
from branchtui.store.college.publication import Mask, Values, published
from branchtui.store.engine import sql
from branchtui.store.file.database import act, autosave
from branchtui.store.models import Setting
from branchtui.store.models.people import PURGED
from branchtui.store.queries import settings
from branchtui.store.replication.merging import conflicts, unsettled
from branchtui.store.replication.merging.conflicts import Conflict
from branchtui.store.replication.merging.flags import Flag
from branchtui.store.replication.registry import TABLES

LEAST = "masked"  # until somebody has chosen, no name is shown
_SHOWING = ("full", "students")  # what shows most comes first; all else hides all
_OF_PERSON = {"member": "name"}  # tables that hold a person, with the column of the name
_NAME = "_name"  # how the columns end that name somebody who is on no roster


def chosen() -> str | None:
    """The choice of the branch, as `mask` takes it; None where none was made yet.

    Of choices that did not know of each other it is the one that hides most, until somebody has chosen anew.
    """
    return max(_choices(), key=lambda one: _SHOWING.index(one) if one in _SHOWING else len(_SHOWING), default=None)


def choose(choice: str) -> None:
    """It is this one from now on, on all machines."""
    if _choices() != {choice}:
        stored = json.dumps(choice)
        with autosave(), act("学院看到的人名"):
            Setting.ensure(key=NAMES, values={"value": stored})
            for clash in _clash():  # that which is shown already is chosen all the same
                conflicts.settle(clash, (stored,))


def choose_first(choice: str | None) -> None:
    """It is this one where nobody of the branch has chosen yet; None changes nothing."""
    if choice is not None and chosen() is None:
        choose(choice)


def to_renew(file: str, is_news: Callable[[str, str], str]) -> dict[str, str]:
    """The published tables in which names are masked anew, each with the condition of the rows, called `t`.

    That is all of them where the choice is among what a file brings. Else, where those of students are hidden, the rows
    with the name of anybody of whom the file brings news: it may be what tells a student, or who may be named. `is_news`
    makes the condition by which a row of a table there, under a name, is news.
    """
    of_names = {table: _columns_of_names(table) for table in published()}
    if sql.value(f"SELECT EXISTS (SELECT 1 FROM {file}.setting WHERE key = ?)", NAMES):
        return {table: "1" for table, columns in of_names.items() if columns}
    if chosen() != "students":
        return {}
    people = (
        f"SELECT m.name FROM {file}.member m WHERE {is_news('member', 'm')} UNION "
        f"SELECT c.name FROM {file}.contact c WHERE {is_news('contact', 'c')} UNION "
        f"SELECT c.name FROM {file}.contact c JOIN {file}.helper h ON h.contact_id = c.id WHERE {is_news('helper', 'h')}"
    )
    if not sql.value(f"SELECT EXISTS ({people})"):  # as of most files: then no table is looked through
        return {}
    return {
        table: " OR ".join(f't."{column}" IN ({people})' for column in columns)
        for table, columns in of_names.items()
        if columns and table not in _OF_PERSON  # a person's own row is in the file
    }


def mask(choice: str) -> Mask:
    """What hides names in a row, where it stands: `full` none, `students` those of students, `masked` all."""
    if choice == "full":
        return lambda table, row: None
    hidden = _students() if choice == "students" else None
    of_names = {table: _columns_of_names(table) for table in published()}

    def masked(table: str, row: Values) -> None:
        for column in of_names[table]:
            name = row[column]
            row[column] = shown_name(name, consent=name == PURGED or (hidden is not None and name not in hidden))

    return masked


def _choices() -> set[str]:
    """The choice; several that did not know of each other."""
    stored = settings.starting_with(NAMES).get(NAMES)
    if stored is None:
        return set()
    others = (str(value.stored[0]) for clash in _clash() for value in clash.values)
    return {str(json.loads(one)) for one in (stored, *others)}


def _clash() -> list[Conflict]:
    """That of the choice with others that did not know of it; empty where there is none."""
    if not unsettled.may_be_any():
        return []
    table, row = Setting._meta.table_name, Setting.row_id(key=NAMES)
    return conflicts.of([Flag(table, row, (TABLES[table].column("value"),), False, (table, row))])


def _columns_of_names(table: str) -> tuple[str, ...]:
    """The columns of a published table that hold a name."""
    return tuple(
        each.name for each in published()[table] if each.name == _OF_PERSON.get(table) or each.name.endswith(_NAME)
    )


def _students() -> set[str]:
    """The names of members whose position says so, and of helpers who did not agree to be named."""
    members = {name for name, job in sql.rows("SELECT name, job FROM member") if says_student(job)}
    helpers = sql.rows("SELECT c.name FROM helper h JOIN contact c ON c.id = h.contact_id WHERE NOT h.consent")
    return members | {name for (name,) in helpers}
