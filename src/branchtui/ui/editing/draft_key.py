"""Where a text is being typed, as a value: the drafts are kept by it, and it leads back to the editor."""

from branchtui.values import NamedTuple

_FORM = "form"


class DraftKey(NamedTuple):
    """A cell of a thing: its kind, its id in hex, the column. Or a field of a form, which has no thing."""

    table: str
    thing: str
    column: str

    @classmethod
    def cell(cls, table: str, thing: bytes, column: str) -> "DraftKey":
        """The key of a cell of a thing."""
        return cls(table, thing.hex(), column)

    @classmethod
    def field(cls, form: str, field: str) -> "DraftKey":
        """The key of a field of a form."""
        return cls(_FORM, form, field)

    @classmethod
    def parse(cls, text: str) -> "DraftKey":
        """The key of a text that `str` made of one."""
        table, _, rest = text.partition(":")
        thing, _, column = rest.partition(":")
        return cls(table, thing, column)

    def __str__(self) -> str:
        return f"{self.table}:{self.thing}:{self.column}"

    @property
    def form(self) -> str:
        """The name of the form, empty for a cell."""
        return self.thing if self.table == _FORM else ""

    @property
    def whole(self) -> "DraftKey":
        """What is taken up again in one go: all the fields of a form, or this cell."""
        return DraftKey(_FORM, self.thing, "") if self.form else self
