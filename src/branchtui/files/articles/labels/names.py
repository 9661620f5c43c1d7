"""What reads as the name of a person, and what as that of an office, a college, a newspaper."""

import re

PERSON = r"[\u4e00-\u9fff]{2,4}?(?:·[\u4e00-\u9fff]{1,8}){0,2}"
_PERSON = re.compile(PERSON)
_OFFICE = re.compile(
    r"[\u4e00-\u9fff\w·（）、“”]{1,24}(?:大学|学院|学校|学部|书院|医院|研究院|院|处|部|室|中心|馆|委员会|党委|团委|纪委|工委"
    r"|妇委会|生会|研究会|联合会|校友会|促进会|基金会|协会|工会|办|系|所|校区|支部|总支|科|局|公司|集团|社|站|队|小组|新闻网|网|校报|日报)"
)


_NO_OFFICE = re.compile(  # words of other things that end alike
    r".*(?:格局|布局|大局|结局|全局|开局|难处|好处|长处|用处|实处|深处|细处|高处|之处|全部|干部|内部|体系|关系|联系|场所|学科|百科"
    r"|安全网|一张网|防护网|教室|课堂|服务站|加油站|驿站)"
)


def is_person(text: str) -> bool:
    """Two to four characters that end in no word for an office."""
    return _PERSON.fullmatch(text) is not None and not is_office(text)


def is_office(text: str) -> bool:
    """A word for an office, a college, a branch or a medium, with something before it."""
    return _OFFICE.fullmatch(text) is not None and _NO_OFFICE.fullmatch(text) is None
