"""Lines that a web page or a WeChat post puts around an article: navigation, buttons, counters, notices, image names."""

import re

from branchtui.files.articles.labels.bylines import bylines
from branchtui.files.articles.labels.labels import labels
from branchtui.files.articles.labels.words import COUNT
from branchtui.rules.text.marks import SENTENCE_ENDS

_BUTTON = (
    r"(?:首页|返回首页|返回|返回顶部|返回列表|关闭|关闭窗口|关闭本页|打印|打印本页|打印此页|收藏|收藏本页|分享|分享到|微信|微博"
    r"|QQ空间|朋友圈|大|中|小|我要纠错|字号|字体|字号调整|[A-]|上一篇|下一篇|上一页|下一页|更多|更多>>|复制链接|点赞|在看|赞)"
)
_SITE = re.compile(
    r"(?:首页|主页|当前位置|您?(?:现在|当前)的?位置|位置)\s*+[：:]?.*[>＞»›→].*"
    rf"|(?![大中小]$){_BUTTON}"
    rf"|(?:[【\[（(]\s?{_BUTTON}\s?[】\]）)][\s|｜]*){{1,8}}"
    rf"|{_BUTTON}(?:[\s|｜]+{_BUTTON}){{1,12}}"
    r"|(?:上一篇|下一篇|上一条|下一条|上一页|下一页|前一篇|后一篇|字号|字体|分享到)\s*[：:].{0,60}"
    r"|未经(?:允许|授权|许可|同意)[，,]?\s*(?:不得|禁止|严禁|谢绝)转载.{0,20}"
    r"|(?:本站|本网)?(?:所有)?(?:文章|内容)?(?:转载|引用)(?:时)?请注明.{0,30}"
    r"|分享(?:到|至).{0,12}"
    r"|打开微信[，,].{0,60}(?:朋友圈|好友).{0,4}"
    r"|(?:微信)?(?:扫一扫|扫码|扫描二维码|长按(?:识别)?二维码|识别二维码).{0,14}(?:分享|关注|朋友圈|公众号|我们).{0,10}"
    r"|微信扫一扫|扫一扫|长按(?:识别|关注).{0,14}|关注该公众号|继续滑动看下一个|轻触阅读原文|向上滑动看下一个"
    r"|(?:点击|戳)?(?:上方|下方)?蓝字.{0,14}|点击上方.{0,16}|点击(?:下方|左下角|文末).{0,16}|(?:↑|▲|△)+点击.{0,20}"
    r"|(?:往期|精彩)(?:推荐|回顾|精选|好文).{0,10}|"
    r"|以下文章来源于.{0,60}|阅读原文|预览时标签不可点|人划线|写留言|留言|精选留言|赞赏|喜欢作者|收录于(?:话题|合集).{0,30}"
    r"|.{0,8}(?:点个|点亮|点一下|点|戳).{0,4}[“\"「]?(?:在看|赞)[”\"」]?.{0,16}|(?:分享|收藏|点赞|在看)(?:[、，\s]+(?:分享|收藏|点赞|在看)){1,3}"
    r"|[-—–·\s]{0,6}(?:END|The End|完)[-—–·\s]{0,6}|文章正文|新闻详情|详细内容|文章内容"
    r"|(?:评论|全部评论|发表评论|网友评论)\s*[：:（(].{0,10}"
    r"|.{0,24}版权所有.{0,40}|Copyright\b.{0,60}|©.{0,60}|技术支持\s*[：:].{0,30}|[\u4e00-\u9fff]{1,3}ICP备.{0,30}"
    r"|(?:IMG|DSC|DSCN|DSCF|MVI|WeChat|mmexport|Screenshot|微信图片|微信截图|QQ图片|wx_camera)[\w \-.()（）]{0,40}\.(?:jpe?g|png|gif|webp|heic|bmp)"
    r"|!\[[^\[\]]{0,60}\]\(\s*\)",
    re.IGNORECASE,
)
_MENU = re.compile(r"(?:网站)?首页(?:(?:[ \u3000\t]{1,8}|\s?[|｜]\s?)[\w\u4e00-\u9fff]{2,8}){2,20}")
_LISTED = re.compile(
    r"(?:相关阅读|相关新闻|相关链接|相关文章|推荐阅读|延伸阅读|往期(?:推荐|回顾|精选)|精彩推荐|热门文章|猜你喜欢)\s*[：:]?"
)
_LONGEST_LISTED, _LONGEST_COUNT = 45, 60
_RULE = re.compile(r"[-—–_=*·.~\s]{3,}")


def is_site_line(text: str) -> bool:
    """Whether a whole line is navigation, a share button, a counter or a notice of the web site, or but a rule."""
    if len(text) > 200:
        return False
    if _MENU.fullmatch(text) or _LISTED.fullmatch(text):
        return True
    kinds = {label.kind for label in labels(text)}
    return (
        (kinds == {COUNT} and len(text) <= _LONGEST_COUNT)
        or _SITE.fullmatch(text) is not None
        or _RULE.fullmatch(text) is not None
    )


def begins_list(text: str) -> bool:
    """Whether the titles of other articles follow below a line."""
    return _LISTED.fullmatch(text) is not None


def may_be_listed(text: str) -> bool:
    """Whether a line below such a line could be the title of another article."""
    return (
        len(text) <= _LONGEST_LISTED and text[-1] not in f"{SENTENCE_ENDS}：" and not bylines(text) and not labels(text)
    )
