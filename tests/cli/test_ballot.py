"""`ballot` on the command line, and what `show` tells of it."""

import json

import pytest

from tests.cli.conftest import Cli
from tests.cli.test_commands import plan


@pytest.fixture
def held(branch: Cli) -> str:
    """A meeting that was held, of which three of the four who vote came."""
    key = plan(branch, "--item", "接收许青禾为预备党员")
    assert branch("hold", key).code == 0
    assert branch("attend", key, "--absent", "沈亦和:有课").code == 0
    return key


def test_the_document_of_a_ballot(branch: Cli, held: str) -> None:
    done = branch(
        *("ballot", held, "--motion", "集中学习", "--kind", "ordinary"),
        *("--yes", "3", "--no", "0", "--abstain", "0", "--json"),
    )
    assert done.code == 0, done.err
    assert json.loads(done.out) == {
        "expected": 4,
        "present": 3,
        "quorum": {"needed": 2, "comparator": "≥", "met": True},
        "votes": {"yes": 3, "no": 0, "abstain": 0},
        "needed": 3,
        "passed": True,
        "clause": "《中国共产党支部工作条例（试行）》第十一条",
    }


def test_a_secret_ballot_with_an_exclusion_is_one_step_to_undo(branch: Cli, held: str) -> None:
    words = (
        *("ballot", held, "--motion", "2", "--kind", "admission", "--candidate", "许青禾", "--way", "secret"),
        *("--yes", "3", "--no", "0", "--abstain", "0", "--issued", "3", "--collected", "3", "--valid", "3"),
        *("--scrutineer", "周以宁", "--teller", "沈一禾", "--exclude", "沈亦和:借调:院党发〔2026〕3号"),
    )
    refused = branch(*words)
    assert refused.code == 1 and "还须经支部大会通过" in refused.err
    done = branch(*words, "--exclusion-voted")
    assert done.code == 0, done.err
    assert done.out.startswith(
        "接收许青禾为预备党员（许青禾）：应到3 实到3 法定≥2 赞成≥2：通过（《中国共产党发展党员工作细则（2026年修订）》）"
    )
    assert done.last == held
    shown = branch("show", "meeting", held)
    assert "应到3，实到3  赞成3，不赞成0，弃权0：通过" in shown.out
    assert "沈亦和  调动、借调、学习、蹲点半年以上，组织关系未转  院党发〔2026〕3号  支部大会已通过" in shown.out
    seen = json.loads(branch("show", "meeting", held, "--json").out)
    assert [(each["kind"], each["candidate"], each["result"]) for each in seen["ballots"]] == [
        ("admission", "许青禾", "通过")
    ]
    assert seen["exclusions"][0]["ground"] == "away"
    assert "登记表决（接收预备党员）" in branch("undo").out
    seen = json.loads(branch("show", "meeting", held, "--json").out)
    assert (seen["ballots"], seen["exclusions"]) == ([], [])


def test_a_ballot_is_removed_by_what_it_was_entered_with(branch: Cli, held: str) -> None:
    about = ("ballot", held, "--motion", "2", "--kind", "admission", "--candidate", "许青禾")
    assert branch(*about, "--way", "secret", "--yes", "3").code == 0
    other = branch("ballot", held, "--motion", "2", "--kind", "admission", "--candidate", "何外人", "--remove")
    assert (other.code, other.out) == (1, "") and "没有接收预备党员（何外人）的表决" in other.err
    with_votes = branch(*about, "--yes", "3", "--remove")
    assert with_votes.code == 2 and "--remove 只和 --motion、--kind、--candidate 一起写" in with_votes.err
    assert "已删去接收预备党员：" in branch(*about, "--remove").out
    assert json.loads(branch("show", "meeting", held, "--json").out)["ballots"] == []
    assert branch("undo").code == 0
    assert len(json.loads(branch("show", "meeting", held, "--json").out)["ballots"]) == 1
    assert json.loads(branch(*about, "--remove", "--json").out)["id"] == held


def test_the_same_ballot_again_changes_it(branch: Cli, held: str) -> None:
    words = ("ballot", held, "--motion", "1", "--kind", "ordinary")
    assert branch(*words, "--yes", "2", "--no", "1").code == 0
    again = branch(*words, "--abstain", "0")
    assert "已照这次写的改" in again.err and "未通过" in again.out
    seen = json.loads(branch("show", "meeting", held, "--json").out)
    assert [each["votes"] for each in seen["ballots"]] == [{"yes": 2, "no": 1, "abstain": 0}]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--motion", "没有的", "--kind", "ordinary"), 1, "认不准“没有的”是哪一项议程。议程有：1 集中学习；2 接收"),
        (("--motion", "3", "--kind", "ordinary"), 1, "认不准"),
        (("--motion", "1", "--kind", "vote"), 1, "没有“vote”这种表决"),
        (("--motion", "1", "--kind", "ordinary", "--exclude", "沈亦和:借调"), 2, "写作 姓名:事由:批复"),
        (("--motion", "1", "--kind", "ordinary", "--exclusion-voted"), 2, "要和 --exclude 一起写"),
        (("--kind", "ordinary"), 2, "缺少参数：--motion"),
    ],
)
def test_mistakes_are_told_in_a_sentence(branch: Cli, held: str, words: tuple[str, ...], code: int, said: str) -> None:
    done = branch("ballot", held, *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_what_the_record_says_otherwise_is_told(branch: Cli, held: str) -> None:
    assert branch("minutes", held, "--file", "-", stdin="# 集中学习\n决议：全票通过。".encode()).code == 0
    done = branch("ballot", held, "--motion", "1", "--kind", "ordinary", "--yes", "2", "--no", "1", "--abstain", "0")
    assert "请核对：“集中学习”的决议写的是“全票通过”，表决记的是1票不赞成、0票弃权。" in done.err
    board = json.loads(branch("board", "--json").out)
    assert [each["duty"].partition("：")[0] for each in board["contradictions"]] == ["表决的数字不一致"]


def test_what_was_voted_on_is_found(branch: Cli, held: str) -> None:
    branch("ballot", held, "--motion", "2", "--kind", "admission", "--candidate", "何外人", "--yes", "3")
    found = json.loads(branch("search", "何外人", "--json").out)
    assert [each["id"] for each in found] == [held]
