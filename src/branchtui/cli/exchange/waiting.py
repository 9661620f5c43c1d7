"""Leaving waits for a slow disk or network for some seconds, and not longer."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from branchtui.cli.exit_codes import tell
from branchtui.errors import BranchError


def wait_for(step: Callable[[], object], end: float, late: str) -> None:
    """Do a step in a thread that may outlive the wait, which goes on until the monotonic clock shows `end`.

    Raises what the step raises, and BranchError with the words `late` where it is not done by then.
    """
    wrong: list[BaseException] = []
    done: list[bool] = []

    def work() -> None:
        try:
            step()
            done.append(True)
        except OSError as error:  # of this machine's own disk, for what is shared is told by then
            wrong.append(BranchError(f"读写时出错（{error.strerror or error}）。"))
        except BaseException as error:  # noqa: BLE001  # raised again by who waits: a thread could only print it
            wrong.append(error)

    thread = threading.Thread(target=work, name="leaving", daemon=True)
    thread.start()
    thread.join(max(0.0, end - time.monotonic()))
    if wrong:
        raise wrong[0]
    if not done:
        raise BranchError(late)


@contextmanager
def leaving_all_the_same(failed: str, stored: str) -> Iterator[None]:
    """What goes wrong within, Ctrl+C too, is told between these words, and keeps nobody from leaving."""
    try:
        yield
    except BranchError as error:
        tell(f"{failed}{error}{stored}")
    except KeyboardInterrupt:
        tell(f"{failed}先退出了。{stored}")
