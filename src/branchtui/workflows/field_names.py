"""What tables, columns and stored values are called when a person reads them: for history, undo and forms."""

from branchtui.rules.attendance import STATES as ATTENDANCE
from branchtui.rules.frozen_list import KEPT, kept_words
from branchtui.rules.meetings import STATES as MEETING
from branchtui.rules.roster import ASPECTS, OPEN, STANDINGS, VOTE_LIMITS, day_words
from branchtui.rules.stations import NAMES as STATIONS
from branchtui.store.queries.reports import STATES as REPORT
from branchtui.store.replication import cells
from branchtui.store.replication.authorship import Signature
from branchtui.store.replication.registry import DELETED, TABLES
from branchtui.workflows import act_names

FIELDS: dict[str, dict[str, str]] = {
    "branch": {"name": "名称", "unit": "单位", "demo": "示例"},
    "party_group": {"name": "名称"},
    "member": {
        "name": "姓名", "staff_no": "工号", "sex": "性别", "ethnic": "民族", "born": "出生年月", "education": "学历",
        "job": "工作岗位", "title": "专业技术职务", "phone": "电话", "reading": "姓名读音",
    },
    "roster_event": {"member_id": "人员", "aspect": "事项", "subject": "职务", "on": "日期", "value": "情况"},
    "meeting": {
        "kind": "类型", "ordinal": "次序", "title": "题目", "planned_start": "计划开始", "planned_end": "计划结束",
        "starts_at": "开始", "ends_at": "散会时间", "place": "地点", "host_id": "主持人", "host_name": "主持人（名册外）",
        "recorder_id": "记录人", "recorder_name": "记录人（名册外）", "group_id": "党小组", "first_topic": "第一议题",
        "requirements": "参会要求", "closing": "结束语", "state": "状态", "reason": "取消原因", "noticed_on": "通知日期",
        "recorded_on": "记录日期",
    },
    "agenda_item": {
        "meeting_id": "会议", "order_key": "顺序", "title": "议程", "presenter_id": "主讲人",
        "presenter_name": "主讲人（名册外）", "minutes": "时长（分钟）", "record": "记录", "resolution": "决议",
    },
    "attendance": {
        "meeting_id": "会议", "member_id": "人员", "state": "出勤", "reason": "原因", "standing": "人员类别",
        "votes": "表决权",
    },
    "guest": {"meeting_id": "会议", "order_key": "顺序", "name": "姓名", "position": "单位职务"},
    "station": {"meeting_id": "会议", "station": "环节", "reason": "不适用的原因"},
    "plan": {"title": "名称", "first_day": "起始日", "last_day": "截止日"},
    "plan_item": {
        "plan_id": "计划", "order_key": "顺序", "schedule": "时间", "kind": "类型", "theme": "主题", "preparer_id": "准备人",
        "meeting_id": "会议",
    },
    "material": {
        "meeting_id": "会议", "plan_item_id": "计划项", "order_key": "顺序", "title": "材料", "source": "来源", "link": "链接",
    },
    "report": {
        "meeting_id": "会议", "kicker": "栏目", "title": "标题", "subtitle": "副标题", "unit": "供稿单位", "dated": "发布日期",
        "editors_note": "编者按", "body": "正文", "state": "状态", "reason": "退回原因", "outlet": "投稿媒体",
        "submitted_on": "投稿日期", "link": "链接", "profile": "版式",
    },
    "fact": {"report_id": "新闻稿", "key": "事实", "source": "来源", "value": "写入的内容"},
    "photo": {
        "sha": "文件", "original_sha": "原文件", "name": "文件名", "mime": "格式", "width": "宽", "height": "高", "size": "大小",
        "taken_at": "拍摄时间",
    },
    "figure": {"report_id": "新闻稿", "mark": "图号", "photo_id": "照片", "caption": "图注"},
    "byline": {"report_id": "新闻稿", "order_key": "顺序", "role": "署名类别", "names": "署名"},
    "post": {
        "number": "编号", "name": "名称", "category": "类别", "basis_id": "依据的会议", "duties": "职责", "serves": "服务对象",
        "pledge": "承诺", "public_from": "公示开始", "public_to": "公示结束", "awarded_on": "授牌日期", "state": "状态",
    },
    "post_holder": {"post_id": "岗位", "member_id": "人员", "from_day": "起始日", "to_day": "截止日"},
    "setting": {"key": "设置项", "value": "内容"},
}  # fmt: skip

