"""Connections that outlast `close_database`: who goes from file to file reads the triggers of each once."""

import shutil
from pathlib import Path
from typing import Any

from branchtui.store.engine import handle


class KeptOpen:
    """All that opening and closing do is done, but that SQLite closes the file and reads its schema anew.

    Who changes a file behind SQLite's back says so before (`forget`), or has it done here (`put`). Nobody loses power
    here: no journal is written to the disk.
    """

    def __init__(self) -> None:
        self._own: Any = handle._own
        self._idle: dict[str, Any] = {}
        self._connect, self._close = self._own._connect, self._own._close
        self._own._connect, self._own._close = self._taken, self._put_by

    def forget(self, path: Path) -> None:
        """The file that is not open just now is opened anew the next time."""
        if (idle := self._idle.pop(str(path), None)) is not None:
            idle.close()

    def put(self, source: Path, path: Path) -> None:
        """A copy in the place of a file that is not open just now.

        It is opened anew: the number of a schema does not tell where its tables lie, once files have gone apart.
        """
        self.forget(path)
        shutil.copyfile(source, path)

    def end(self) -> None:
        """From now on as without it. The handles are closed."""
        del self._own._connect, self._own._close
        for path in list(self._idle):
            self.forget(Path(path))

    def _taken(self) -> Any:
        idle = self._idle.pop(self._own.database, None)
        if idle is None:
            idle = self._connect()
            idle.execute("PRAGMA journal_mode = MEMORY")
        return idle

    def _put_by(self, connection: Any) -> None:
        self._idle[connection.file] = connection
