"""What leaves a branch readable: of its settings only what it has agreed on about meetings and hours."""

from pathlib import Path

from branchtui.rules.kind_reading import SETTINGS as MEETINGS
from branchtui.rules.year.hours_reading import SETTINGS as HOURS
from branchtui.store.college.publication import chosen
from branchtui.store.engine import sql
from branchtui.store.file.database import act
from branchtui.store.models import SYNCED, Setting


def test_only_named_settings_leave(database: Path) -> None:
    with act("设置"):
        for key in (
            f"{MEETINGS}kind:例会",
            f"{HOURS}no_end",
            "college_request:00",
            "meeting_rule",
            "说 meeting_rules:",
        ):
            Setting.ensure(key=key, values={"value": "1"})
    leaving = sql.rows(f"SELECT t.key FROM setting t WHERE {chosen('setting')} ORDER BY t.key")
    assert leaving == [(f"{HOURS}no_end",), (f"{MEETINGS}kind:例会",)]


def test_tables_of_keys_and_values_name_what_leaves() -> None:
    """A key that somebody adds later is sealed until it is named."""
    open_ones = [model.__name__ for model in SYNCED if "value" in model.published and "key" in model.published]
    assert open_ones == ["Setting"] and set(Setting.published_keys) == {MEETINGS, HOURS}
