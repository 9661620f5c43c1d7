"""Shipped files: parsed once, and anew when somebody has changed them."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from branchtui import assets
from branchtui.workflows.board import board
from branchtui.workflows.meeting_rules import presets


def test_a_changed_file_is_parsed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "rules.toml"
    monkeypatch.setattr(assets, "path", lambda *parts: file)
    file.write_text("days = 5", "utf-8")
    assert assets.toml("rules.toml") == {"days": 5}
    assert assets.toml("rules.toml") is assets.toml("rules.toml")
    file.write_text("days = 10", "utf-8")
    assert assets.toml("rules.toml") == {"days": 10}


def test_who_reads_the_rules_leaves_them_as_they_are(branch: None) -> None:
    board(date(2026, 9, 10))
    presets()
    for path in assets.path("rules").glob("*.toml"):
        assert assets.toml("rules", path.name) == tomllib.loads(path.read_text("utf-8")), path.name
