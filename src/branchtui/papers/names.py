"""What the papers are called, also in file names. Imports nothing: a list shows names and waits for no paper's maker."""

REPORT, CONTENTS, COHORTS, HANDOVER, HOURS = "report", "contents", "cohorts", "handover", "hours"
NAMES = {
    "notice": "通知",
    "agenda": "议程",
    "sign_in": "签到表",
    "minutes": "会议记录",
    "resolutions": "决议",
    REPORT: "新闻稿",
    CONTENTS: "归档目录",
    COHORTS: "届别表",
    HANDOVER: "交接清单",
    HOURS: "学时表",
}
"""What each paper of a meeting, a register or the branch, or a report, is called, by key."""


def paper_name(key: str) -> str:
    """What a paper is called; one of a post has its name for a key."""
    return NAMES.get(key, key.replace("_", " "))
