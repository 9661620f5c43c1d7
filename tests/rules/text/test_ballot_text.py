"""Numbers of ballots in Chinese text: which are found, and which contradict."""

import pytest

from branchtui.rules.text.ballot_text import Told, differing, right_of, stated, stated_at

STATES = [
    (
        "应到会有表决权的正式党员20名，实到18名，16票赞成，1票不赞成，1票弃权。",
        "expected20 present18 yes16 against1 abstain1",
    ),
    ("赞成16票，反对1票，弃权1票", "yes16 against1 abstain1"),
    ("同意十六票、不同意一票、弃权零票", "yes16 against1 abstain0"),
    ("赞成票：16票；不赞成票：1票；弃权票：1票", "yes16 against1 abstain1"),
    ("１６票同意，０票反对", "yes16 against0"),
    ("16人赞成，2人反对，1名党员弃权", "yes16 against2 abstain1"),
    ("应到23人，实到20人", "expected23 present20"),
    ("应到会党员 23 名，实到会党员 20 名", "expected23 present20"),
    ("会议全票通过该决议", "all"),
    ("经表决，一致同意。", "all"),
    ("与会党员一致通过", "all"),
    ("支部大会一致同意接收许青禾同志为预备党员", "all"),
    ("全票赞成", "all"),
    ("未一致通过", ""),
    ("意见不一致，同意再议", ""),
    ("同意3名同志为入党积极分子", ""),
    ("2名党员同意承担这项任务", ""),
    ("同意18人，反对2人", "yes18 against2"),
    ("一致认为要同意大家的意见", ""),
    ("大家赞成这三点建议", ""),
    ("通过了3项决定，选票已封存", ""),
    ("我不同意。两人发言", ""),
    ("会议讨论了16个问题，赞成的同志发了言", ""),
    ("二十票赞成", "yes20"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "found"), STATES)
def test_what_a_text_states(text: str, found: str) -> None:
    told = " ".join(f"{each.what}{'' if each.number is None else each.number}" for each in stated(text))
    assert told == found


ONE = Told(16, 1, 1, 20, 18)
ALL = Told(18, 0, 0, 20, 18)
UNKNOWN = Told(None, None, None, 20, None)
ROLL = Told(None, None, None, 23, 20)


@pytest.mark.parametrize(
    ("text", "ballots", "wrong"),
    [
        ("16票赞成，1票不赞成，1票弃权", [ONE], []),
        ("17票赞成，1票不赞成", [ONE], ["写的是“17票赞成”，表决记的是赞成16票"]),
        ("反对2票", [ONE], ["写的是“反对2票”，表决记的是不赞成1票"]),
        ("18票赞成", [ONE, ALL], []),
        ("17票赞成", [ONE, ALL], ["写的是“17票赞成”，表决记的是赞成16票或赞成18票"]),
        ("17票赞成，17票赞成", [ONE], ["写的是“17票赞成”，表决记的是赞成16票"]),
        ("全票通过", [ONE], ["写的是“全票通过”，表决记的是1票不赞成、1票弃权"]),
        ("一致通过", [ALL], []),
        ("一致通过", [ONE, ALL], []),
        ("全票通过，17票赞成", [UNKNOWN], []),
        ("应到20名，实到18名", [ONE], []),
        ("应到23人，实到20人", [ONE], []),
        ("应到22人，实到19人", [ONE], ["写的是“应到22人”，表决记的是应到20名或应到23名", "写的是“实到19人”，表决记的是实到18名或实到20名"]),
        ("17票赞成", [], []),
    ],
)  # fmt: skip
def test_what_contradicts(text: str, ballots: list[Told], wrong: list[str]) -> None:
    assert differing(text, ballots, ROLL if ballots else None) == wrong


def test_where_each_stands_and_the_one_number_that_is_right() -> None:
    text = "会议以17票赞成、1票弃权通过。"
    (start, yes), (_, abstain) = stated_at(text)
    assert text[start:].startswith(yes.words)
    right = right_of(yes, [ONE])
    assert right is not None and right.number == 16
    assert right_of(abstain, [ONE]) is None
    several = right_of(yes, [ONE, ALL])
    assert several is not None and several.number is None


def test_a_clause_without_end_is_looked_at_near_the_words_alone() -> None:
    assert [each.words for each in stated("甲" * 5000 + "17票赞成" + "乙" * 5000)] == ["17票赞成"]
