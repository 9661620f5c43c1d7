"""The shipped list of typos as the tests read it."""

from branchtui import assets
from branchtui.proof.context import Lexicon, Wording


def shipped() -> Lexicon:
    """The lexicon of a branch that has no wordings of its own."""
    replace: dict[str, Wording] = {}
    accept: set[str] = set()
    for line in assets.read("lexicon", "typos.tsv").decode("utf-8").splitlines():
        if line and not line.startswith("#"):
            wrong, tab, right = line.partition("\t")
            if tab:
                replace[wrong] = Wording(right, "错字表")
            else:
                accept.add(wrong)
    return Lexicon(replace, frozenset(accept))
