"""Services of posts: what state one is in."""

from typing import Literal

ServiceState = Literal["planned", "done", "cancelled"]
SignUpState = Literal["signed", "came", "absent"]
Source = Literal["self", "peer", "public", "branch"]

STATES = {"planned": "已安排", "done": "已服务", "cancelled": "已取消"}
SIGN_UPS = {"signed": "已报名", "came": "参加", "absent": "未参加"}
SOURCES = {"self": "自评", "peer": "互评", "public": "群众评议", "branch": "支部评定"}
