"""Where things live: one home folder given by the user, or the folders of the platform."""

import errno
import os
from pathlib import Path

from branchtui import disk
from branchtui.errors import BranchError, UsageError
from branchtui.values import NamedTuple

RESCUED = "没有存上的文字"  # how the names of files begin: what was typed and could not be stored
CRASHED = "crash"  # reports of errors
HANDED_OUT = "branchtui"  # texts for an editor outside, which stay where that failed
_NO_SUCH_NAME = (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.ELOOP)


class Home(NamedTuple):
    """The folders of one installation. Nothing is made until `ensure`."""

    data: Path
    config: Path
    cache: Path
    logs: Path
    exports: Path

    @property
    def database(self) -> Path:
        return self.data / "branch.db"

    @property
    def lock(self) -> Path:
        return self.data / "branch.lock"

    @property
    def photos(self) -> Path:
        return self.data / "photos"

    @property
    def settings(self) -> Path:
        return self.config / "settings.toml"

    @property
    def college(self) -> Path:
        """The seat of this machine at a college's server: there is none without this file."""
        return self.config / "college.toml"

    def ensure(self) -> None:
        """Make the data folder, closed to others. Raises BranchError where that is not possible."""
        try:
            disk.make_folder(self.data)
        except OSError as error:
            raise BranchError(
                f"无法建立数据文件夹 {self.data}（{error.strerror or error}）。请换一个可写的位置：branchtui --home 文件夹"
            ) from error


def home(root: str | Path | None = None) -> Home:
    """The home under `root`, else under BRANCHTUI_HOME, else where the platform keeps such things.

    Raises UsageError as `user_path` does.
    """
    chosen = root or os.environ.get("BRANCHTUI_HOME")
    if chosen:
        base = user_path(chosen).absolute()
        return Home(base, base, base / "cache", base / "logs", base / "exports")
    return usual_home()


def usual_home() -> Home:
    """The home where the platform keeps such things, whatever BRANCHTUI_HOME says."""
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("branchtui", appauthor=False)
    return Home(
        Path(dirs.user_data_dir),
        Path(dirs.user_config_dir),
        Path(dirs.user_cache_dir),
        Path(dirs.user_log_dir),
        Path(dirs.user_documents_dir) / "支部工作台",
    )


def user_path(text: str | Path) -> Path:
    """The path that a person wrote, `~` being the home folder; whether anything is there is not asked.

    Raises UsageError for a `~` that stands for no folder, and for what can be no path: later calls would each stumble.
    """
    path = Path(text)
    try:
        path = path.expanduser()
    except RuntimeError:
        raise UsageError(f"找不到 {path.parts[0]} 是谁的文件夹。请写出完整的路径。") from None
    try:
        path.lstat()
    except ValueError:
        raise _no_path(path) from None
    except OSError as error:
        if error.errno in _NO_SUCH_NAME:
            raise _no_path(path) from None
    return path


def _no_path(path: Path) -> UsageError:
    from branchtui.rules.text.cleaning import clean

    shown = clean(str(path))
    return UsageError(f"路径“{shown if len(shown) <= 40 else shown[:39] + '…'}”太长或有不能用的字符。请核对路径。")
