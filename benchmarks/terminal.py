"""A program under a pseudo-terminal: when does a text appear, and what does it cost? Shared by the benchmarks."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

_CODES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-_])")


@dataclass
class Run:
    """One run of a program; times are seconds since exec."""

    pid: int
    fd: int
    began: float
    seen: bytearray = field(default_factory=bytearray)
    first_byte: float | None = None

    def read(self, timeout: float = 0.05) -> bool:
        """Take what has come; whether anything did."""
        if not select.select([self.fd], [], [], timeout)[0]:
            return False
        try:
            chunk = os.read(self.fd, 1 << 20)
        except OSError:
            return False
        if chunk and self.first_byte is None:
            self.first_byte = time.perf_counter() - self.began
        self.seen += chunk
        return bool(chunk)

    def until(self, text: str, limit: float = 30.0) -> float:
        """Seconds since exec until `text` has been printed. Raises TimeoutError."""
        wanted = text.encode("utf-8")
        while time.perf_counter() - self.began < limit:
            if self.read() and wanted in _CODES.sub(b"", bytes(self.seen)):
                return time.perf_counter() - self.began
        raise TimeoutError(f"{text!r} did not appear")

    def press(self, keys: bytes) -> float:
        """Send keys and forget what was printed before; the moment, in seconds since exec."""
        self.seen.clear()
        os.write(self.fd, keys)
        return time.perf_counter() - self.began

    def quiet(self, still: float = 0.15) -> float:
        """Read until nothing has come for `still` seconds; the moment of the last byte, in seconds since exec."""
        last = time.perf_counter()
        while time.perf_counter() - last < still:
            if self.read(0.01):
                last = time.perf_counter()
        return last - self.began

    def stop(self) -> float:
        """End the program; CPU seconds it used."""
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        _, _, usage = os.wait4(self.pid, 0)
        os.close(self.fd)
        return usage.ru_utime + usage.ru_stime


def launch(command: Sequence[str], *, size: tuple[int, int] = (120, 36), **environment: str) -> Run:
    """Start a program on a terminal of `size` columns and rows."""
    began = time.perf_counter()
    pid, fd = pty.fork()
    if pid == 0:
        os.execvpe(
            command[0], list(command), {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
        )
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    return Run(pid, fd, began)
