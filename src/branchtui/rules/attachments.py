"""Which of the files attached to a thing are photos of it, and which are scans of its papers."""

PHOTOS, SCANS = "照片", "扫描件"  # also what the folders are called that they are filed in
WHATS = ("签到表扫描件", "签字记录", "表决票", "会议照片")  # what they are usually called
_OF_PAPERS = ("签", "扫描", "原件", "复印", "表", "票", "记录", "通知", "决议", "批复", "scan")


def shelf(mime: str, what: str, name: str) -> str:
    """PHOTOS or SCANS. A picture is a photo unless what it is called tells of a paper; its file name counts where
    nobody said what it is."""
    words = (what or name).casefold()
    is_picture = mime.startswith("image/")
    return PHOTOS if is_picture and ("照片" in words or not any(word in words for word in _OF_PAPERS)) else SCANS
