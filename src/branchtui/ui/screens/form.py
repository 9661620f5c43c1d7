"""A form: one field below the other; what is typed is a draft until it is handed in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from branchtui.errors import BranchError
from branchtui.store.models import Row
from branchtui.store.models.columns import caption, help_text
from branchtui.ui.commands import table
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.editing.edit_guard import StaleError
from branchtui.ui.jobs import Ends, Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.conflict import ask_which
from branchtui.ui.screens.undo_hint import stamps, with_way_back
from branchtui.ui.widgets.editors import DraftArea, Drafting, DraftInput
from branchtui.ui.widgets.field_steps import FieldSteps

_RESUMED = "这是上次没填完的，接着填就行。"

Hint = Callable[[str], str]
Submit = Callable[[Mapping[str, str]], "str | Job[Any]"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `hint` turns what is typed into a line shown below at once; a BranchError of it is shown as wrong."""

    key: str
    label: str
    value: str = ""
    placeholder: str = ""
    hint: Hint | None = None
    area: bool = False


def column(
    model: type[Row], name: str, value: str = "", *, placeholder: str = "", hint: Hint | None = None, area: bool = False
) -> Field:
    """A field that is a column of `model`, called what the column is called."""
    return Field(name, caption(model, name), value, placeholder or help_text(model, name), hint, area)


class _FieldRow(Vertical):
    def __init__(self, form: str, field: Field) -> None:
        super().__init__(classes="field")
        self.field = field
        make = DraftArea if field.area else DraftInput
        self.editor: DraftInput | DraftArea = make(
            field.value,
            place=DraftKey.field(form, field.key),
            label=field.label,
            placeholder=field.placeholder,
            id=f"field-{field.key}",
        )
        self._hint = Static("", markup=False, classes="hint")

    def compose(self) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Static(Content(self.field.label), classes="field-label")
            yield self.editor
        yield self._hint

    def on_mount(self) -> None:
        self.show_hint()

    @property
    def wrong(self) -> bool:
        """Whether the hint says that what is typed can't be."""
        return self._hint.has_class("bad")

    def show_hint(self) -> None:
        if self.field.hint is None:
            return
        typed = self.editor.typed.strip()
        bad = False
        try:
            words = self.field.hint(typed) if typed else ""
        except BranchError as error:
            words, bad = str(error), True
        self._hint.update(Content(words))
        self._hint.set_class(bad, "bad")
        self._hint.display = bool(words)


class FormScreen(FieldSteps, PlaceScreen):
    """Asks for the fields and calls `submit` with them; a BranchError is shown and everything stays as typed.

    `submit` returns the sentence that says what happened, or a job: the form then goes, and comes back with what was
    typed should the job fail. `after` is called once all is done, unless the person has gone elsewhere meanwhile.
    """

    PLACE = "form"
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
    ) -> None:
        super().__init__()
        self._form = name
        self._fields = fields
        self._heading = title
        self._note = note
        self._submit = submit
        self._after = after
        self._room = room
        self._rows = [_FieldRow(name, field) for field in fields]
        self._wrong = problem
        self._came_back: dict[str, str] | None = None
        self._problem = Static(Content(problem), classes="note bad")
        self._resumed = Static(Content(_RESUMED), classes="note")

    def title_room(self) -> str:
        return self._room

    def way_to_undo(self, word: str) -> str:
        return f"要{word}已存的操作，先交上或退出这张表。"

    def body(self) -> ComposeResult:
        yield Static(Content(self._heading), classes="heading")
        if self._note:
            yield Static(Content(self._note), classes="note")
        yield self._resumed
        yield self._problem
        with VerticalScroll(classes="fields", can_focus=False):
            yield from self._rows

    def on_mount(self) -> None:
        self._problem.display = bool(self._wrong)
        self._came_back = self._values() if self._wrong else None
        self._rows[0].editor.focus()
        left = any(row.editor.typed != row.field.value for row in self._rows)
        self._resumed.display = left and not self._wrong

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
                row.show_hint()

    def editors(self) -> Sequence[DraftInput | DraftArea]:
        return [row.editor for row in self._rows]

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_next(self) -> None:
        self.only_in_a_line()
        if not self.go(1):
            raise SkipAction  # the last line hands the form in itself, behind the keys typed into it

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
        self._problem.display = True
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
        if any(isinstance(e, Drafting) and e.typed != e.stored for e in (row.editor for row in self._rows)):
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
) -> FormScreen:
    """A form of one field."""
    field = Field("text", label, value, placeholder, hint)
    return FormScreen(name, title, [field], lambda values: submit(values["text"]), room=room, note=note)
