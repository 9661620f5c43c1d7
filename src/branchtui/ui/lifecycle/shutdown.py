"""How the app ends: by Ctrl+Q, by a signal, by a crash. In each way what is being typed outlives it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.worker import WorkerFailed

from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.store import drafts as shelf
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.editing.draft_saver import Draft, DraftSaver
from branchtui.ui.lifecycle import crash_report, signals
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.shell import Shell
from branchtui.ui.terminal.textual_patches import CrashHandlingApp

if TYPE_CHECKING:
    from rich.console import RenderableType


class LeavingApp(CrashHandlingApp, Shell):
    """Keeps what is typed and says at the end where it is. The app proper has `say` and `work`."""

    def __init__(self, home: Home, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.home = home
        self.now = now
        self.last_words = ""  # left on the terminal after a crash, or where the database took no more
        self._rescued: list[Draft] = []
        self._broken = False
        self._asking: Screen[Any] | None = None  # how to leave
        self.drafts = self._draft_saver()

    def _draft_saver(self) -> DraftSaver:
        saver = DraftSaver(shelf, self.now, self._draft_trouble)
        for left in shelf.drafts():
            saver.load(DraftKey.parse(left.place), left.label, left.text, left.at)
        return saver

    def watch_signals(self) -> None:
        """Leave in good order when the terminal goes away or the machine wants us gone."""
        signals.watch(asyncio.get_running_loop(), self.leave_on_signal, self._keep_typed)

    def let_go(self) -> None:
        """Give the signals back and end the thread of the drafts; to be called last."""
        signals.unwatch(asyncio.get_running_loop())
        self.drafts.close()

    def leave_on_signal(self, number: int) -> None:
        """The terminal went away or the machine wants us gone: keep what was typed, leave the terminal clean."""
        self._leave(signals.exit_code(number))

    def _leave(self, return_code: int = 0) -> None:
        self._keep_typed()
        self.exit(return_code=return_code)

    def _keep_typed(self) -> str:
        """See to it that what is being typed outlives the app; the sentence that says where it is."""
        self.drafts.flush()
        if left := self.drafts.unwritten():
            return self._rescue(left)
        return "正在写的文字已经留存，再打开就能接着写。" if self.drafts.left() else ""

    def _rescue(self, left: list[Draft]) -> str:
        """Put what the database does not take into a text file, and leave a sentence that says where."""
        if left and left != self._rescued:
            from branchtui.ui.lifecycle.recovery_file import rescue_words, write_rescue

            self._rescued = left
            self.last_words = rescue_words(write_rescue(self.home.exports, self.now(), left))
        return self.last_words

    def _draft_trouble(self, text: str) -> None:
        # Told later: this thread must not wait for the app, which may be waiting for it in a flush.
        self.call_later(self.say, text, bad=True)

    def reopen_drafts(self) -> None:
        """Another database was put in place: the drafts are those it holds."""
        self.drafts.close()
        self.drafts = self._draft_saver()

    def unforeseen(self, error: Exception) -> None:
        """What nobody thought of ends the app: every buffer is kept, a report written, and one sentence shown.

        A BranchError is such a sentence, and no reason to end: the message it broke off was asked for and not carried
        out, and the queue it came from goes on (see `outlive_sentences`).
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, BranchError):
            self.say(str(cause), bad=True)
            return
        self.end_as_failed(error)
        self._stop_with(crash_report.stacks_of(error))

    def panic(self, *renderables: "RenderableType") -> None:
        """Textual's input thread ends so: with a traceback that is prepared for the screen."""
        self.end_as_failed()
        self._stop_with([stack for shown in renderables for stack in crash_report.stacks_of_shown(shown)])

    def _stop_with(self, stacks: list[crash_report.Stack]) -> None:
        if not self._broken:
            self._broken = True
            self.draw_no_more()  # the terminal may have been given back already
            from branchtui.store.file import health
            from branchtui.ui.widgets.editors import Drafting

            for screen in self._all_screens():
                for node in screen.walk_children(Drafting):
                    node.keep_draft()
            typed = self._keep_typed()
            self.last_words = crash_report.last_words(self.report(stacks), typed)
            with suppress(BranchError):
                if damaged := health.damage():  # most likely the reason
                    self.last_words += str(damaged)
        self.end_at_once()

    def report(self, stacks: list[crash_report.Stack]) -> Path | None:
        """Write into the logs what nobody thought of; the path, or None where that can't be written."""
        screens = [type(screen).__name__ for screen in reversed(self.screen_stack)]
        return crash_report.write_report(self.home.logs, self.now(), stacks, screens)

    async def action_quit(self) -> None:
        if self._asking in self.screen_stack:
            return
        if not self._commit_all():
            self._ask_how_to_leave()
        elif self.work.busy:
            self.run_worker(self._leave_after_work(), group="leave", exclusive=True)  # the patience is not renewed
        else:
            self._leave()

    def _commit_all(self) -> bool:
        """Write every cell of every screen that is being edited. False, with a toast, where one could not be."""
        try:
            return all(s.commit_all() for s in self._all_screens() if isinstance(s, PlaceScreen) and s.is_mounted)
        except BranchError as error:
            self.say(str(error), bad=True)
            return False

    def _all_screens(self) -> list[Screen[Any]]:
        """The screens of every room that was visited, room by room."""
        found: list[Screen[Any]] = []
        for room in (self.DEFAULT_MODE, *self.MODES):
            with suppress(KeyError):  # not visited
                found += self.get_screen_stack(room)
        return found

    async def _leave_after_work(self) -> None:
        """Not in the app's own queue: the job tells of its end through that."""
        await self.work.ended()
        self._leave()
        self.last_words = f"{self.work.given_up}{self.last_words}"

    def _ask_how_to_leave(self) -> None:
        """Something could not be stored: nobody is locked in, and nothing is lost by leaving."""
        from branchtui.ui.screens.choice import pick

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None and option[0] == "leave":
                self._rescue([draft for _, draft in self.drafts.left()])
                self.exit()

        options = [("stay", "留下，改好再存"), ("leave", "退出，没存的文字另存为文本文件")]
        self._asking = pick("有内容没能存进去", options)
        self.push_screen(self._asking, chosen)
