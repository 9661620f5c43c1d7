"""A home in a folder that other computers write too is not opened: there is a way out, and it is told."""

from branchtui.errors import BranchError
from branchtui.paths import Home, usual_home
from branchtui.store.file.live_place import shared_by


def refuse_shared(place: Home) -> None:
    """Raises BranchError where the data lies in such a folder, though this machine has one of its own for it."""
    where = shared_by(place.data)
    if where and not shared_by(usual_home().data):
        raise BranchError(
            f"{place.data} 在{where}里，几台电脑、同步软件会同时改写数据文件，没有打开它。"
            f'请运行 branchtui where --move --home "{place.data}"，把数据移到本机；那个文件夹可改用来同步。'
        )
