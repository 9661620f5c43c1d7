"""The shipped list of typos: it contradicts itself nowhere, and finds nothing in what is right."""

from branchtui import assets
from tests.proof.lexicon import shipped


def test_no_slip_stands_in_what_is_to_be_written_instead() -> None:
    pairs = shipped().replace
    assert len(pairs) >= 250
    for wrong, wording in pairs.items():
        assert wording.instead and wrong != wording.instead, wrong
        inside = [right.instead for right in pairs.values() if wrong in right.instead]
        assert not inside, f"“{wrong}” would be found in {inside}"


def test_every_accepted_word_holds_a_slip() -> None:
    lexicon = shipped()
    for word in lexicon.accept:
        assert any(wrong in word for wrong in lexicon.replace), f"{word} needs no line of its own"


def test_the_list_says_where_it_is_from() -> None:
    head = [line for line in assets.read("lexicon", "typos.tsv").decode("utf-8").splitlines() if line.startswith("#")]
    for word in ("Source:", "Licence:", "As of:"):
        assert any(word in line for line in head), word
    assert "typos.tsv" in assets.read("lexicon", "NOTICE").decode("utf-8")
