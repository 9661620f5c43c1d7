"""Those that may be one, in words: what speaks for it, and what they say differently."""

from collections.abc import Sequence

from branchtui.cli.session import data, document
from branchtui.store.models import BY_TABLE, Row
from branchtui.store.replication import captions
from branchtui.store.short_ids import short_id
from branchtui.workflows.joining import duplicates
from branchtui.workflows.joining.choices import Difference


def show_duplicates(*, as_json: bool) -> int:
    """List those that may be one, and what several meetings were given alike."""
    found, findings = duplicates.found(), duplicates.findings()
    if as_json:
        document(
            [
                {
                    "thing": one.table,
                    "rows": [_row(BY_TABLE[one.table].get_by_id(key)) for key in (one.one, one.other)],
                    "speaks": list(one.speaks),
                    "strong": one.strong,
                }
                for one in found
            ]
            + [
                {
                    "thing": each.sort,
                    "rows": [_row(BY_TABLE[each.table].get_by_id(key)) for key in each.keys],
                    "speaks": [each.words],
                    "strong": True,
                }
                for each in findings
            ]
        )
        return 0
    for one in found:
        data(f"{one.table} {short_id(one.one)} {short_id(one.other)}  {one.words}：{'，'.join(one.speaks)}")
    for each in findings:
        data(f"{each.called} {' '.join(map(short_id, each.keys))}  {each.words}")
    return 0


def shape(differences: Sequence[Difference]) -> list[dict[str, str]]:
    """What has to be decided, for a script."""
    return [{"name": each.name, "label": each.label, "1": each.kept, "2": each.other} for each in differences]


def _row(row: Row) -> dict[str, str]:
    return {"id": short_id(row), "title": captions.title(row._meta.table_name, row.id)}
