"""Where things live: one home folder given by the user, or the folders of the platform."""

import os
from dataclasses import dataclass
from pathlib import Path

from branchtui.rules.errors import BranchError


@dataclass(frozen=True, slots=True)
class Home:
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

    def ensure(self) -> None:
        """Make the data folder. Raises BranchError where that is not possible."""
        try:
            self.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BranchError(
                f"无法建立数据文件夹 {self.data}（{error.strerror or error}）。请换一个可写的位置：branchtui --home 文件夹"
            ) from error


def home(root: str | Path | None = None) -> Home:
    """The home under `root`, else under BRANCHTUI_HOME, else where the platform keeps such things."""
    chosen = root or os.environ.get("BRANCHTUI_HOME")
    if chosen:
        base = Path(chosen).expanduser().absolute()
        return Home(base, base, base / "cache", base / "logs", base / "exports")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("branchtui", appauthor=False)
    return Home(
        Path(dirs.user_data_dir),
        Path(dirs.user_config_dir),
        Path(dirs.user_cache_dir),
        Path(dirs.user_log_dir),
        Path(dirs.user_documents_dir) / "支部工作台",
    )