# What a row of a table is called, and the columns that tell it from its neighbours.
NOUNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "branch": ("支部", ("name",)),
    "party_group": ("党小组", ("name",)),
    "member": ("人员", ("name",)),
    "roster_event": ("名册", ("member_id", "aspect", "subject", "on")),
    "meeting": ("会议", ("title",)),
    "agenda_item": ("议程", ("title",)),
    "attendance": ("出勤", ("member_id",)),
    "guest": ("列席", ("name",)),
    "station": ("环节", ("station",)),
    "plan": ("学习计划", ("title",)),
    "plan_item": ("计划项", ("theme",)),
    "material": ("学习材料", ("title",)),
    "report": ("新闻稿", ("title",)),
    "fact": ("预填的事实", ("key",)),
    "photo": ("照片", ("name",)),
    "figure": ("配图", ("mark",)),
    "byline": ("署名", ("role",)),
    "post": ("岗位", ("name",)),
    "post_holder": ("任岗", ("member_id",)),
    "setting": ("设置", ("key",)),
}

_REFERS = {
    "member_id": "member", "host_id": "member", "recorder_id": "member", "presenter_id": "member",
    "preparer_id": "member", "group_id": "party_group", "meeting_id": "meeting", "basis_id": "meeting",
    "plan_id": "plan", "plan_item_id": "plan_item", "report_id": "report", "photo_id": "photo", "post_id": "post",
}  # fmt: skip
_WORDS: dict[tuple[str, str], dict[str, str]] = {
    ("meeting", "state"): MEETING,
    ("attendance", "state"): ATTENDANCE,
    ("attendance", "standing"): STANDINGS,
    ("report", "state"): REPORT,
    ("roster_event", "aspect"): ASPECTS,
    ("roster_event", "value"): {**STANDINGS, **VOTE_LIMITS, "": "无", "in": "是", "out": "否"},
    ("station", "station"): STATIONS,
}


def field(table: str, column: int) -> str:
    """What a column is called, by its number."""
    if column <= DELETED:
        return "内容"
    return FIELDS[table][TABLES[table].name_of(column)]


def show(table: str, column: int, value: object, *, refer: bool = False) -> str:
    """A stored value as a person reads it; empty for nothing. `refer` as in `title`."""
    name = TABLES[table].name_of(column)
    if column == DELETED:
        return "在回收中" if value else ""
    if value is None or value == "":
        return _WORDS.get((table, name), {}).get("", "")
    if isinstance(value, bytes):
        return title(_REFERS[name], value, refer=refer)
    if table == "setting":
        return _setting(name, str(value), refer=refer)
    if name in ("votes", "demo"):
        return "有" if value else "无"
    if name == "on" and value == OPEN.isoformat():
        return day_words(OPEN)
    if name.endswith(("_start", "_end", "_at")):
        return str(value)[:16]
    if (table, name) == ("roster_event", "value") and len(str(value)) == 32:
        return title("party_group", bytes.fromhex(str(value)))
    return _WORDS.get((table, name), {}).get(str(value), str(value))


def _setting(column: str, text: str, *, refer: bool) -> str:
    """A key or value of a setting; only what is kept of a frozen list is told in words of its own."""
    if column == "key" and text.startswith(KEPT):
        return f"应到名单就这样：{title('member', bytes.fromhex(text.rpartition(':')[2]), refer=refer)}"
    return kept_words(text) if column == "value" and text.startswith('{"reason"') else text


def title(table: str, row: bytes, *, refer: bool = False) -> str:
    """The words that tell a row from others of its kind, now; `refer` to people instead, for the name of an act."""
    if refer and table == "member":
        return act_names.person(row)
    columns = [TABLES[table].column(name) for name in NOUNS[table][1]]
    values = [cells.value(TABLES[table].number, row, column) for column in columns]
    if table == "setting" and str(values[0]).startswith(KEPT):  # it says nothing without its reason
        columns.append(TABLES[table].column("value"))
        values.append(cells.value(TABLES[table].number, row, columns[-1]))
    return " ".join(filter(None, (show(table, *pair, refer=refer) for pair in zip(columns, values, strict=True))))


def thing(table: str, row: bytes, *, refer: bool = False) -> str:
    """A row with its noun: 会议“学习全会精神”. `refer` as in `title`."""
    return f"{NOUNS[table][0]}“{title(table, row, refer=refer)}”"


def signed(signature: Signature) -> str:
    """Who it was: account and machine, or another program, which makes no acts."""
    return f"{signature.person}（{signature.device}）" if signature.act and signature.device else "其他程序"
