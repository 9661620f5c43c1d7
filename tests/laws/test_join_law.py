"""Two that are one: nothing that was said of either is lost, nothing names the other, and one undo brings all back."""

import shutil

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.file import health
from branchtui.store.file.database import open_database
from branchtui.store.models import SYNCED, Row
from branchtui.store.replication import cells
from branchtui.store.replication.registry import BY_NUMBER, TABLES
from branchtui.workflows.joining import joining
from branchtui.workflows.safety import undo
from tests.conftest import TODAY
from tests.laws import test_undo_law as law

Written = set[tuple[str, bytes, str, object]]


def shown() -> Written:
    """What every row says, the trash left out; not where it belongs, nor where it stands."""
    found: Written = set()
    for model in SYNCED:
        names = [name for name in TABLES[model._meta.table_name].columns if name in model._meta.columns]
        listed = ", ".join(f'"{name}"' for name in names)
        for key, *values in sql.rows(f'SELECT id, {listed} FROM "{model._meta.table_name}" WHERE deleted = 0'):
            found |= {
                (model._meta.table_name, key, name, value)
                for name, value in zip(names, values, strict=True)
                if value is not None and name != "deleted"
            }
    return found


def known() -> Written:
    """The same of every row, and all that ever stood there."""
    found: Written = set()
    for number, table in BY_NUMBER.items():
        names = [name for name in table.columns if name in cells.BY_TABLE[table.name]._meta.columns]
        listed = ", ".join(f'"{name}"' for name in names)
        for key, *values in sql.rows(f'SELECT id, {listed} FROM "{table.name}"'):
            found |= {(table.name, key, *pair) for pair in zip(names, values, strict=True)}
            found |= {
                (table.name, key, table.name_of(entry.column), entry.value)
                for entry in cells.history(number, key)
                if entry.column > 0
            }
    return found


@settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 2**32))
def test_joined_and_undone(seed: int) -> None:
    chance = law.Chance(seed)
    path = law._start().with_name("joined.db")
    shutil.copyfile(law._start(), path)
    open_database(path)
    for _ in range(12):
        try:
            chance.choice(law.ACTS)(chance)
        except BranchError:
            continue
    joining.settle()
    model = chance.choice(joining.JOINED)
    rows: list[Row] = list(model.select().where(model.live()).order_by(model.id))
    if len(rows) < 2:
        return
    kept, other = chance.sample(rows, 2)
    try:
        asked = joining.differences(kept, other)
    except BranchError:
        return
    before, said = law.state(), shown()
    one = joining.join(kept, other, {each.name: chance.choice(["kept", "other"]) for each in asked}, today=TODAY)  # type: ignore[misc]
    assert said <= known()
    gone = max(kept.id, other.id)
    assert one.id == min(kept.id, other.id)
    assert gone not in {row.id for row in model.select().where(model.live())}
    assert gone not in {row.id for _, row in joining.left()}
    assert health.problems() == []
    end = law.state()
    joining.settle()
    assert law.state() == end
    undo.undo_last()
    assert law.state() == before
    undo.redo_last()
    assert law.state() == end
