"""One server for all tests of a worker, emptied for each module."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from branchtui.store.college.connection import CollegeError, driver
from branchtui.store.file.database import close_database
from tests.cli.conftest import _branch_home, branch, cli, home_dir  # noqa: F401  # fixtures
from tests.college.cluster import Cluster, programs, running
from tests.college.hub_desks import HubDesks
from tests.college.hub_world import Hub


@pytest.fixture(scope="session")
def running_cluster() -> Iterator[Cluster]:
    """A server that is set up as a college; skipped where there is no PostgreSQL."""
    try:
        driver()
    except CollegeError:
        pytest.skip("no psycopg, which `pip install 'branchtui[pg]'` brings")
    if programs() is None:
        pytest.skip("no PostgreSQL, which `apt-get install postgresql` brings")
    folder = Path(tempfile.mkdtemp(prefix="college-"))  # short: a socket's path has 107 bytes at most
    try:
        with running(folder) as cluster:
            yield cluster
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def cluster(running_cluster: Cluster) -> Cluster:
    """The same as its script left it: nothing in it tells which tests ran before."""
    running_cluster.empty()
    return running_cluster


@pytest.fixture
def hub(cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[Hub]:
    made = Hub(cluster, request.node.name)
    yield made
    close_database()
    made.close()


@pytest.fixture
def desks(hub: Hub, tmp_path: Path) -> HubDesks:
    return HubDesks(tmp_path / "desks", hub)
