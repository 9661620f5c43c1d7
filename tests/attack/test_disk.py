"""A full disk, a kill at any moment, a byte that turned: what was there stays, and what happened is said."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.files.archive import open_archive
from branchtui.workflows.progress import unwatched
from tests.attack.conftest import Branch, Tally, judge, unsound
from tests.attack.judge import run
from tests.attack.test_command_line import fill
from tests.conftest import Sample

_LEFT = ("*.part", "*.tmp", "*.part-journal")


def verbs(branch: Branch, out: Path) -> dict[str, list[str]]:
    """Command lines that write."""
    return {
        "add member": ["add", "member", "甲乙"],
        "add meeting": [
            "add",
            "meeting",
            "--kind",
            "主题党日",
            "--when",
            "2026年12月1日15:00",
            "--place",
            "201",
            "--title",
            "题",
        ],
        "change": ["change", "member", branch.member, "--from", "2026-03-15", "--office", "组织委员"],
        "roster": ["import", "roster", "roster.csv"],
        "article": ["import", "article", "article.txt"],
        "attend": ["attend", branch.held, "--absent", f"{branch.member}:有课"],
        "minutes": ["minutes", branch.held, "--file", "record.txt"],
        "hold": ["hold", branch.planned, "--when", "2026年11月20日15:00"],
        "cancel": ["cancel", branch.planned, "--reason", "冲突"],
        "draft": ["draft", "--from", "meeting", branch.held],
        "undo": ["undo"],
        "purge": ["purge", "member", branch.member, "--yes"],
        "backup": ["backup"],
        "backup to a file": ["backup", "-o", str(out / "b.db")],
        "backup to a zip": ["backup", "-o", str(out / "b.zip")],
        "restore": ["restore", "backup.db", "--yes"],
        "restore a zip": ["restore", "backup.zip", "--yes"],
        "merge a zip": ["merge", "backup.zip"],
        "export meeting": ["export", "meeting", branch.held, "-o", str(out)],
        "export report": ["export", "report", branch.report, "-o", str(out)],
    }


def rows(path: Path) -> tuple[object, ...]:
    """What tells two states of a branch apart: how many rows of each kind, and their words."""
    with closing(sqlite3.connect(path)) as other:
        tables = [
            name
            for (name,) in other.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'stamp_%' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('act', 'undo') ORDER BY name"
            )
        ]
        told = []
        for table in tables:
            columns = [
                column
                for _, column, kind, *_ in other.execute(f'PRAGMA table_info("{table}")')
                if kind == "TEXT" and column != "order_key"
            ]
            words = ", ".join(f'"{column}"' for column in columns) or "1"
            told.append((table, sorted(map(repr, other.execute(f'SELECT {words} FROM "{table}"')))))
        return tuple(map(repr, told))  # fmt: skip


def half_written(out: Path) -> list[str]:
    """What bears a name in the folder of what was written, and is not whole."""
    problems = [f"half a document: {path.name}" for path in out.rglob("*.docx") if not zipfile.is_zipfile(path)]
    for path in out.rglob("*.zip"):
        try:
            with open_archive(path, unwatched):
                pass
        except BranchError as error:
            problems.append(f"half an archive: {error}")
    return problems


@pytest.fixture
def tmpfs(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own. Skipped where this user may make none."""
    place = tmp_path / "disk"
    place.mkdir()
    made = sys.platform == "linux" and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)], capture_output=True, check=False).returncode == 0  # fmt: skip
    if not made:
        pytest.skip("no disk of a size of one's own without the right to mount one")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


