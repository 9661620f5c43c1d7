"""The fixed expressions that ship: what is written in one way, and where it is from."""

from branchtui import assets
from branchtui.proof.context import Wording


def expressions() -> dict[str, Wording]:
    """Every expression as it is right, and every wrong writing with what to write instead."""
    found: dict[str, Wording] = {}
    for each in assets.toml("lexicon", "expressions.toml")["expression"]:
        source = f"{each['source']}（{each['since']}）"
        found[each["text"]] = Wording("", source)
        found |= {wrong: Wording(each["text"], source) for wrong in each.get("wrong", ())}
    return found
