"""The lexicon that drafts are checked with: the typos and expressions that ship, and the wordings of the branch."""

from branchtui import assets
from branchtui.proof.context import Lexicon, Wording
from branchtui.store.queries.registers.wordings import wordings
from branchtui.workflows.proofing.expressions import expressions

_OF_TYPOS = "错字表"
_OF_BRANCH = "本支部用语"


def lexicon() -> Lexicon:
    """What the branch says of a text goes before what the lists say of it."""
    lists: dict[str, dict[str, Wording]] = {"replace": {}, "accept": {}, "fixed": expressions()}
    for line in assets.read("lexicon", "typos.tsv").decode("utf-8").splitlines():
        if line and not line.startswith("#"):
            wrong, tab, right = line.partition("\t")
            lists["replace" if tab else "accept"][wrong] = Wording(right, _OF_TYPOS)
    for row in wordings():
        for entries in lists.values():
            entries.pop(row.text, None)
        lists.get(row.kind, {})[row.text] = Wording(row.instead, row.source or _OF_BRANCH)
    return Lexicon(lists["replace"], frozenset(lists["accept"]), lists["fixed"])
