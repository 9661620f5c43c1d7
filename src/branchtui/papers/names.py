"""What the papers are called, also in file names. Imports nothing: a list shows names and waits for no paper's maker."""

REPORT, CONTENTS, COHORTS, HANDOVER = "report", "contents", "cohorts", "handover"
HOURS, DEVELOPMENT, PLAN = "hours", "development", "plan"
HANDBOOK = "handbook"
APPROVAL, HAND_IN = "approval", "hand_in"
APPRAISAL, RECTIFICATION = "appraisal", "rectification"
NAMES = {
    "notice": "通知",
    "agenda": "议程",
    "sign_in": "签到表",
    "minutes": "会议记录",
    "resolutions": "决议",
    "election_request": "换届选举请示",
    "election_method": "选举办法",
    "candidate_list": "候选人名单",
    "slips": "选票",
    "tally": "计票单",
    "election_result": "选举结果报告",
    REPORT: "新闻稿",
    APPROVAL: "新闻稿审批表",
    HAND_IN: "投稿单",
    CONTENTS: "归档目录",
    COHORTS: "届别表",
    HANDOVER: "交接清单",
    PLAN: "学习计划",
    HANDBOOK: "党支部工作手册",
    HOURS: "学时表",
    DEVELOPMENT: "培养考察登记表",
    APPRAISAL: "民主评议结果",
    RECTIFICATION: "整改清单",
}
"""What each paper of a meeting, a register or the branch, or a report, is called, by key."""


def paper_name(key: str) -> str:
    """What a paper is called; one of a post has its name for a key."""
    return NAMES.get(key, key.replace("_", " "))
