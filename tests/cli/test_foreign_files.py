"""What a person names is read in one way, which refuses what is no file; every other reading is known here."""

import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.test_log import with_post

SRC = Path(__file__).parents[2] / "src" / "branchtui"
READING = {
    *("open", "fdopen", "read_bytes", "read_text", "copy", "copy2", "copyfile", "copyfileobj"),
    *("connect", "ZipFile", "Document", "CalamineWorkbook", "from_path"),
}
KNOWN = {  # modules that open files, and why none of these is one that a person just named
    "assets.py": "what comes with the program",
    "settings.py": "the settings in the home, after a look at what is there",
    "cli/exit_codes.py": "the null device, in place of a closed stream",
    "cli/instance_lock.py": "its own file in the home, of which it reads nothing",
    "plain_file.py": "the one way for files that a person names",
    "disk.py": "the new file beside its target that it makes itself, and a folder to be forced to the disk",
    "files/archive/reading.py": "a plain file, every byte of which it checks, and what it unpacks",
    "files/archive/writing.py": "the archive that it makes, the copy of the database and stored pictures",
    "files/exchange/folder.py": "what `entries` has found to be a plain file, read bit by bit, and the files it makes",
    "files/exchange/package.py": "the same, and its own temporary files",
    "files/photos/store.py": "stored pictures, under names it gave them",
    "files/articles/docx/changes.py": "an archive in memory that it makes",
    "files/word/package.py": "an archive in memory that it makes",
    "cli/college/syncing.py": "no file, but a server",
    "store/college/connection.py": "no file, but a server",
    "store/college/delta.py": "a database in memory that it makes",
    "store/college/folding.py": "what the program has unpacked, of which it makes a copy",
    "store/file/backups.py": "backups it made, and what `restore` has found to be a file of ours",
    "store/file/database.py": "the database in the home, after a look at what is there",
    "store/file/exchange_note.py": "its own note in the home",
    "store/file/last_seen.py": "its own note in the home",
    "store/file/live_place.py": "what the system says is mounted",
    "store/purge.py": "backups it made, and what is unpacked of them",
    "store/file/merges.py": "what `check` has found to be a file of ours",
    "store/unmerge.py": "the backup made before the merge, and the copy of it that takes its place",
    "store/file/other_file.py": "what `check` has found to be a database of ours, and the regular file beside it",
    "store/replication/device.py": "its own note in the home, and what the system calls the machine",
    "store/file/values.py": "what `restore` has found to be a file of ours, before it takes its place",
    "store/engine/errors.py": "the database, after SQLite failed on it",
    "ui/lifecycle/moved_keys.py": "its own note in the home",
    "ui/rooms/sync/room.py": "opens a row, no file",
    "ui/terminal/external_editor.py": "the file it made for the editor",
    "store/file/college_note.py": "its own note beside the database",
    "files/archive/packs.py": "an archive in memory that it makes",
    "workflows/frameworks/packing/copies.py": "files that it has just written",
    "workflows/frameworks/packing/keeping.py": "the folder that it has just written, and plain files that lie in it",
    "workflows/college/packages.py": "its own temporary files",
    "workflows/college/seat.py": "its own note in the home",
    "workflows/exchange/fetching.py": "its own temporary files",
    "workflows/exchange/moving.py": "what the home holds",
    "workflows/exchange/publishing.py": "its own temporary file",
    "workflows/safety/backup.py": "what `check` has found to be a sound database of this branch",
    "workflows/exporting/files_there.py": "the regular file that stands where a paper goes",
    "workflows/preview.py": "stored pictures",
    "workflows/profiles.py": "profiles that come with the program",
}


def _reads(node: ast.AST) -> Iterator[ast.Call]:
    """Calls that open or read a file; bytes that were read already (BytesIO) and the session's database are none."""
    for call in ast.walk(node):
        if not isinstance(call, ast.Call):
            continue
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        words = ast.unparse(call)
        if name in READING and "(io.BytesIO(" not in words and not words.startswith(("session.open(", "archive.open(")):
            yield call


@pytest.mark.slow
def test_every_reading_of_a_file_is_known() -> None:
    found = {}
    for path in sorted(SRC.rglob("*.py")):
        module = path.relative_to(SRC).as_posix()
        if calls := [ast.unparse(call) for call in _reads(ast.parse(path.read_text(encoding="utf-8")))]:
            found[module] = calls
    new = {module: calls for module, calls in found.items() if module not in KNOWN}
    assert not new, (
        f"{new}: read a file that a person names with branchtui.plain_file.read_file (stdin: read_stream), which "
        "refuses pipes, devices and what is too long. Where the file is the program's own, add the module to KNOWN "
        "with the reason."
    )
    assert not KNOWN.keys() - found.keys(), "these open no file any more: take them out of KNOWN"


