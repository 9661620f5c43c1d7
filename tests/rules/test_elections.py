"""Which item of an agenda is an election."""

import pytest

from branchtui.rules.voting.elections import is_election


@pytest.mark.parametrize(
    ("title", "elects"),
    [
        ("选举新一届支部委员会委员", True),
        ("换届选举", True),
        ("支部换届选举大会", True),
        ("差额选举支部委员", True),
        ("投票选举出席党代会的代表", True),
        ("选 举", True),
        ("学习《选举工作条例》", False),
        ("选举工作条例解读", False),
        ("通过选举办法", False),
        ("选举办法（草案）", False),
        ("讨论换届选举方案", False),
        ("传达换届选举工作会议精神", False),
        ("推荐代表候选人", False),
        ("集中学习", False),
    ],
)
def test_by_its_words(title: str, elects: bool) -> None:
    assert is_election(title) is elects
