"""Up to which level an issuer grants honours, by the words of its name."""

_CITIES = ("北京市", "天津市", "上海市", "重庆市")  # of the rank of a province
_OF_STATE = ("教育部", "中共中央", "国务院", "全国", "共青团中央", "国家")


def most_granted(issuer: str) -> str:
    """The highest level that an issuer grants; empty where its name does not tell.

    A school grants for itself, a 学院 of a 大学 below it; one that is a school by itself is not told from it, and passes.
    """
    name = "".join(issuer.split())
    university, _, rest = name.partition("大学")
    if university != name:
        return "院级" if "学院" in rest or rest.startswith("系") else "校级"
    if "学院" in name or "学校" in name:
        return "校级"
    if any(word in name for word in _OF_STATE):
        return "国家级"
    if "省" in name or "自治区" in name or any(word in name for word in _CITIES):
        return "省级"
    return "市级" if "市" in name else ""