@pytest.mark.timeout(3000)
def test_full_disk(
    branch: Branch, tmpfs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally, sample: Sample
) -> None:
    deep = tmp_path / "a"
    deep.mkdir()
    monkeypatch.chdir(deep)
    fill(deep, branch)
    free_kilobytes = (0, 4, 12, 32, 64, 120, 200, 300, 450, 700, 1500)
    out = tmpfs / "out"
    every = [(name, words, free) for name, words in verbs(branch, out).items() for free in free_kilobytes]
    known: dict[str, tuple[tuple[object, ...], int]] = {}
    for name, words, free in every[:: max(1, len(every) // sample(len(every)))]:
        if name not in known:
            undisturbed = branch.copy(tmp_path / "undisturbed")
            code = run(["--home", str(undisturbed), *words]).code
            known[name] = (rows(undisturbed / "branch.db"), code)
            shutil.rmtree(out, ignore_errors=True)
        for there in tmpfs.iterdir():
            shutil.rmtree(there) if there.is_dir() else there.unlink()
        place = branch.copy(tmpfs / "home")
        out.mkdir()
        before = rows(place / "branch.db")
        _leave_free(tmpfs, free)
        answer = run(["--home", str(place), *words])
        (tmpfs / "filler").unlink()
        problems = judge(answer) + unsound(place / "branch.db")
        after = rows(place / "branch.db")
        done = after == known[name][0]
        if answer.code == 0 and not done:
            problems.append("said done, but it is not")
        if answer.code and after != before and not done:
            problems.append("neither before nor after")
        if answer.code and after != before and "没有保存" in answer.err:
            problems.append("said nothing was kept, but it was")
        problems += half_written(out)
        tally.count(f"{name} with {free} KB free → {answer.code}", problems)
    tally.close()


def _leave_free(disk: Path, kilobytes: int) -> None:
    """Fill a disk but for so many kilobytes."""
    free = shutil.disk_usage(disk).free - kilobytes * 1024
    with (disk / "filler").open("wb") as filler:
        filler.write(b"\0" * max(0, free))


@pytest.mark.timeout(3000)
def test_kills(branch: Branch, tmp_path: Path, tally: Tally, sample: Sample) -> None:
    """Killed at any moment: before or after, nothing half, and the next start clears what was left."""
    work, place, out = tmp_path / "work", tmp_path / "家", tmp_path / "out"
    work.mkdir()
    fill(work, branch)
    chosen = [
        "roster",
        "article",
        "undo",
        "restore",
        "backup",
        "backup to a file",
        "backup to a zip",
        "restore a zip",
        "purge",
        "export meeting",
        "hold",
        "attend",
        "minutes",
    ]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    turns = max(1, sample(440) // len(chosen))
    for name in chosen if turns > 1 else chosen[::4]:
        words = [sys.executable, "-m", "branchtui", "--home", str(place), *verbs(branch, out)[name]]
        branch.copy(place)
        before = rows(place / "branch.db")
        started = time.monotonic()
        subprocess.run(words, cwd=work, env=environment, capture_output=True, check=False)
        whole, after = time.monotonic() - started, rows(place / "branch.db")
        for number in range(turns):
            branch.copy(place)
            shutil.rmtree(out, ignore_errors=True)
            running = subprocess.Popen(
                words, cwd=work, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            try:
                running.wait(timeout=whole * (0.3 + 0.8 * random.Random(f"{name}{number}").random()))
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGKILL)
                running.wait()
            problems = unsound(place / "branch.db")
            if rows(place / "branch.db") not in (before, after):
                problems.append("neither before nor after")
            _age(place)
            problems += judge(run(["--home", str(place), "list", "members"]))
            problems += half_written(out)
            problems += [f"left over: {path.name}" for pattern in _LEFT for path in place.rglob(pattern)]
            tally.count(f"{name} killed, {number}", problems)
    tally.close()


def _age(folder: Path) -> None:
    """Let an hour pass: what another program may still be writing is left alone."""
    then = time.time() - 3600
    for path in folder.rglob("*"):
        os.utime(path, (then, then))


@pytest.mark.timeout(3000)
def test_turned_bytes(branch: Branch, tmp_path: Path, tally: Tally, sample: Sample) -> None:
    """A database with some bytes turned: every command ends with a sentence, and what it prints is not invented."""
    commands = {
        "list": ["list", "members"], "meeting": ["show", "meeting", branch.held], "board": ["board"], "history": ["history", "meeting", branch.held],
        "search": ["search", "服务"], "export": ["export", "report", branch.report, "-o", str(tmp_path / "out.docx")], "doctor": ["doctor"], "backup": ["backup"],
    }  # fmt: skip
    whole = (branch.folder / "branch.db").read_bytes()
    for number in range(sample(200)):
        chance = random.Random(number)
        data = bytearray(whole)
        first = chance.randrange(100, len(data))
        for place in range(first, min(first + chance.choice((1, 4, 64, 512)), len(data))):
            data[place] = chance.randrange(256)
        for name, words in commands.items():
            home = branch.copy(tmp_path / "家")
            (home / "branch.db").write_bytes(data)
            tally.count(f"{name} with bytes turned, {number}", judge(run(["--home", str(home), *words])))
    tally.close()
