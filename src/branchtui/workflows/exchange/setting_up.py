"""The shared folder of this machine: set up with a new passphrase, or joined with that of the branch."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.exchange import sealing
from branchtui.files.exchange.folder import SharedFolder
from branchtui.paths import user_path
from branchtui.store.file import exchange_note
from branchtui.store.file.database import database_path
from branchtui.store.file.exchange_note import ExchangeNote
from branchtui.store.models import Branch

LEAST = 8  # characters of a passphrase
_NONE = "还没有设同步文件夹。请先运行 branchtui sync 文件夹（坚果云、网络盘或 U 盘里的都行）。"


def shared(folder: Path | None = None) -> SharedFolder:
    """The folder that is remembered, or another one. Raises BranchError where none is, or there is no branch yet."""
    branch = Branch.select().first()
    if branch is None:
        raise BranchError(
            "这里还没有支部。支部在别的电脑上的，不要再建：打开 branchtui，在第一张表上按 Ctrl+L 接过来；或用 branchtui restore 恢复那台电脑的备份。"
        )
    if folder is None:
        note = exchange_note.read()
        if note is None:
            raise BranchError(_NONE)
        folder = note.folder
    return SharedFolder(folder, branch.id)


def chosen(text: str | Path) -> Path:
    """The folder that a person named, to be shared. Raises BranchError where there is none, or it is not fit."""
    folder = user_path(text).absolute()
    if not str(text).strip() or not folder.is_dir():
        raise BranchError(f"没有这个文件夹：{folder}。请先建好，或接上 U 盘、网络盘再试。")
    own = database_path().parent
    with suppress(OSError):
        if folder.resolve() == own.resolve():
            raise BranchError(f"{folder} 是本机放数据的文件夹，不能用来同步。请另选一个文件夹。")
    return folder


def has_key(place: SharedFolder) -> bool:
    """Whether another machine of the branch has set the folder up: then its passphrase is asked for, else a new one."""
    return place.key() is not None


def begin(place: SharedFolder, passphrase: str) -> str:
    """Set up a folder that no machine of the branch uses yet; the key. Raises BranchError for a short passphrase too."""
    check_passphrase(passphrase)
    place.prepare()
    if any(entry.named.kind == "package" for entry in place.entries()):
        raise BranchError(
            f"{place.folder} 里已有本支部的同步数据，但钥匙文件 KEY.age 不在，可能还没有传完，请等一等再加入。"
            "确实丢了，请换一个空的文件夹。"
        )
    key = sealing.make_key()
    locked = sealing.lock(key, passphrase)
    place.keep_key(locked)
    if place.key() != locked:
        raise BranchError(f"另一台电脑刚刚也在设 {place.folder}，没有设成。请再来一次，用那台电脑定的口令加入。")
    return join(place, passphrase, key)


def join(place: SharedFolder, passphrase: str, key: str = "") -> str:
    """Use a folder from now on; the key, which is unlocked unless it is known. Raises PassphraseError, BranchError."""
    key = key or unlock(place, passphrase)
    public, lock, before = sealing.public_of(key), lock_of(place), exchange_note.read()
    if before is None or before.folder != place.folder:
        place.prepare()
        exchange_note.write(ExchangeNote(place.folder, public, lock, before.automatic if before else True))
    elif before.public != public:  # somebody has set the folder up anew: what was published before can't be read
        exchange_note.write(before._replace(public=public, lock=lock, published={}, quarantined=()))
    elif before.lock != lock:
        exchange_note.write(before._replace(lock=lock))
    return key


def unlock(place: SharedFolder, passphrase: str) -> str:
    """The key of a folder; it touches no database. Raises PassphraseError, and BranchError where there is no key."""
    locked = place.key()
    if locked is None:
        raise _no_key(place)
    return sealing.unlock(locked, passphrase)


def lock_of(place: SharedFolder) -> str:
    """The hash of the locked key in a folder; it touches no database. Raises BranchError where there is none."""
    locked = place.key()
    if locked is None:
        raise _no_key(place)
    return sha256(locked).hexdigest()


def change_passphrase(place: SharedFolder, passphrase: str) -> str:
    """Another key under another passphrase, for a folder of which everything has just been read; the key, to `join` with.

    Who knows the passphrase of before reads nothing of what comes after. What was sealed goes, and has to be published
    anew, by a sync. It touches no database. Raises BranchError, for a short passphrase too.
    """
    check_passphrase(passphrase)
    key = sealing.make_key()
    place.change_key(sealing.lock(key, passphrase))
    return key


def check_passphrase(passphrase: str) -> None:
    """Raises BranchError for one that is too short."""
    if len(passphrase) < LEAST:
        raise BranchError(f"口令太短。请用至少 {LEAST} 个字，几个词连在一起最好记。")


def set_automatic(on: bool) -> None:
    """Whether to publish on leaving and every while without being asked. Raises BranchError where there is no folder."""
    note = exchange_note.read()
    if note is None:
        raise BranchError(_NONE)
    exchange_note.write(note._replace(automatic=on))


def _no_key(place: SharedFolder) -> BranchError:
    return BranchError(
        f"同步文件夹 {place.folder} 里没有本支部的钥匙文件 KEY.age，可能还没有传完，请等一等。"
        "确实丢了，请换一个空的文件夹重新设，数据都在各台电脑上。"
    )
