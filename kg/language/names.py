"""Personal names in Chinese text."""

from __future__ import annotations

import re

# after a name: the end of the line or clause, a title of respect, or a verb of what leaders do
_AFTER = (
    r"(?=\s*(?:$|[\n，,。；;、（(])|\s?(?:同志|等|主持|带头|带队|率队|率|出席|参加|讲话|强调|要求|指出|听取|调研|深入|到|作|代表|在|先后|多次|亲自|专题|"
    r"分别|任|担任|为|宣读|介绍|汇报|批示|签署|签订|约谈|接受|表示|讲授|宣讲|走进|前往|赴|出庭|应诉|受|当选|主讲|做客))"
)


def personal_name_pattern(single: tuple[str, ...], compound: tuple[str, ...]) -> re.Pattern[str]:
    """A personal name that ends where a name can end: family name and one or two characters, or a name with a dot."""
    han = "[\u4e00-\u9fff]"
    surnames = f"(?:{'|'.join(compound)}|[{''.join(single)}])"
    dotted = f"{han}{{2,6}}(?:[·•]{han}{{2,6}})+"
    # 李　强: a blank may widen a name of two characters
    return re.compile(f"(?P<name>{dotted}|{surnames}(?:{han}{{2}}|[ \u3000]?{han})){_AFTER}", re.MULTILINE)
