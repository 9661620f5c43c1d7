"""News reports: the states."""

STATES = {"draft": "草稿", "review": "送审", "submitted": "已投稿", "published": "已刊发", "returned": "退回"}
