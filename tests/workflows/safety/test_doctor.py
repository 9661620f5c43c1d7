"""What the doctor finds."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from branchtui.files.photos import PhotoStore
from branchtui.store.engine import sql
from branchtui.store.file import values
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import Group
from branchtui.workflows.safety import backup, doctor

PHOTOS = PhotoStore(Path("没有这个文件夹"), Path("没有这个文件夹"))


def marks(now: datetime | None = None) -> dict[str, str]:
    return {found.what: found.mark for found in doctor.examine(now or datetime.now(), PHOTOS)}


@pytest.mark.usefixtures("database")
def test_a_sound_installation() -> None:
    with act("新建党小组"):
        Group.create(name="甲")
    assert marks()["备份"] == "warn"
    backup.make()
    found = marks()
    assert {what: mark for what, mark in found.items() if what != "字体"} == dict.fromkeys(
        ("数据文件", "备份", "照片", "文件夹", "时钟", "版本"), "ok"
    )
    assert marks(datetime.now() + timedelta(days=60))["备份"] == "warn"
    assert marks(datetime.now() - timedelta(days=60))["时钟"] == "warn"


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ('DROP TRIGGER "stamp_member_2"', "触发器"),
        ("UPDATE stamp_session SET mute = 1", "停止记录"),
        ("DELETE FROM stamp_head", "没有修改记录"),
        ("UPDATE party_group SET name = x'ff'", "party_group 的 name 里有读不懂的内容"),
        ("UPDATE party_group SET name = CAST(x'ff' AS TEXT)", "party_group 的 name"),
        ("UPDATE party_group SET deleted = 7", "party_group 的 deleted"),
        (
            "INSERT INTO plan (id, deleted, title, first_day, last_day) VALUES (zeroblob(16), 0, '甲', '2026-13-01', '2026-12-01')",
            "plan 的 first_day",
        ),
        ("ALTER TABLE guest RENAME COLUMN position TO positiom", "guest 缺少 position"),
        (
            "PRAGMA foreign_keys = 0; INSERT INTO guest (id, deleted, meeting_id, order_key, name, position) VALUES (x'01', 0, x'99', 'a', '甲', '')",
            "不存在的内容",
        ),
    ],
)
@pytest.mark.parametrize("few", [300, 0], ids=["read whole", "asked column by column"])
@pytest.mark.usefixtures("database")
def test_what_is_wrong_is_told(statement: str, words: str, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "_FEW", few)
    Group.create(name="甲")
    for part in statement.split("; "):
        sql.execute(part)
    found = next(found for found in doctor.examine(datetime.now(), PHOTOS) if found.what == "数据文件")
    assert found.mark == "bad" and words in found.words


def test_a_damaged_backup_and_a_synced_folder(tmp_path: Path) -> None:
    place = tmp_path / "OneDrive - 学校"
    place.mkdir()
    open_database(place / "branch.db")
    made = backup.make()
    data = bytearray(made.read_bytes())
    data[4096:8192] = bytes(4096)
    made.write_bytes(data)
    assert marks()["备份"] == "bad"
    assert marks()["文件夹"] == "warn"
    close_database()
