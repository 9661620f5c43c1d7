"""Papers over the whole screen, page by page as they will print, before anything is written."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from branchtui.errors import BranchError
from branchtui.store.models import Row
from branchtui.store.replication.merging.unsettled import may_be_any
from branchtui.ui.commands import table
from branchtui.ui.commands.keys import key_word
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.paper_source import Papers, PaperSource
from branchtui.ui.terminal.open_with import hand_over
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.page_view import PageView, shows_pictures

if TYPE_CHECKING:
    from branchtui.files.photos import PhotoStore
    from branchtui.workflows.preview import Preview

_WIDE = 100  # columns from which the notes stand beside the page
_NOTES = 24  # the least columns in which notes can be read


class PaperScreen(PlaceScreen):
    """The pages of one of several papers, and beside them what an editor would object to."""

    PLACE = "pages"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("pages")]

    class Noted(Message):
        """The pictures of a paper have been looked at, in the worker."""

        def __init__(self, preview: "Preview", notes: tuple[str, ...]) -> None:
            super().__init__()
            self.preview = preview
            self.notes = notes

    def __init__(self, source: PaperSource, first: str = "") -> None:
        """`first` is the key of the paper to begin with."""
        super().__init__()
        self._source = source
        self._first = first
        self._papers: Papers = ()
        self._at = 0
        self._pages: dict[int, int] = {}  # paper → the page it was left at
        self._preview: Preview | None = None
        self._picture_notes: tuple[str, ...] = ()
        self._unsettled = ""
        self._files: Sequence[Path] = ()
        self._trouble = ""
        self._flipped = False
        self._view = PageView(id="pages")
        self._notes = Static("", markup=False)
        self._sheet = Frame(self._view)
        self._scrolled = VerticalScroll(self._notes, classes="page-notes", can_focus=False)
        self._side = Frame(self._scrolled, title="提示")

    def title_room(self) -> str:
        return self._source.ROOM

    def thing(self) -> Row | None:
        return self._source.thing()

    def body(self) -> ComposeResult:
        with Horizontal(classes="panes"):
            yield self._sheet
            yield self._side

    def on_mount(self) -> None:
        self._sheet.thumb_of(self._view)

    def reload(self) -> None:
        """Make the pages anew; paper and page in sight stay."""
        self._trouble, self._preview = "", None
        try:
            self._papers = self._source.papers()
            if self._first:
                self._at = next((at for at, (key, _) in enumerate(self._papers) if key == self._first), 0)
                self._first = ""
            self._at = min(self._at, len(self._papers) - 1)
            self._preview = self._made()
            self._unsettled = self._look_for_conflicts()
        except BranchError as error:
            self._trouble = str(error)
            self.shell.say(self._trouble, bad=True)
        self._view.show(self._preview, self._pages.get(self._at, 1), self._photos())
        self._arrange()
        self._look_at_pictures()
        self._look_for_files()

    def _made(self) -> "Preview":
        from branchtui.workflows.preview import preview

        return preview(self._papers[self._at][1], self._source.profile(), photos=self.shell.photos())

    def _look_for_conflicts(self) -> str:
        """What is said where the thing has values that nobody has decided about."""
        if not may_be_any():
            return ""
        from branchtui.workflows.safety.resolving import warning

        return warning(self._source.thing())

    def _photos(self) -> "PhotoStore | None":
        """Where the pictures are, if this terminal can show them."""
        app = self.shell
        shown = shows_pictures(app.console, app.brush.glyphs, no_color=app.no_color, pictures=app.settings.pictures)
        return app.photos() if shown else None

    def _look_at_pictures(self) -> None:
        self._picture_notes = ()
        if self._preview is None or self._source.FIXED:
            return
        preview, paper, photos = self._preview, self._papers[self._at][1], self.shell.photos()

        def work() -> None:
            from branchtui.workflows.preview import picture_notes

            self.post_message(self.Noted(preview, picture_notes(paper, preview.look, photos=photos)))

        self.run_worker(work, thread=True, exclusive=True, group="pictures")

    def on_paper_screen_noted(self, message: Noted) -> None:
        if message.preview is self._preview:  # else of a paper or a profile that is shown no longer
            self._picture_notes = message.notes
            self._tell()

    # -- what stands where ----------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Page and notes side by side where both fit; else the page, or the notes once they were asked for."""
        width = self.app.size.width
        room = width - self._view.sheet_width - 2
        beside = width >= _WIDE and room >= _NOTES
        self._side.display = beside != self._flipped
        self._sheet.display = beside or not self._flipped
        self._side.styles.width = min(38, room) if beside else "1fr"
        self._tell()

    def on_page_view_turned(self) -> None:
        self._pages[self._at] = self._view.number
        self._tell()

    def _tell(self) -> None:
        """Say where we are, and the notes."""
        self._sheet.title = "  ".join(self._where())
        self._notes.update(Content("\n").join(self._note_lines()))

    def _where(self) -> Iterator[str]:
        if self._trouble:
            yield self._trouble
            return
        yield f"第 {self._view.number}/{self._view.count} 页"
        if self._sheet.display and self._view.below:
            yield f"下面还有 {self._view.below} 行"
        if not self._side.display and (count := len(self._warnings())):
            yield f"提示 {count} 处，按 F10 看"
        if len(self._papers) > 1:
            yield self._which()
        yield self._source.title()

    def _which(self) -> str:
        from branchtui.papers.names import paper_name

        return f"{self._at + 1}/{len(self._papers)} {paper_name(self._papers[self._at][0])}"

    def _warnings(self) -> Sequence[str]:
        unsettled = (self._unsettled,) if self._unsettled else ()
        return (*unsettled, *(self._preview.warnings if self._preview else ()), *self._picture_notes)

    def _note_lines(self) -> Iterator[Content]:
        bold = partial(Content.styled, style="bold")
        if self._preview is not None:
            yield bold(f"第 {self._view.number} 页，共 {self._view.count} 页")
            if len(self._papers) > 1:
                yield Content(self._which())
            yield Content(f"版式 {self._source.profile()}：{self._preview.look.label}")
        else:
            yield Content(self._trouble)
        yield Content("")
        warnings = self._warnings()
        yield bold(f"提示 {len(warnings)} 处" if warnings else "没有要提示的地方")
        for warning in warnings:
            yield Content(f"- {warning}")
        yield Content("")
        left_out = ("pages.move", *(("pages.profile",) if self._source.FIXED else ("pages.turn",)))
        listed = [each for each in table.of_place("pages", self.shell.commands) if not each.id.startswith(left_out)]
        for command in listed:
            if command.keys:
                yield Content(f"{key_word(command.keys[0])} {command.name}")
        rarer = [command for command in listed if not command.keys]
        if rarer:
            yield Content(f"{table.way_text(rarer[0], self.shell.commands)}：{'、'.join(each.name for each in rarer)}")

    # -- commands -------------------------------------------------------------------------------------------------

    def can(self, command_id: str) -> bool:
        if command_id == "pages.open":
            return self._at < len(self._files) and self._files[self._at].exists()
        return len(self._papers) > 1 if command_id.startswith("pages.turn") else super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        return ("pages.open", "打开") if self.can("pages.open") else ("pages.export", "导出")

    def after_work(self) -> None:
        self._look_for_files()
        super().after_work()

    def _look_for_files(self) -> None:
        """Where the papers are exported to: what is there can be opened."""
        self._files = ()
        with suppress(BranchError):  # told of where it is asked for
            self._files = self._source.files(self)

    def action_page(self, where: str) -> None:
        here = self._view.number
        pages = {"next": here + 1, "previous": here - 1, "first": 1, "last": self._view.count}
        self._view.turn(pages[where])

    def action_read(self) -> None:
        self._view.read_on()

    def action_move(self, where: str) -> None:
        if not self._sheet.display:
            self._scrolled.scroll_relative(y=1 if where == "down" else -1, animate=False)
        elif where in ("down", "up"):
            self._view.step(1 if where == "down" else -1)
        else:
            self._view.shift(8 if where == "right" else -8)

    def action_turn(self, way: str) -> None:
        if len(self._papers) == 1:
            self.shell.say("只有这一份，没有别的材料。")
        elif self._papers:
            self._at = (self._at + (1 if way == "next" else -1)) % len(self._papers)
            self.reload()
            self.show_keys()

    def action_notes(self) -> None:
        self._flipped = not self._flipped
        self._arrange()

    def action_profile(self) -> None:
        from branchtui.workflows.profiles import profiles

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                with self.telling():
                    self._source.use(option[0])
                    self.shell.say(f"版式改为{option[1]}。")
                self.reload()

        if self._source.FIXED:
            self.shell.say(self._source.FIXED)
            return
        with self.telling():
            now = self._source.profile()
            options = [(each.name, f"{each.label}（{each.name}）") for each in profiles() if not each.problem]
            self.app.push_screen(pick(f"现在是“{now}”，改为", [each for each in options if each[0] != now]), chosen)

    def action_export(self) -> None:
        with self.telling():
            self._source.export(self)

    def action_open(self) -> None:
        with self.telling():
            file = self._source.files(self)[self._at]
            if not file.exists():
                raise BranchError("还没有导出。先按 F8 导出，再打开。")
            written = datetime.fromtimestamp(file.stat().st_mtime)
            self.shell.say(f"正在打开 {file.name}（{written:%m-%d %H:%M} 导出）。")
            self._hand_out(file)

    def action_folder(self) -> None:
        with self.telling():
            folder = self._source.files(self)[self._at].parent
            if not folder.exists():
                raise BranchError("还没有导出过，没有这个文件夹。先按 F8 导出。")
            self.shell.say(f"正在打开文件夹 {folder}")
            self._hand_out(folder)

    @staticmethod
    def opener(path: Path) -> None:
        """Hand a file or a folder to the machine; in the worker."""
        hand_over(path)

    def _hand_out(self, path: Path) -> None:
        def work() -> None:
            try:
                self.opener(path)
            except BranchError as error:
                self.app.call_later(self.shell.say, str(error), bad=True)

        self.run_worker(work, thread=True, group="open")