special = pytest.mark.skipif(sys.platform == "win32", reason="has no pipes and devices with a name in a folder")


def _specials(folder: Path) -> list[Path]:
    pipe = folder / "管道"
    os.mkfifo(pipe)
    return [pipe, Path("/dev/zero")]


@special
@pytest.mark.timeout(30)
def test_pipes_and_devices_are_refused_at_every_door(branch: Cli, home_dir: Path, tmp_path: Path) -> None:
    words = ["--kind", "党课", "--when", "2026-03-05 15:00", "--place", "301", "--title", "党课"]
    meeting = branch("add", "meeting", *words).last
    honour = branch("add", "honour", "先进党支部").last
    letter = branch("add", "document", "关于设岗的请示", "--direction", "发文", "--kind", "请示").last
    plan = branch("add", "plan").last
    article = tmp_path / "稿.txt"
    article.write_text("支部开展学习\n\n大家认真听讲。\n", encoding="utf-8")
    draft = branch("import", "article", str(article)).last
    for path in map(str, _specials(tmp_path)):
        doors = [
            *(
                ["import", kind, path]
                for kind in ("roster", "article", "log", "honours", "documents", "hours", "appraisals", "talks")
            ),
            ["framework", "adopt", path, "--from", "2026-03-01"],
            *(
                ["framework", kind, path, "--name", "三心", "--from", "2026-03-01", "--to", "2026-08-31"]
                for kind in ("import", "paste")
            ),
            *(["import", kind, path] for kind in ("outlets", "publications")),
            ["log", with_post(home_dir, f"岗{len(path)}"), "--paste", path],
            *(
                ["template", "inspect", path],
                ["profiles", "add", path],
                ["outlines", "add", path],
                ["minutes", meeting, "--file", path],
                ["attach", "meeting", meeting, path],
                ["attach", "honour", honour, path],
                ["attach", "document", letter, path],
                ["plan", plan, "--file", path],
                ["add", "plan", "--file", path],
                ["check", path],
                ["learn", draft, path],
            ),
        ]
        for words in doors:
            result = branch(*words)
            assert result.code == 1 and "管道或设备" in result.err, words
        restored = branch("restore", path, "--yes")
        assert restored.code == 1 and "没有找到文件" in restored.err
    os.mkfifo(tmp_path / "管道.zip")
    for words in (["restore", "--yes"], ["restore", "--merge"], ["merge"]):
        result = branch(*words, str(tmp_path / "管道.zip"))
        assert result.code == 1 and "管道或设备" in result.err, words


@special
@pytest.mark.timeout(30)
def test_a_template_and_pictures_that_are_no_files(branch: Cli, tmp_path: Path) -> None:
    article = tmp_path / "稿.txt"
    article.write_text("支部开展学习\n\n大家认真听讲。\n\n【配图1】\n", encoding="utf-8")
    draft = branch("import", "article", str(article)).last
    folder = tmp_path / "照片"
    folder.mkdir()
    os.mkfifo(folder / "配图1.jpg")
    imported = branch("import", "article", str(article), "--photos", str(folder))
    assert imported.code == 0 and "还没有图片的配图：图1" in imported.err
    for number, path in enumerate(_specials(tmp_path)):
        look = tmp_path / f"院报{number}.toml"
        look.write_text(
            f'based_on = "jnu-news"\n[template]\nfile = "{path}"\n[template.styles]\ntitle = "标题"\n', encoding="utf-8"
        )
        assert branch("profiles", "add", str(look)).code == 0
        result = branch("export", "report", draft, "--profile", look.stem)
        assert result.code == 1 and "管道或设备" in result.err and "模板" in result.err


@special
@pytest.mark.timeout(30)
def test_a_home_of_pipes_is_told(branch: Cli, home_dir: Path) -> None:
    os.mkfifo(home_dir / "settings.toml")
    assert "的位置上是管道或设备" in branch("keys").err
    (home_dir / "branch.db").unlink()
    os.mkfifo(home_dir / "branch.db")
    result = branch("list", "members")
    assert result.code == 1 and "不是 branchtui 的数据文件" in result.err


def test_stdin_has_the_limit_of_a_file(branch: Cli) -> None:
    for words in (
        ["import", "roster", "-"],
        ["import", "article", "-"],
        ["import", "log", "-"],
        ["profiles", "add", "-"],
        ["outlines", "add", "-"],
    ):
        result = branch(*words, stdin=bytes((64 << 20) + 1))
        assert result.code == 1 and "超过 64 MB" in result.err
