"""What the names of files in a shared folder tell."""

import pytest

from branchtui.files.exchange.names import Named, package_name, told_by

SHA = "0123456789abcdef"


@pytest.mark.parametrize(
    ("name", "client"),
    [
        (f"3-{SHA}.bpk", ""),
        (f"3-{SHA}-DESKTOP-A1B2C3.bpk", "OneDrive"),
        (f"3-{SHA}-DESKTOP-A1B2C3-2.bpk", "OneDrive"),
        (f"3-{SHA}-conflict-办公室.bpk", "坚果云"),
        (f"3-{SHA}(NSConflict-小林-2026).bpk", "坚果云"),
        (f"NSConflict-小林-3-{SHA}.bpk", "坚果云"),
        (f"3-{SHA} (林知远的冲突副本 2026-11-28).bpk", "Dropbox"),
        (f"3-{SHA} (Lin's conflicted copy 2026-11-28).bpk", "Dropbox"),
        (f"3-{SHA}.sync-conflict-20261128-091500-ABCDEFG.bpk", "Syncthing"),
        (f"3-{SHA} - 副本.bpk", ""),
        (f"3-{SHA} (1).bpk", ""),
    ],
)
def test_a_package_is_known_whoever_copied_it(name: str, client: str) -> None:
    assert told_by(name) == Named("package", 3, SHA, client)


@pytest.mark.parametrize(
    ("name", "client"),
    [
        ("branch.db", ""),
        ("branch-DESKTOP-A1B2C3.db", "OneDrive"),
        ("branch-办公室.db", ""),
        ("合并前-000001-20260310-090000-01234567.db", ""),
        ("branch-conflict-20261128.db", "坚果云"),
        ("branch(NSConflict-小林).db", "坚果云"),
        ("branch (林知远's conflicted copy 2026-11-28).db", "Dropbox"),
        ("branch.sync-conflict-20261128-091500-ABCDEFG.db", "Syncthing"),
    ],
)
def test_a_plain_database_is_known_with_who_copied_it(name: str, client: str) -> None:
    assert told_by(name) == Named("database", client=client)


@pytest.mark.parametrize(
    "name",
    [
        ".part-0011",
        f"3-{SHA}.bpk.part",
        f"3-{SHA}.bpk.tmp",
        f"~$3-{SHA}.bpk",
        f".syncthing.3-{SHA}.bpk.tmp",
        ".branchtui-0123456789abcdef.tmp",
        f".3-{SHA}.bpk",
    ],
)
def test_what_is_being_written_is_passed_over(name: str) -> None:
    assert told_by(name) is None


@pytest.mark.parametrize(
    "name", ["KEY.age", "读我.txt", "3-0123.bpk", f"3-{SHA}0.bpk", f"x3-{SHA}.bpk", f"-{SHA}.bpk", "3-x.bpk", "x.bpk"]
)
def test_other_files_are_left(name: str) -> None:
    assert told_by(name) == Named("other")


def test_the_name_of_a_package_tells_its_number_and_hash() -> None:
    assert told_by(package_name(12, SHA + "ff")) == Named("package", 12, SHA)
