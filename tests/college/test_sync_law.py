"""Machines that sync in any order, with copies put back on either side, come to the same, and the publication with them."""

from collections.abc import Iterator

import pytest

from branchtui.store.college.publication import published
from branchtui.store.models import BY_TABLE
from tests.college.cluster import Cluster
from tests.college.hub_world import Hub, HubWorld, Lines, lines, without_settling

STEPS = 60


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        runs = 300 if metafunc.config.getoption("--attack") else 4
        metafunc.parametrize("seed", range(runs))


@pytest.fixture(scope="module")
def kept(cluster: Cluster) -> Iterator[Lines]:
    made = lines(cluster)
    yield made
    made.close()


def test_all_come_to_the_same_and_nothing_is_lost(
    seed: int, cluster: Cluster, kept: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what the organiser may read is what stands in the files. With `--attack` 300 times, about two minutes."""
    without_settling(monkeypatch)
    hub = Hub(cluster, f"第{seed}支部", kept=kept)
    world = HubWorld(seed, hub)
    try:
        world.run(STEPS)
    finally:
        world.close()
        hub.close()


def test_what_is_published_changes_by_stamps_alone() -> None:
    """A push tells of rows with new stamps, and of what they refer to; a text that a merge has joined has none."""
    joined = {
        f"{name}.{column.name}"
        for name, listed in published().items()
        for column in listed
        if column.name in BY_TABLE[name].text3
    }
    assert not joined, f"{joined}: take it out of `published`, or out of `text3`: what is shown there changes unseen"
