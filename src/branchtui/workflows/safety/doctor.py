"""Looking over the installation: database, backups, folder, clock, fonts, versions. Changes nothing."""

import os
import shutil
import sqlite3
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from branchtui import __version__
from branchtui.files.photos import PhotoStore
from branchtui.store.file import backups, health, live_place
from branchtui.store.file.database import database_path
from branchtui.store.file.schema import newest
from branchtui.store.queries.frameworks import trees
from branchtui.workflows import pictures
from branchtui.workflows.frameworks.submitting import pack_of
from branchtui.workflows.meeting_rules import meeting_rules

RULER = "……“”——●①→"  # as wide in the terminal as twice their number only where ambiguous characters are set wide
_FONTS = {
    "仿宋": ("simfang", "fangsong", "仿宋"),
    "楷体": ("simkai", "kaiti", "楷体"),
    "黑体": ("simhei", "黑体"),
    "小标宋": ("fzxbs", "xiaobiaosong", "小标宋"),
}
_SMALL = 200_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. `mark` is ok, warn or bad."""

    mark: str
    what: str
    words: str


def examine(now: datetime, photos: PhotoStore, *, found: int | None = None) -> list[Finding]:
    """The report on the open database and this machine. `found` is the schema number the file had before it was opened."""
    return [
        *_database(),
        *_upgraded(found),
        *_backups(now),
        _pictures(photos),
        *_submissions(photos),
        *_rules(),
        *_folder(),
        _clock(now),
        _fonts(),
        Finding(
            "ok",
            "版本",
            f"branchtui {__version__}，Python {'.'.join(map(str, sys.version_info[:3]))}，SQLite {sqlite3.sqlite_version}",
        ),
    ]


def _database() -> list[Finding]:
    problems = health.problems()
    if problems:
        return [Finding("bad", "数据文件", f"{problem}。请从备份恢复：branchtui restore 文件") for problem in problems]
    size = database_path().stat().st_size
    return [Finding("ok", "数据文件", f"{database_path()}，{size / 1e6:.1f} MB，检查通过")]


def _upgraded(found: int | None) -> list[Finding]:
    if found in (None, newest()):
        return []
    kept = next((backup.path for backup in backups.listed() if backup.why == backups.BEFORE_UPGRADE), None)
    where = f"升级前的文件在 {kept}" if kept else "升级前的备份已不在"
    return [Finding("ok", "数据版本", f"原是 {found}，打开时已升级到 {newest()}，内容不变；{where}")]


def _backups(now: datetime) -> list[Finding]:
    made = backups.listed()
    if not made:
        return [Finding("warn", "备份", "还没有备份。可运行 branchtui backup；以后每次改动后退出会自动备份")]
    newest = made[0]
    wrong = backups.quick_check(newest.path)
    if wrong:
        return [
            Finding("bad", "备份", f"最新的备份 {newest.path.name} 已损坏（{wrong}）。请运行 branchtui backup 另做一份")
        ]
    days = (now - newest.at).days
    mark = "warn" if days > 30 else "ok"
    return [Finding(mark, "备份", f"{len(made)} 份，最新 {newest.at:%Y-%m-%d %H:%M}，在 {backups.folder()}")]


def _pictures(photos: PhotoStore) -> Finding:
    missing = pictures.lacking(photos)
    if missing:
        return Finding("bad", "照片", missing.rstrip("。"))
    found = pictures.count(photos)
    unused = (
        f"；另有 {found.unused} {found.unit[0]}没有用到：可能是中断的导入留下的，也可能只有以前的备份还要用，请留着"
        if found.unused
        else ""
    )
    return Finding("ok", "照片", f"{found.words.removesuffix('照片')}，都在{unused}")


def _submissions(photos: PhotoStore) -> list[Finding]:
    """Whether the folders that were handed in are kept as they were."""
    rows = trees.all_submissions()
    if not rows:
        return []
    kept = {row: pack_of(row) for row in rows}
    damaged = [row for row, pack in kept.items() if pack is not None and photos.exact(pack.sha) is None]
    if damaged:
        days = "、".join(row.day.isoformat() for row in damaged)
        return [Finding("bad", "送交", f"{days} 送交时留存的文件夹缺失或已损坏。请从备份或别的电脑拷回照片文件夹")]
    if lost := [row.day.isoformat() for row, pack in kept.items() if pack is None]:
        words = f"{'、'.join(lost)} 送交时的文件夹没有留存（太大，或因清除个人数据而删去），只有清单"
        return [Finding("warn", "送交", words)]
    return [Finding("ok", "送交", f"送交过 {len(rows)} 次，送交时的文件夹都原样留着")]


def _rules() -> list[Finding]:
    return [Finding("warn", "会议设置", problem.rstrip("。")) for problem in meeting_rules().problems]


def _folder() -> list[Finding]:
    folder = database_path().parent
    found = []
    if where := live_place.shared_by(folder):
        found.append(
            Finding(
                "warn", "文件夹", f"{folder} 在{where}里，数据文件可能被别的电脑覆盖。请运行 branchtui where --move"
            )
        )
    if not os.access(folder, os.W_OK):
        found.append(Finding("bad", "文件夹", f"{folder} 不可写。请检查文件夹权限"))
    free = shutil.disk_usage(folder).free
    if free < _SMALL:
        found.append(Finding("warn", "磁盘", f"只剩 {free / 1e6:.0f} MB，备份可能做不成。请清理磁盘"))
    return found or [Finding("ok", "文件夹", f"{folder}，可写，剩余 {free / 1e9:.1f} GB")]


def _clock(now: datetime) -> Finding:
    last = health.last_act()
    if last is not None and now < last - timedelta(hours=24):
        return Finding(
            "warn", "时钟", f"本机时间 {now:%Y-%m-%d %H:%M} 早于最近一次操作 {last:%Y-%m-%d %H:%M}。请校准时钟"
        )
    return Finding("ok", "时钟", f"{now:%Y-%m-%d %H:%M}")


def _fonts() -> Finding:
    places = [Path.home() / ".local/share/fonts", Path.home() / "Library/Fonts", Path("/usr/share/fonts")]
    places += [
        Path("/Library/Fonts"),
        Path("/System/Library/Fonts"),
        Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
    ]
    names = {path.name.lower() for place in places if place.is_dir() for path in place.rglob("*")}
    missing = [font for font, marks in _FONTS.items() if not any(mark in name for name in names for mark in marks)]
    if missing:
        return Finding(
            "warn", "字体", f"本机没有 {'、'.join(missing)}：Word 文件照常生成，在装有这些字体的电脑上显示正确"
        )
    return Finding("ok", "字体", "公文字体齐全")
