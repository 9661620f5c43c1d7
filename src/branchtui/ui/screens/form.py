"""A form: one field below the other; what is typed is a draft until it is handed in."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from branchtui.errors import BranchError
from branchtui.ui.commands import table
from branchtui.ui.editing.edit_guard import StaleError
from branchtui.ui.jobs import Ends, Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.conflict import ask_which
from branchtui.ui.screens.fields import Field, FieldRow, Hint, Offers, Values, column
from branchtui.ui.screens.undo_hint import stamps, with_way_back
from branchtui.ui.widgets.choosing.choices import BESIDE, Choices, Offer
from branchtui.ui.widgets.choosing.completion import Completion
from branchtui.ui.widgets.choosing.field_steps import FieldSteps
from branchtui.ui.widgets.editors import DraftArea, Drafting, DraftInput
from branchtui.ui.widgets.frame import Frame

__all__ = ["Field", "FormScreen", "Hint", "Offers", "Submit", "Values", "ask", "column"]

_KEPT = "填了的随时留着"
_NOT_KEPT = "口令不留存，也不显示"
_RESUMED = "这是上次没填完的，接着填就行。"

Submit = Callable[[Values], "str | Job[Any]"]
_OF_CHOICES = frozenset({"form.next", "form.row.down"})  # shown in the key bar where there are some
_SHORT = 6  # fields of a form that lies over its place
_ROOM = 6  # rows for choices beside the last field of a short form


class FormScreen(FieldSteps, PlaceScreen):
    """Asks for the fields and calls `submit` with them; a BranchError is shown and everything stays as typed.

    `submit` returns the sentence that says what happened, or a job: the form then goes, and comes back with what was
    typed should the job fail. `after` is called once all is done, unless the person has gone elsewhere meanwhile.

    A form of one line is a question above the key bar, a short one lies over its place, a long one takes the screen.
    `begin` is the field to begin with. `live` says in the foot what the fields come to as they are typed, or raises a
    BranchError that says why they can't be.
    """

    PLACE = "form"
    FRAME: ClassVar[type[Frame]] = Frame
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("form")]

    def __init__(
        self,
        name: str,
        title: str,
        fields: Sequence[Field],
        submit: Submit,
        *,
        room: str = "",
        after: Callable[[], object] | None = None,
        note: str = "",
        problem: str = "",
        begin: str = "",
        live: Callable[[Values], str] | None = None,
    ) -> None:
        super().__init__()
        self._form = name
        self._live = live
        self._fields = fields
        self._heading = title
        self._note = note
        self._submit = submit
        self._after = after
        self._room = room
        self._asks = len(fields) == 1 and not fields[0].area
        self.add_class("-question" if self._asks else "-overlay" if len(fields) <= _SHORT else "-page")
        self._offers = any(field.offers for field in fields)
        self.set_class(self._offers, "-offers")
        self._rows = [FieldRow(name, field, title if self._asks else "") for field in fields]
        for row in self._rows:
            if row.completion is not None:
                row.completion.editor.numbered = partial(self._numbered, row.completion)
        self._begin = begin
        self._beside, self._in_line = Choices(in_line=False), Choices(in_line=True)
        self._in_line.display = False
        self._wrong = problem
        self._came_back: dict[str, str] | None = None
        self._problem = Static(Content(problem), classes="note bad")
        self._resumed = Static(Content(_RESUMED), classes="note")

    def title_room(self) -> str:
        return self._room

    def way_to_undo(self, word: str) -> str:
        return f"要{word}已存的操作，先交上或退出这张表。"

    def body(self) -> ComposeResult:
        if self._asks:
            yield from self._told()
            yield from self._rows
        else:
            with self.FRAME(title=self._heading, classes="form") as self._frame:
                yield from self._told()
                with Horizontal(classes="fields-beside"):
                    with VerticalScroll(classes="fields", can_focus=False):
                        yield from self._rows
                    if self._offers:
                        yield self._beside
            self._frame.foot = _NOT_KEPT if any(field.hidden for field in self._fields) else _KEPT
        yield self._in_line

    def _told(self) -> ComposeResult:
        if self._note:
            yield Static(Content(self._note), classes="note")
        yield self._resumed
        yield self._problem

    def on_mount(self) -> None:
        self._follow()
        self._problem.display = bool(self._wrong)
        self._came_back = self._values() if self._wrong else None
        first = next((row for row in self._rows if row.field.key == self._begin), self._rows[0])
        first.editor.focus()
        left = any(not row.untouched for row in self._rows)
        self._resumed.display = left and not self._wrong
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self.show_choices())

    def _values(self) -> dict[str, str]:
        return {row.field.key: row.editor.typed.strip() for row in self._rows}

    def on_input_changed(self, event: Input.Changed) -> None:
        self._changed(event.input)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self._changed(event.text_area)

    def _changed(self, editor: object) -> None:
        if self._values() != self._came_back:  # else the drafts have just been taken up
            self._problem.display = False
        for row in self._rows:
            if row.editor is editor:
                if row.completion is not None:
                    row.completion.typed()
                row.show_hint()
        self._follow()
        self.show_choices()

    def _follow(self) -> None:
        values = self._values()
        for row in self._rows:
            row.follow(values)
        if self._live is not None:
            try:
                self._frame.foot = self._live(self._values()) or _KEPT
            except BranchError as error:
                self._frame.foot = str(error)

    # -- choices --------------------------------------------------------------------------------------------------

    def on_descendant_focus(self) -> None:
        if self._here is not None:
            self._here.enter(self._values())
        self.show_choices()

    @property
    def _here(self) -> FieldRow | None:
        """The row that the focus is in."""
        return next((row for row in self._rows if row.editor is self.focused), None)

    def can(self, command_id: str) -> bool:
        here = self.completion()
        offers = here is not None and bool(here.offer.rows)
        return (offers or command_id not in _OF_CHOICES) and super().can(command_id)

    def completion(self) -> Completion | None:
        return self._here.completion if self._here is not None else None

    def show_choices(self) -> None:
        here = self.completion()
        offer = here.offer if here is not None else Offer()
        beside = self.size.width >= BESIDE and not self._asks
        if self.has_class("-overlay"):
            self._beside.styles.height = len(self._rows) * (2 if self.has_class("-high") else 1) + _ROOM
        self._beside.display = beside
        self._in_line.display = not beside and bool(offer.rows)
        top = here.editor.region.y - self._beside.region.y if here is not None and beside else 0
        self._beside.show(offer, top)
        self._in_line.show(offer)

    def _numbered(self, completion: Completion) -> int:
        """How many rows digits pick now: where they stand in a line, as an input method shows its own."""
        return completion.picked_by_digits() if self._in_line.display else 0

    def past_the_last(self) -> None:
        self.action_save()

    def editors(self) -> Sequence[DraftInput | DraftArea]:
        return [row.editor for row in self._rows]

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_next(self) -> None:
        if self.screen.focused is self.editors()[-1] and self.completion() is None:
            raise SkipAction  # the last line hands the form in itself, behind the keys typed into it
        super().action_next()

    def action_save(self) -> None:
        before = stamps()
        try:
            outcome = self._submit(self._values())
        except StaleError as error:
            self._ask(error)
            return
        except BranchError as error:
            self._show_problem(str(error))
            return
        if isinstance(outcome, Job):
            self._hand_over(outcome)
            return
        self._done(with_way_back(outcome, before, self.app.screen_stack[-2]))
        self.dismiss()
        if self._after is not None:
            self.app.call_later(self._after)

    def _show_problem(self, words: str) -> None:
        """Say what is wrong, and go to the field it is about: one whose hint says so too, or that it names."""
        self._problem.update(Content(words))
        self._problem.display = not any(row.wrong == words for row in self._rows)
        named = [row for row in self._rows if row.wrong] or [row for row in self._rows if row.field.label in words]
        if named:
            self.set_focus(named[0].editor)

    def _done(self, words: str) -> None:
        """What was typed is stored, and is a draft no longer."""
        for row in self._rows:
            self.shell.drafts.drop(row.editor.place)
            row.editor.stored = row.editor.typed
        self.shell.say(words)

    def _ask(self, error: StaleError) -> None:
        """A field was changed elsewhere too: ask which text to keep, then save again."""
        clash = error.clashes[0]

        def decided(which: str | None) -> None:
            if which is None:
                self._show_problem(str(error))
                return
            error.guard.settle(clash)
            if which == "theirs":
                next(row for row in self._rows if row.field.key == clash.name).editor.replace_typed(clash.theirs)
            self.action_save()

        ask_which(self, clash, decided)

    def _hand_over(self, job: Job[Any]) -> None:
        """Let the job run beside the screen below."""
        shell, below = self.shell, self.app.screen_stack[-2]

        def done(words: str) -> None:
            self._done(words)
            if self._after is not None and self.app.screen is below:
                self.app.call_later(self._after)

        def failed(words: str) -> None:
            if shell.screen is below:
                again = FormScreen(
                    *(self._form, self._heading, self._fields, self._submit),
                    room=self._room,
                    after=self._after,
                    note=self._note,
                    problem=words,
                    begin=self._begin,
                    live=self._live,
                )
                shell.push_screen(again)
            else:
                shell.say(f"{words}再打开“{self._heading}”可接着填。", bad=True)

        stopped = lambda: shell.say(f"已停下，没有{job.words}。填了的内容留着。")  # noqa: E731
        if shell.work.start(job, Ends(done, failed, stopped)):
            self.dismiss()

    async def action_leave(self) -> None:
        await self.shell.action_back()

    async def step_back(self) -> None:
        kept = [row.editor for row in self._rows if isinstance(row.editor, Drafting) and row.editor.KEPT]
        if any(editor.typed != editor.stored for editor in kept):
            self.shell.say("没有交上；填了的内容留着，下次打开这张表时接着填。")
        self.dismiss()


def ask(
    name: str,
    title: str,
    label: str,
    submit: "Callable[[str], str | Job[Any]]",
    *,
    value: str = "",
    placeholder: str = "",
    hint: Hint | None = None,
    room: str = "",
    note: str = "",
    offers: Offers | None = None,
    default: Callable[[Values], str] | None = None,
    after: Callable[[], object] | None = None,
) -> FormScreen:
    """A form of one field."""
    field = Field("text", label, value, placeholder, hint, offers=offers, default=default)
    return FormScreen(name, title, [field], lambda values: submit(values["text"]), room=room, note=note, after=after)
