"""A sheet goes to the college: what was made ready is sent, which takes the network and no database."""

from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.store.college import answers
from branchtui.store.college.connection import connected
from branchtui.workflows.college import seat
from branchtui.workflows.college.branch.sheets import Handing

NOT_JOINED = (
    "这台电脑还没有加入学院的服务器，不能报送；填了的都留着。请用管理员给的加入码运行 branchtui college join 加入码。"
    "支部已经离开那个学院的，运行 branchtui college leave，不用报的表就可以记办结。"
)


def send(place: Home, handing: Handing) -> int:
    """Hand a sheet in; how often that has been done by now. Raises AwayError, CollegeError, BranchError; then nothing was sent."""
    here = seat.read(place)
    if here is None or here.branch is None:
        raise BranchError(NOT_JOINED)
    if here.college != handing.college:
        raise BranchError(
            "这张表是学院以前的服务器要的，这台电脑现在加入的不是它，没有报送。学院还要的，会再发一份；不用报的，记下办结就行。"
        )
    with connected(seat.address(place, here)) as connection:
        return answers.hand_in(connection, here.branch, handing.number, handing.rows)
