"""What is voted on, how, and the six cases of who does not count: the words alone, for who shows or stores them."""

from typing import Literal

BallotKind = Literal["ordinary", "admission", "confirmation", "election", "recommendation"]
Way = Literal["secret", "hands"]
ExclusionCase = Literal["incapable", "abroad", "disciplined", "ill", "away", "retired"]

KINDS = {
    "ordinary": "一般表决",
    "admission": "接收预备党员",
    "confirmation": "预备党员转正",
    "election": "选举",
    "recommendation": "推荐代表",
}
WAYS = {"secret": "无记名投票", "hands": "举手表决"}
CASES = {
    "incapable": "患有精神病或因其他疾病不能表达本人意志",
    "abroad": "自费出国半年以上",
    "disciplined": "受留党察看处分期间或正在服刑",
    "ill": "长期卧床不起或因病生活不能自理",
    "away": "调动、借调、学习、蹲点半年以上，组织关系未转",
    "retired": "离退休后回原籍或去外地长期居住",
}
OF_PEOPLE: frozenset[BallotKind] = frozenset({"admission", "confirmation", "election", "recommendation"})
"""The kinds that are about one person each."""
