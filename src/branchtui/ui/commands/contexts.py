"""The places of the app and their Chinese names. Imports nothing: the first frame is painted from it."""

PLACES = {
    "app": "随处",
    "list": "列表",
    "today": "今天",
    "meetings": "会议",
    "posts": "示范岗",
    "reports": "新闻",
    "people": "人员",
    "preview": "人员·导入预览",
    "sync": "同步",
    "meeting": "一次会议",
    "agenda": "会议·议程",
    "attendance": "会议·出勤",
    "record": "会议·记录",
    "report": "新闻稿",
    "parts": "新闻稿·栏目标题",
    "figures": "新闻稿·配图",
    "form": "填表",
    "text": "多行文字",
    "choice": "选单",
    "marks": "列表·标记",
    "filter": "筛选",
    "paper": "纸面",
    "pages": "整屏纸面",
    "reading": "阅读",
    "history": "历史",
}
ROOMS = ("today", "meetings", "posts", "reports", "people", "sync")
EDITORS = frozenset({"filter", "attendance", "parts", "form", "text", "choice"})  # nearest to the focus: it takes text

_LISTS = ("list", "filter")
# The places that the focus can stand in at once, the nearest first: their keys must not take each other's.
TOGETHER: tuple[tuple[str, ...], ...] = (
    *((near, room, "app") for near in _LISTS for room in ("today", "reports", "preview", "history")),
    *((near, "marks", room, "app") for near in _LISTS for room in ("meetings", "people")),
    *(("paper", room, "app") for room in ("meetings", "reports", "people", "meeting", "report")),
    *((room, "app") for room in ("posts", "sync", "pages", "reading", "form")),
    *((near, "agenda", "meeting", "app") for near in _LISTS),
    ("attendance", "meeting", "app"),
    ("text", "record", "meeting", "app"),
    ("parts", "report", "app"),
    ("text", "parts", "report", "app"),
    ("text", "report", "app"),
    *((near, "figures", "report", "app") for near in _LISTS),
    ("text", "form", "app"),
    ("reading", "history", "app"),
    ("choice",),
)
