"""A framework as the text of a TOML file, which `template_from` reads back as the same."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from branchtui.rules.frameworks.needs import Need, Select, need_table, select_table
from branchtui.rules.frameworks.template import Template, TemplatePoint


def toml_of(template: Template) -> str:
    """The file of a framework."""
    lines = [
        *_pairs(
            {
                name: getattr(template, name)
                for name in ("key", "name", "kind", "level", "version", "source", "wording", "years", "organiser")
            }
        ),
        f"number_form = {_value(template.number_form)}",
    ]
    if template.milestones:
        rows = [
            {"key": each.key, "name": each.name, "after_months": each.after_months, "papers": list(each.papers)}
            for each in template.milestones
        ]
        lines += _list("milestone", rows)
    for point in template.points:
        lines += _point(point, "point", "")
    return "\n".join([*lines, ""])


def rules_text(needs: Sequence[Need], selects: Sequence[Select]) -> str:
    """The needs and selects of one point as they stand in a file, to be edited: a line each, both there though empty."""
    return "\n".join(
        [
            *_list("need", [need_table(need) for need in needs], empty=True),
            *_list("select", [select_table(select) for select in selects], empty=True),
            "",
        ]
    )


def _point(point: TemplatePoint, table: str, dim: str) -> Iterator[str]:
    yield ""
    yield f"[[{table}]]"
    told = {"key": point.key, "title": point.title, "dim": "" if point.dim == dim else point.dim}
    yield from _pairs(told | {name: getattr(point, name) for name in ("demand", "owner", "source", "weight")})
    yield from _list("select", [select_table(select) for select in point.selects])
    yield from _list("need", [need_table(need) for need in point.needs])
    for each in point.points:
        yield from _point(each, f"{table}.point", point.dim)


def _pairs(values: Mapping[str, Any]) -> Iterator[str]:
    """A line for each that is told."""
    return (f"{name} = {_value(value)}" for name, value in values.items() if value not in ("", None))


def _list(name: str, tables: Sequence[Mapping[str, Any]], *, empty: bool = False) -> list[str]:
    if not tables:
        return [f"{name} = [", "]"] if empty else []
    return [f"{name} = [", *(f"  {_value(table)}," for table in tables), "]"]


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{name} = {_value(each)}' for name, each in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)
