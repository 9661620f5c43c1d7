"""更多 → 校历: holidays, the days that make up for them, and the terms, as the branch has marked them."""

from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import FormScreen, ask
from branchtui.workflows import calendar as acts
from branchtui.workflows.workdays import shipped_years

_ADD = "add"


def show_days(screen: PlaceScreen) -> None:
    """List what is marked; a line is taken away, or another one added."""
    found = acts.stretches()
    options = [(_ADD, "增加：放假、调休上班、开学、学期结束")]
    options += [(str(number), each.words) for number, each in enumerate(found)]
    first, last = shipped_years()
    title = f"校历（{first}—{last} 年的法定节假日和调休已自带，这里只记不同的和以后的）"

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            return
        if option[0] == _ADD:
            screen.app.push_screen(_form(screen))
        else:
            _ask_what(screen, found[int(option[0])])

    screen.app.push_screen(pick(title, options), chosen)


def _form(screen: PlaceScreen) -> FormScreen:
    today = screen.shell.now().date()
    return ask(
        "days",
        "校历",
        "哪几天",
        lambda typed: acts.mark_days(typed, today),
        placeholder="10月1日—10月8日 放假；10月10日 调休上班；9月1日 开学",
        hint=lambda typed: acts.read_days(typed, today).words,
        room="meetings",
    )


def _ask_what(screen: PlaceScreen, stretch: acts.Stretch) -> None:
    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None and option[0] == "remove":
            with screen.telling() as done:
                done(acts.unmark_days(stretch))

    screen.app.push_screen(pick(stretch.words, [("keep", "留着"), ("remove", "去掉")]), chosen)
