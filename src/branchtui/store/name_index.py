"""The name index: pinyin and initials of each member, every reading. Local, and rebuilt where it is stale."""

import functools
import itertools
from collections.abc import Iterable

from branchtui import assets
from branchtui.store.models import Member, NameIndex

_MOST_READINGS = 16


def index_name(member: Member) -> None:
    """Write the readings of one member's name."""
    readings = [member.reading.lower().split()] if member.reading.strip() else _readings(member.name)
    NameIndex.delete().where(NameIndex.id == member.id).execute()
    NameIndex.create(
        id=member.id,
        name=member.name,
        pinyin="|".join(sorted({"".join(reading) for reading in readings})),
        initials="|".join(sorted({"".join(syllable[:1] for syllable in reading) for reading in readings})),
    )


def refresh_names() -> None:
    """Index the members whose index is missing or was made for another name."""
    for member in Member.select().where(
        Member.live(),
        ~(Member.id << NameIndex.select(NameIndex.id).where(NameIndex.name == Member.name)),
    ):
        index_name(member)


def reindex(member_ids: Iterable[bytes]) -> None:
    """Make the index of these members right again after their rows were written past `index_name`."""
    for member in Member.select().where(Member.id << list(member_ids)):
        if member.deleted or member.merged_into_id:
            NameIndex.delete().where(NameIndex.id == member.id).execute()
        else:
            index_name(member)


def readings_of() -> dict[bytes, tuple[tuple[str, ...], tuple[str, ...]]]:
    """(pinyin, initials) of each member, by id."""
    return {row.id: (tuple(row.pinyin.split("|")), tuple(row.initials.split("|"))) for row in NameIndex.select()}


@functools.lru_cache(maxsize=2048)
def syllables(words: str) -> tuple[str, ...]:
    """The syllables of words that are no name, each as it is read most; other writing stays together as it is."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(words))


def _readings(name: str) -> list[list[str]]:
    """Every reading of a name, one list of syllables each; the surname table comes first."""
    from pypinyin import Style, pinyin

    syllables: list[list[str]] = pinyin(name.replace("·", ""), style=Style.NORMAL, heteronym=True)
    surnames = dict(
        line.split("\t")[:2]
        for line in assets.read("lexicon", "surnames.tsv").decode("utf-8").splitlines()
        if line and not line.startswith("#")
    )
    for length in (2, 1):
        if name[:length] in surnames:
            syllables[:length] = [[syllable] for syllable in surnames[name[:length]].split()]
            break
    return [list(reading) for reading in itertools.islice(itertools.product(*syllables), _MOST_READINGS)]
