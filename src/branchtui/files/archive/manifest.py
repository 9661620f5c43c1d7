"""What an archive says it holds: its format, where it comes from, and each file with its size and hash."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath

from branchtui.rules.text.cleaning import safe_filename

FORMAT = 1
MANIFEST, DATABASE = "manifest.json", "branch.db"
_PICTURE = re.compile(r"photos/([0-9a-f]{64})\.(jpg|png|pdf|txt|zip)")
_TEMPLATE = re.compile(r"templates/([^/]+)\.docx")
_SHA = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class About:
    """Which program and schema wrote the database, of which branch, and when by the clock of that machine."""

    app: str
    schema: int
    branch: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its name within the archive, the sha256 of its bytes, and how many they are."""

    name: str
    sha: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole of it. The first of the files is the database."""

    about: About
    files: tuple[Entry, ...]

    @property
    def database(self) -> Entry:
        return self.files[0]

    @property
    def pictures(self) -> dict[str, Entry]:
        """The photos and attachments by their hashes, which are their names in the photo folder too."""
        return {entry.sha: entry for entry in self.files if is_picture(entry.name)}

    @property
    def templates(self) -> dict[str, Entry]:
        """The templates of profiles by the names of their files."""
        return {PurePosixPath(entry.name).name: entry for entry in self.files if is_template(entry.name)}


class UnknownFormatError(ValueError):
    """An archive of a newer program."""


def is_picture(name: str) -> bool:
    """Whether a name within an archive is that of a photo or attachment."""
    return _PICTURE.fullmatch(name) is not None


def is_template(name: str) -> bool:
    """Whether a name within an archive is that of a template, which every system takes as the name of one file."""
    match = _TEMPLATE.fullmatch(name)
    return match is not None and safe_filename(match[1]) == match[1]


def template_name(path_name: str) -> str:
    """The name within an archive of a file of the folder of templates."""
    return f"templates/{path_name}"


def picture_name(path_name: str) -> str:
    """The name within an archive of a file of the photo folder."""
    return f"photos/{path_name}"


def written(manifest: Manifest) -> bytes:
    """The manifest as it stands in the archive."""
    about = asdict(manifest.about) | {"made": manifest.about.made.isoformat(timespec="seconds")}
    table = {"format": FORMAT, **about, "files": [asdict(entry) for entry in manifest.files]}
    return json.dumps(table, ensure_ascii=False, indent=1).encode()


def read(data: bytes) -> Manifest:
    """The manifest that these bytes are. Raises ValueError where they are none, or name what no archive holds."""
    table = json.loads(data)
    if not isinstance(table, dict):
        raise ValueError("清单不是一张表")
    if not isinstance(table.get("format"), int) or table["format"] < 1:
        raise ValueError("清单没有写明格式")
    if table["format"] > FORMAT:
        raise UnknownFormatError
    try:
        about = About(
            str(table["app"]), int(table["schema"]), str(table["branch"]), datetime.fromisoformat(table["made"])
        )
        files = tuple(Entry(str(one["name"]), str(one["sha"]), int(one["size"])) for one in table["files"])
    except (KeyError, TypeError) as error:
        raise ValueError("清单缺了内容") from error
    _check(files)
    return Manifest(about, files)


def _check(files: tuple[Entry, ...]) -> None:
    if not files or files[0].name != DATABASE:
        raise ValueError(f"清单里没有 {DATABASE}")
    shas = [entry.sha for entry in files if is_picture(entry.name)]
    if len({entry.name.casefold() for entry in files}) < len(files) or len({*shas}) < len(shas):
        raise ValueError("清单里有重名的文件")
    for entry in files:
        if not _SHA.fullmatch(entry.sha) or entry.size < 0:
            raise ValueError("清单里的校验值或大小不对")
    for entry in files[1:]:
        named = is_picture(entry.name) and PurePosixPath(entry.name).stem == entry.sha
        if not named and not is_template(entry.name):
            raise ValueError(f"清单里有不该有的文件 {entry.name[:60]}")
