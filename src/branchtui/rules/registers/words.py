"""The words that a branch usually writes into its registers. They are offered, any other may stand there."""

STEPS = ("初审", "复审", "终审")
"""The steps of a report's review."""

USUAL = {
    ("helper", "kind"): ("办公室助理", "兼职辅导员", "学生干部"),
    ("honour", "kind"): ("获奖", "表彰", "项目", "论文", "升学", "就业"),
    ("honour", "level"): ("国家级", "省级", "市级", "校级", "院级"),
    ("honour", "grade"): ("特等奖", "一等奖", "二等奖", "三等奖", "优秀奖"),
    ("outlet", "level"): ("院级", "校级", "市级", "省级", "国家级"),
    ("publication", "form"): ("网站", "公众号", "报刊", "电视"),
    ("publication", "level"): ("院级", "校级", "市级", "省级", "国家级"),
    ("approval", "step"): STEPS,
    ("approval", "opinion"): ("同意", "同意刊发", "修改后刊发"),
    ("growth", "kind"): ("培训", "会议", "项目", "论文"),
}
"""By table and column."""

ANSWER = "批复"
"""The kind of document that a 请示 waits for."""

RECEIVED = (ANSWER, "通知", "函", "意见", "决定", "通报", "报告")
"""The kinds of documents that are usually received."""

SHEET = "报表"
"""The kind of document by which the college asks for a sheet, and of one that hands it in."""
