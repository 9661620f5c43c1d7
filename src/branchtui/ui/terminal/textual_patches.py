"""Everything that reaches into Textual's private parts, and nothing else does: what it works around, and until when.

A test names each private part used here. Textual is pinned below 8.3; before a newer one is taken, read the issues named here.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, cast

from rich.segment import Segment
from rich.style import Style
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._compositor import ChopsUpdate, Compositor
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.color import Color
from textual.drivers import _writer_thread
from textual.events import CursorPosition
from textual.geometry import Region
from textual.message import Message
from textual.message_pump import MessagePump
from textual.notifications import Notification
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip

from branchtui.errors import BranchError
from branchtui.ui.terminal.input_decoder import InputDecoder

# --- what Textual gives up at, and the app does not ------------------------------------------------------------------

_dispatch = MessagePump._dispatch_message


async def _dispatch_and_tell(pump: MessagePump, message: Message) -> None:
    try:
        await _dispatch(pump, message)
    except BranchError as error:
        pump.app._handle_exception(error)


def outlive_sentences() -> None:
    """A BranchError that leaves a message handler goes to the app's `unforeseen`, and the queue goes on.

    Textual does the first and then ends the queue: the widget or screen would be dead. A look at the database can fail
    in any handler, where another program holds the file, so it is mended here and not in each.
    Waits for a hook of Textual's own: Textualize/textual#2818, closed without one.
    """
    MessagePump._dispatch_message = _dispatch_and_tell  # type: ignore[assignment,method-assign]  # Textual has no hook around a message


def _lenient(name: str) -> Callable[..., Any]:
    return partial(InputDecoder, name)


def outlive_bytes() -> None:
    """A byte from the keyboard that is not UTF-8 (a terminal that sends GBK, an old mouse report) is shown as U+FFFD.

    Esc in what is pasted is left out as well, see `InputDecoder`.

    A bug of Textual 8.2.8, to be sent upstream as a comment to Textualize/textual#6456, which is open:

    Reproduction, under Linux or macOS (a terminal set to GBK does the same when somebody types Chinese):

        pid, terminal = pty.fork()
        if pid == 0:
            App().run()
        while shown := os.read(terminal, 65536):
            os.write(terminal, b"\\xb2")
            print(shown)

    Expected: the byte is shown as U+FFFD or passed over, and the keys behind it are heard.
    Seen: UnicodeDecodeError in `LinuxDriver.run_input_thread`, whose decoder is strict; the app ends with a traceback.
    Mend: `getincrementaldecoder("utf-8")(errors="replace")` in linux_driver, linux_inline_driver and web_driver.
    """
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        linux_driver.getincrementaldecoder = _lenient  # type: ignore[assignment,attr-defined]  # the driver looks its decoder up by this name


class PatientWriter(_writer_thread.WriterThread):
    """Goes on taking what is written once the terminal is gone, so that nobody waits for room in the queue."""

    def run(self) -> None:
        there = True
        while (text := self._queue.get()) is not None:
            if there:
                there = self._written(text)

    def _written(self, text: str) -> bool:
        try:
            self._file.write(text)
            if self._queue.qsize() == 0:
                self._file.flush()
        except OSError:
            return False
        return True


def outlive_terminal() -> None:
    """A terminal that goes away does not hold the app.

    A bug of Textual 8.2.8, not reported yet (Textualize/textual#6692 is the same full queue, reached by `suspend`):

    Reproduction, without an app:

        class Gone(io.StringIO):
            def write(self, text):
                raise OSError(errno.EIO, "the terminal went away")

        thread = WriterThread(Gone())  # of textual.drivers._writer_thread
        thread.start()
        for _ in range(40):
            thread.write("x")

    or with one: close the window of a terminal whose app goes on drawing and has its own handler for SIGHUP.
    Expected: `write` comes back and `stop` ends, so that the app can save and leave.
    Seen: the thread ends with the first OSError; `write` waits for ever with the 32nd call and holds the event loop.
    Mend: go on emptying the queue after an OSError, as `PatientWriter` does.
    """
    if sys.platform == "win32":
        from textual.drivers import windows_driver as driver
    else:
        from textual.drivers import linux_driver as driver
    driver.WriterThread = PatientWriter  # type: ignore[attr-defined]  # the driver has no parameter for it


# --- what Textual keeps, and nobody needs ----------------------------------------------------------------------------

_inner_outer = lru_cache(1024)(partial(StylesCache.get_inner_outer.__wrapped__, StylesCache))


def free_styles_caches() -> None:
    """What was painted of a widget goes with the widget, so that memory and the pauses of the collector do not grow.

    A bug of Textual 8.2.8, reported as Textualize/textual#6665, which is open:

    Reproduction, in any app: open and close a screen a hundred times, then

        gc.collect()
        print(sum(isinstance(thing, StylesCache) for thing in gc.get_objects()))

    Expected: as many as there are widgets.
    Seen: up to 1,024 more, with every strip they painted: `StylesCache.get_inner_outer` is an instance's method under
    `lru_cache`, which holds the instances by its keys. After 110 meetings opened and closed that is 100 MB, and a pause
    of 0.3 s at each full collection.
    Mend: a class method under the same cache, as its parameter `cls` says it was meant to be.
    """
    StylesCache.get_inner_outer = staticmethod(_inner_outer)  # type: ignore[assignment]  # a method becomes a cached function: the mend itself


# --- what Textual works out again and again --------------------------------------------------------------------------

_tint = BackgroundScreen.process_segments


@lru_cache(maxsize=1024)
def _tinted(style: Style | None, colour: Color) -> Style | None:
    (segment,) = _tint([Segment(" ", style)], colour)
    return segment.style


def _tint_by_style(segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
    for text, style, control in segments:
        yield Segment(text, style if control else _tinted(style, color), control)


def remember_tints() -> None:
    """The screen behind a dialog is dimmed by its few styles, not by each of its thousand pieces.

    Not reported yet: Textual 8.2.8 mixes the colours of every piece anew, each time a dialog is drawn, which is a third
    of what opening one takes.
    """
    BackgroundScreen.process_segments = staticmethod(_tint_by_style)  # type: ignore[method-assign]  # the same signature, done by styles


_draw = Screen._compositor_refresh


def _draw_what_is_shown(screen: Screen[Any]) -> None:
    if not screen.app._batch_count:
        _draw(screen)


def draw_nothing_in_vain() -> None:
    """While updates are delayed nothing is drawn.

    Not reported yet: Textual 8.2.8 draws a screen that was laid out meanwhile, 5 ms for a room, and throws away what it
    has drawn (`App._display`). Whoever ends the delay lets the whole screen be drawn: nothing of it is missed.
    """
    Screen._compositor_refresh = _draw_what_is_shown  # type: ignore[assignment,method-assign]  # its own, less often


# --- wide characters under an edge ------------------------------------------------------------------------------------

_COVERED = Strip([], 0)
_partial_update = Compositor.render_partial_update


def keep_wide_characters() -> None:
    """A wide character of what lies on top is never cut by the edge of what lies below it.

    A bug of Textual 8.2.8, reported as Textualize/textual#6357, which is open:

    Reproduction: an app whose screen holds two panes side by side, the border between them under the toast of

        app.notify("中" * 40)

    with the toast at an odd distance from that border.
    Expected: the characters of the toast, all of them.
    Seen: two blanks instead of the one above the border. `Compositor._render_chops` cuts every line of every widget
    wherever any widget on that row begins or ends, and `Segment.divide` puts blanks for a character that is cut.
    Mend: cut a line only where it passes under another or comes out again. There a character goes half under the edge,
    and a blank is right: nothing is shifted. What is drawn anew of a row then starts and ends between characters too.
    """
    Compositor._render_chops = _chops  # type: ignore[assignment,method-assign]  # as its own, cut less often
    Compositor.render_partial_update = _whole_update  # type: ignore[assignment,method-assign]  # the ends of those pieces


def _chops(
    compositor: Compositor, crop: Region, is_rendered_line: Callable[[int], bool]
) -> Sequence[Mapping[int, Strip | None]]:
    """For each row its pieces by the column at which they start, None where nothing is drawn.

    What others hide altogether, as they do a container or the screen itself, need not be drawn.
    """
    all_cuts = compositor.cuts
    rows: list[dict[int, Strip | None]] = [dict.fromkeys(cuts[:-1]) for cuts in all_cuts]
    for widget, (region, clip) in compositor.visible_widgets.items():
        shown = region.intersection(clip) if crop.overlaps(clip) else Region()
        first, last = shown.column_span
        free = [
            y
            for y in shown.line_range
            if is_rendered_line(y) and any(rows[y][cut] is None for cut in all_cuts[y] if first <= cut < last)
        ]
        if free:
            strips = widget.render_lines(Region(shown.x - region.x, shown.y - region.y, shown.width, shown.height))
            for y in free:
                _lay_under(rows[y], all_cuts[y], strips[y - shown.y], first, last)
    return [{at: piece for at, piece in row.items() if piece is not _COVERED} for row in rows]


def _lay_under(row: dict[int, Strip | None], cuts: Sequence[int], strip: Strip, first: int, last: int) -> None:
    """Put a strip, which reaches from column `first` to `last`, where nothing stands yet; in as few pieces as can be."""
    starts = [cut for cut in cuts if first <= cut < last]
    free = [row[start] is None for start in starts]
    if True not in free:
        return
    edges = [n for n in range(1, len(starts)) if free[n] is not free[n - 1]] if False in free else []
    pieces = strip.divide([*(starts[n] - first for n in edges), last - first])
    for piece, begin, end in zip(pieces, [0, *edges], [*edges, len(starts)], strict=False):
        if free[begin]:
            for start in starts[begin + 1 : end]:
                row[start] = _COVERED
            row[starts[begin]] = piece


def _whole_update(compositor: Compositor) -> ChopsUpdate | None:
    """What is to be drawn anew: each span ends behind the character that its last column is part of."""
    if (update := _partial_update(compositor)) is not None:
        width = compositor.size.width
        update.chop_ends = [[*list(row)[1:], width] for row in update.chops]
        update.spans = [(y, x1, min(width, _behind(update.chops[y], x2))) for y, x1, x2 in update.spans]
    return update


def _behind(row: Mapping[int, Strip | None], end: int) -> int:
    """The column `end`, or the next one where it is the second of a wide character."""
    start = max((at for at in row if at < end), default=0)
    piece = row.get(start)
    if piece is None:
        return end
    cut = end - start
    return end if piece.crop(0, cut).text + piece.crop(cut).text == piece.text else end + 1


# --- keys ------------------------------------------------------------------------------------------------------------


def forget_option_keys() -> None:
    """Esc and a digit in one read must not be a character of a Mac's Option key, as Textual has it for one terminal.

    Not reported yet: which of the two was meant can't be told from the bytes, and Textual has no setting for it.
    """
    for key in "0123456789-=":
        cast(dict[str, Any], ANSI_SEQUENCES_KEYS).pop(f"\x1b{key}", None)


def begin_input_with(app: App[Any], typed: bytes, attributes: list[Any], hear: Callable[[int, int], None]) -> None:
    """The app's input begins with the bytes `typed`, which were read before Textual reads; not under Windows.

    What was cut there, a character, a key or a paste, is whole again: decoder and parser go on with what comes.
    The terminal is given back with `attributes` whenever Textual leaves it, also to an editor outside. A cursor report
    is no key, and goes to `hear(row, column)`, counted from 1, in the thread that reads.

    Not reported: Textual's driver has no way in for what was read before it.
    """
    from textual.drivers import linux_driver

    module: Any = linux_driver
    decoder, parser = _lenient("utf-8")(), XTermParser()
    text = decoder.decode(typed)
    driver: Any = app.driver_class

    class Begun(driver):  # type: ignore[misc]  # the base is the driver of this platform, known when it runs
        def start_application_mode(self) -> None:
            super().start_application_mode()
            self.attrs_before = attributes

        def run_input_thread(self) -> None:
            if parser.is_eof:  # a second time, behind an editor outside
                super().run_input_thread()
                return
            others = module.XTermParser, module.getincrementaldecoder
            module.XTermParser = lambda debug: parser
            module.getincrementaldecoder = lambda name: lambda: decoder
            try:
                for message in parser.feed(text) if text else ():  # fed with nothing it would end
                    self.process_message(message)
                super().run_input_thread()
            finally:
                module.XTermParser, module.getincrementaldecoder = others

        def process_message(self, message: Message) -> None:
            if isinstance(message, CursorPosition):
                hear(message.y + 1, message.x + 1)
            else:
                super().process_message(message)

    app.driver_class = Begun


# --- toasts ----------------------------------------------------------------------------------------------------------


def withdraw_toasts(app: App[Any], outdated: Callable[[Notification], bool], *, at_once: bool = False) -> None:
    """Take back the toasts that are `outdated`; the screen follows with the next toast, or `at_once`: on no other screen.

    Textual's own `clear_notifications` takes all, errors not yet read among them. Waits for Textualize/textual#5129.
    """
    gone = [old for old in app._notifications if outdated(old)]
    for old in gone:
        app._unnotify(old, refresh=False)
    for rack in app.screen.query("ToastRack") if gone and at_once else ():
        cast(Any, rack).show(app._notifications)


# --- the end by a crash ----------------------------------------------------------------------------------------------


class CrashHandlingApp(App[None]):
    """An app that says itself what becomes of an exception which nobody caught, and how it ends then.

    Textual's own way prints a traceback over the screen and ends; what is being typed would be lost.
    Waits for a hook: Textualize/textual#2818, closed without one.
    """

    def unforeseen(self, error: Exception) -> None:
        """What is done about an exception which nobody caught. Nothing of it ends the app unless this does."""
        raise NotImplementedError

    def _handle_exception(self, error: Exception) -> None:
        self.unforeseen(error)

    def end_as_failed(self, error: Exception | None = None) -> None:
        """The exit code will be 1, and the pilot of a test raises the first `error`."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error

    def draw_no_more(self) -> None:
        """Nothing is drawn from now on. `batch_update` would draw again at its end."""
        self._begin_batch()

    def end_at_once(self) -> None:
        """Close the app's queue behind what is in it already; a test's pilot is told. `exit` would wait for more."""
        self._exception_event.set()
        self._close_messages_no_wait()
