"""The forms of the rows of a sheet: their names, by which they are taken up again, and what people call them."""

from branchtui.errors import GoneError
from branchtui.store.queries.registers import documents
from branchtui.ui.commands.rooms import SHEET_FORMS

NEW = "new"  # where the number of a row would stand


def form_name(document: bytes, at: int | None) -> str:
    """The name of the form of a row, or of one that is to be added, of the sheet that a document asks for."""
    return f"{SHEET_FORMS}{document.hex()}-{NEW if at is None else at}"


def row_words(at: int | None) -> str:
    """What such a form is headed by."""
    return "加一行" if at is None else f"第 {at + 1} 行"


def form_words(form: str) -> str:
    """The same with the sheet before it, by the name of the form; empty where the sheet is gone."""
    document, _, which = form.removeprefix(SHEET_FORMS).partition("-")
    try:
        title = documents.document(bytes.fromhex(document)).title
    except GoneError:
        return ""
    return f"{title} {row_words(None if which == NEW else int(which))}"
