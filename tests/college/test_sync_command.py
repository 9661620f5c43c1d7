"""`branchtui college sync`, and pictures: two homes of one branch and a server."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from branchtui.cli.exchange import passphrase
from branchtui.files.archive import packs
from branchtui.files.photos import PhotoStore
from branchtui.store.college.connection import AwayError, CollegeError
from branchtui.store.college.server import ServerFiles
from branchtui.store.file.database import act, close_database
from branchtui.store.models import Attachment, Meeting, Member
from branchtui.store.queries import people
from branchtui.workflows.college import administering
from branchtui.workflows.safety import purge
from tests.cli.conftest import Cli, _runner
from tests.college.cluster import Cluster
from tests.college.hub_desks import HubDesks
from tests.college.hub_world import Hub
from tests.college.test_joining import PASSPHRASE, code_for
from tests.conftest import TODAY
from tests.light_key import light_key  # noqa: F401  # a fixture


@pytest.fixture
def number(cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[int]:
    """A branch of the test's own."""
    made = int(cluster.psql(administering.add_branch(request.node.name)).split(" 号")[0])
    yield made
    with cluster.admin() as admin:
        admin.execute("UPDATE college.branch SET id = NULL WHERE number = %s", (made,))


@pytest.mark.usefixtures("light_key")
def test_two_homes(branch: Cli, cluster: Cluster, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written in one is in the other after both have synced, and a purge says that it has to be synced too."""
    monkeypatch.setenv(passphrase.VARIABLE, PASSPHRASE)
    assert branch("college", "sync").code == 1  # no seat
    assert branch("college", "join", code_for(cluster, "张三", number), "--yes").code == 0
    done = branch("college", "sync", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["pushed"] == 1
    other = _runner(tmp_path / "别处", monkeypatch)
    joined = other("college", "join", code_for(cluster, "李四", number), "--yes")
    assert joined.code == 0 and "已接过" in joined.err
    assert other("add", "member", "沈清和").code == 0
    assert "已推送" in other("college", "sync").out
    done = branch("college", "sync")
    assert done.code == 0 and "新增" in done.out
    assert "沈清和" in branch("list", "members").out
    told = branch("purge", "member", "沈清和", "--yes").err
    assert "college sync" in told and "报给学院的表里写到的收不回" in told
    assert "已从学院服务器删去" in branch("college", "sync").out
    shutil.rmtree(tmp_path / "别处" / "backups", ignore_errors=True)
    assert "彻底清除了 1 人" in other("college", "sync").out


@pytest.fixture
def desks(cluster: Cluster, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[HubDesks]:
    hub = Hub(cluster, request.node.name)
    hub.admin.execute("UPDATE college.hub SET photos = true")
    yield HubDesks(tmp_path / "desks", hub)
    hub.admin.execute("UPDATE college.hub SET photos = false")
    close_database()
    hub.close()


def test_attachments_go_both_ways(desks: HubDesks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each once, sealed, and none that is too large; a college that wants none gets none."""
    stores = {name: PhotoStore(tmp_path / name, tmp_path / f"{name}缓存") for name in ("甲", "乙")}
    known = {}
    for text in ("签到表", "很大" * 4000):
        desks.at("甲")
        desks.hub.photos = stores["甲"]
        file = tmp_path / "file.pdf"
        file.write_bytes(_pdf(text))
        kept = stores["甲"].add_file(file)
        known[text[:2]] = kept.sha
        meeting = Meeting.get(Meeting.state == "held")
        with act("附"):
            Attachment.create(
                of_table="meeting",
                of_id=meeting.id,
                order_key=kept.sha[:4],
                sha=kept.sha,
                name="签到表.pdf",
                size=kept.size,
            )
    monkeypatch.setattr(ServerFiles, "most", 6000)
    done = desks.hub.sync()
    assert (done.carried.sent, done.carried.too_large) == (1, 1) and "20 MB" in done.words
    assert desks.hub.sync().carried.sent == 0
    sealed = desks.hub.admin.execute("SELECT bytes FROM college.file WHERE branch = %s", (desks.hub.branch,)).fetchall()
    assert len(sealed) == 1 and b"%PDF" not in sealed[0][0]
    desks.at("乙")
    desks.hub.photos = stores["乙"]
    done = desks.hub.sync()
    assert (done.carried.fetched, done.carried.missing) == (1, 1)
    assert stores["乙"].stored() == {known["签到"]}
    desks.hub.admin.execute("DELETE FROM college.file WHERE branch = %s", (desks.hub.branch,))
    desks.hub.admin.execute("UPDATE college.hub SET photos = false")
    desks.title("乙", "再改")
    assert desks.hub.sync().carried.sent == 0


def test_what_is_written_does_not_wait_for_pictures(
    desks: HubDesks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line breaks while one is carried: what was written is on the server, and the next sync carries on."""
    desks.at("甲")
    desks.hub.photos = PhotoStore(tmp_path / "甲", tmp_path / "甲缓存")
    file = tmp_path / "file.pdf"
    file.write_bytes(_pdf("签到表"))
    kept = desks.hub.photos.add_file(file)
    told = {"sha": kept.sha, "name": kept.name, "mime": kept.mime, "size": kept.size}
    with act("附"):
        Attachment.create(of_table="meeting", of_id=Meeting.get().id, order_key="a", **told)
    before, _ = desks.hub.head()

    def broken(place: ServerFiles, sha: str, sealed: bytes) -> None:
        raise AwayError("断了")

    with monkeypatch.context() as patched, pytest.raises(AwayError):
        patched.setattr(ServerFiles, "store", broken)
        desks.hub.sync()
    assert desks.hub.head()[0] == before + 1
    assert desks.hub.sync().carried.sent == 1
    assert desks.hub.head()[0] == before + 1
    desks.all_alike()


def test_who_may_not_push_sends_no_pictures_and_gets_them(desks: HubDesks, tmp_path: Path) -> None:
    """A seat that may only look, and a branch that is closed there: the sync goes on without."""
    desks.at("甲")
    stores = [PhotoStore(tmp_path / name, tmp_path / f"{name}缓存") for name in ("甲", "乙")]
    files = []
    for store, text in zip(stores, ("签到表", "回执"), strict=True):
        (tmp_path / "file.pdf").write_bytes(_pdf(text))
        kept = store.add_file(tmp_path / "file.pdf")
        told = {"sha": kept.sha, "name": kept.name, "mime": kept.mime, "size": kept.size}
        with act("附"):
            Attachment.create(of_table="meeting", of_id=Meeting.get().id, order_key=text, **told)
        files.append(kept.sha)
    desks.hub.photos = stores[0]
    assert desks.hub.sync().carried.sent == 1
    desks.at("乙")
    desks.hub.photos = stores[1]
    login, number = desks.hub.seat.login, desks.hub.branch
    desks.hub.admin.execute("UPDATE college.seat SET role = 'member' WHERE login = %s", (login,))
    done = desks.hub.sync(role="member")
    assert (done.carried.sent, done.carried.fetched, done.new) == (0, 1, 2)
    desks.hub.admin.execute("UPDATE college.seat SET role = 'secretary' WHERE login = %s", (login,))
    desks.hub.admin.execute("UPDATE college.branch SET closed_on = '2026-01-01' WHERE number = %s", (number,))
    assert desks.hub.sync().carried.sent == 0
    with pytest.raises(CollegeError, match="已停用，不再接收"):
        ServerFiles(desks.hub.connection, number).store(files[1], b"sealed")


def test_what_was_handed_in_goes_everywhere_with_who_is_purged(desks: HubDesks, tmp_path: Path) -> None:
    """From the server and the other machine too; what is still wanted stays."""
    stores = {name: PhotoStore(tmp_path / name, tmp_path / f"{name}缓存") for name in ("甲", "乙")}
    desks.at("甲")
    desks.hub.photos = stores["甲"]
    file = tmp_path / "file.pdf"
    file.write_bytes(_pdf("签到表"))
    kept = stores["甲"].add_file(file)
    packed = stores["甲"].add_pack(packs.zipped({"记录.txt": "沈一禾到会".encode()}), "验收.zip")
    meeting = Meeting.get(Meeting.state == "held")
    with act("附"):
        for one in (kept, packed):
            told = {"sha": one.sha, "name": one.name, "mime": one.mime, "size": one.size}
            Attachment.create(of_table="meeting", of_id=meeting.id, order_key=one.sha[:4], **told)
    assert desks.hub.sync().carried.sent == 2
    desks.at("乙")
    desks.hub.photos = stores["乙"]
    assert desks.hub.sync().carried.fetched == 2

    desks.at("甲")
    desks.hub.photos = stores["甲"]
    purge.purge_member(Member.get_by_id(people.person("沈一禾", TODAY).id), photos=stores["甲"])
    assert desks.hub.sync().forgotten
    assert ServerFiles(desks.hub.connection, desks.hub.branch).stored() == {kept.sha}
    desks.at("乙")
    desks.hub.photos = stores["乙"]
    assert desks.hub.sync().purged == 1
    assert stores["甲"].stored() == stores["乙"].stored() == {kept.sha}


def _pdf(text: str) -> bytes:
    """A PDF of one empty page, with a text in a remark."""
    return (
        b"%PDF-1.4\n%" + text.encode("utf-8") + b"\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
