"""Conflicts in words: each field that two machines have written differently, with its values by number."""

from branchtui.cli.session import Session, data, document
from branchtui.workflows.safety import merging
from branchtui.workflows.safety.merging import Version

_SHOWN = 200  # characters of a value
UNSETTLED = 4  # the exit code where something was merged and conflicts are open


def show_conflicts(session: Session, *, as_json: bool) -> int:
    """List the open conflicts; the values of each in the order in which `resolve --take` numbers them."""
    found = [(one, *merging.whole(one), merging.versions(one, session.now)) for one in merging.conflicts()]
    if as_json:
        document(
            [
                {
                    "id": merging.number(one),
                    "thing": table,
                    "title": title,
                    "field": merging.field(one),
                    "values": [_value(version) for version in versions],
                }
                for one, table, title, versions in found
            ]
        )
        return 0
    for one, table, title, versions in found:
        data(f"{merging.number(one)}  {merging.called(table)}“{title}”：{merging.field(one)}")
        for place, version in enumerate(versions, 1):
            data(f"  {place}{'*' if version.shown else ' '} {_origin(version)}：{_short(version.value)}")
    return 0


def _short(text: str) -> str:
    """The beginning of a text, in one line; `--json` gives all of it."""
    line = " ".join(text.split())
    return f"{line[:_SHOWN]}……（共 {len(text)} 字）" if len(line) > _SHOWN else line or "（空）"


def _value(version: Version) -> dict[str, object]:
    return {
        "value": version.value,
        "who": version.who,
        "machine": version.machine,
        "when": version.when,
        "suspect": version.suspect,
        "shown": version.shown,
    }


def _origin(version: Version) -> str:
    when = f"，{version.when:%Y-%m-%d %H:%M}{'（时钟可疑）' if version.suspect else ''}" if version.when else ""
    machine = f"（{version.machine}）" if version.machine else ""
    return f"{version.who}{machine}{when}"
