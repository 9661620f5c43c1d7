"""Lines of an article that are not its text: labels with values, by-lines, and what the web site put around it."""

import re
from collections.abc import Iterable

_UNITS = ("供稿单位", "来稿单位", "投稿单位", "发布单位", "稿件来源", "信息来源", "来源", "供稿")
_DAYS = ("发布日期", "发布时间", "发稿日期", "发表时间", "发表日期", "更新时间", "日期", "时间")
_COUNTS = (
    "阅读量",
    "阅读次数",
    "阅读数",
    "浏览量",
    "浏览次数",
    "浏览数",
    "点击量",
    "点击次数",
    "点击数",
    "访问量",
    "访问次数",
)
_ROLES = (
    *("文/图", "图/文", "文／图", "图／文", "文图", "图文", "文字", "文", "图片", "图", "摄影", "供图", "作者", "撰稿"),
    *("撰文", "通讯员", "记者", "责任编辑", "责编", "值班编辑", "编辑", "校对", "初审", "复审", "终审", "一审", "二审"),
    *("三审", "审核", "审校", "审稿", "编审", "主编", "排版", "监制"),
)

UNIT, DAY, COUNT, ROLE = "unit", "day", "count", "role"
_KINDS = {
    **dict.fromkeys(_UNITS, UNIT),
    **dict.fromkeys(_DAYS, DAY),
    **dict.fromkeys(_COUNTS, COUNT),
    **dict.fromkeys(_ROLES, ROLE),
}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_LABEL = re.compile(
    rf"(?:^|(?<=[\s|｜丨；，、]))(?:(?P<label>{_any(_KINDS)})\s*[：:/／|｜]\s*"
    rf"|(?P<role>{_any(role for role in _ROLES if len(role) > 1)})\s+)"
)
_BETWEEN = " \t　|｜丨；，、"
_LONGEST_LINE, _LONGEST_VALUE = 120, 50

_SITE = re.compile(
    r"(?:首页|主页|当前位置|您?(?:现在|当前)的?位置|位置)\s*+[：:]?.*[>＞»›→].*"
    r"|(?:首页|返回首页|返回|返回顶部|返回列表|关闭|关闭窗口|打印|打印本页|收藏|分享|分享到|微信|微博|QQ空间)"
    r"|[【\[](?:关闭|关闭窗口|打印|打印本页|收藏|返回)[】\]]"
    r"|(?:上一篇|下一篇|上一条|下一条|字号|字体)\s*[：:].*"
    r"|未经(?:允许|授权|许可|同意)[，,]?\s*(?:不得|禁止|严禁|谢绝)转载.{0,20}"
    r"|分享(?:到|至).{0,12}"
    r"|打开微信[，,].{0,60}(?:朋友圈|好友).{0,4}"
    r"|(?:微信)?(?:扫一扫|扫码|扫描二维码).{0,14}(?:分享|关注|朋友圈).{0,10}"
    r"|版权所有.{0,40}|Copyright\b.{0,60}|©.{0,60}",
    re.IGNORECASE,
)


def is_site_line(text: str) -> bool:
    """Whether a whole line is navigation, a share button, a counter or a notice of the web site."""
    kinds = {kind for kind, _, _ in labels(text)}
    return kinds == {COUNT} or _SITE.fullmatch(text) is not None


def labels(text: str) -> list[tuple[str, str, str]]:
    """(kind, label, value) for each label of a line that is nothing but labels and their values; else []."""
    if len(text) > _LONGEST_LINE:
        return []
    if text[:1] in "（(" and text[-1:] in "）)":
        text = text[1:-1]
    hits = list(_LABEL.finditer(text))
    if not hits or hits[0].start() != 0:
        return []
    found = []
    for hit, after in zip(hits, [*hits[1:], None], strict=True):
        value = text[hit.end() : after.start() if after else len(text)].strip(_BETWEEN)
        if len(value) > _LONGEST_VALUE or "。" in value:
            return []
        label = hit["label"] or hit["role"]
        found.append((_KINDS[label], label, value))
    return found
