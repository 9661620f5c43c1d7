"""Posts of the branch with somebody who holds each."""

from datetime import date

import pytest

from branchtui.store.file.database import act
from branchtui.store.models import Member, Post, PostHolder
from branchtui.store.queries import people
from tests.conftest import TODAY


def member(name: str) -> Member:
    return people.person(name, TODAY)


def held_post(name: str, *holders: str, category: str = "服务", since: date = date(2025, 9, 1)) -> Post:
    """A post that these people hold since a day."""
    with act(f"设岗：{name}"):
        post = Post.create(name=name, category=category)
        for holder in holders:
            PostHolder.create(post=post, member=member(holder), from_day=since)
    return post


@pytest.fixture
def post(branch: None) -> Post:
    """教务服务岗, held by 林知远 and 周以宁."""
    return held_post("教务服务岗", "林知远", "周以宁")
