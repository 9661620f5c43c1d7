"""`NamedTuple` as that of `typing`, defined in a sixth of the time: for values that are read before the first frame.

That of `typing` writes and compiles a function for each class, 70 µs, and a start defines ninety. Here they share one
`__new__`: as fast with all values by their places, as rows of the database come, and a microsecond with names or defaults.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.version_info >= (3, 14):  # there a class being made does not hold its annotations yet
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter  # what namedtuple itself reads a field with
    from itertools import repeat

    class _Definition(type):
        """Makes the annotations of a class the names of the places of a tuple."""

        def __new__(cls, name, bases, body):
            if bases[0] is not tuple and not bases[0]._fields:
                fields = tuple(body.get("__annotations__", ()))
                defaults = {field: body[field] for field in fields if field in body}
                if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                    raise TypeError(f"{name}: a field without a default stands behind one that has a default")
                body.update(zip(fields, map(_tuplegetter, range(len(fields)), repeat(None, len(fields))), strict=True))
                body |= {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
                body["_count"] = len(fields)
            return super().__new__(cls, name, bases, body)

    class NamedTuple(tuple, metaclass=_Definition):
        """A tuple whose places have names; see `typing.NamedTuple`."""

        __slots__ = ()
        _fields = ()

        def __new__(cls, /, *values, **named):
            if named or len(values) != cls._count:
                values += tuple(cls._rest(len(values), named))
            return tuple.__new__(cls, values)

        @classmethod
        def _rest(cls, given, named):
            """The values of the fields behind the first so many. Raises TypeError as a call of a function does."""
            fields = cls._fields[given:]
            try:
                rest = [named.pop(field) if field in named else cls._field_defaults[field] for field in fields]
            except KeyError as error:
                raise TypeError(f"{cls.__name__}: the value of {error} is missing") from None
            if named or given > cls._count:
                raise TypeError(f"{cls.__name__}: given twice, or there is no place for it: {[*named] or given}")
            return rest

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, /, **changes):
            result = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"{type(self).__name__} has no {[*changes]}")
            return result

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

        def __getnewargs__(self):
            return tuple(self)
