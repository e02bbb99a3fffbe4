"""What a speech tells of where no heading and no turn of the text has said it: by its verbs, a paragraph at a time.

A part of a work report printed by itself, or one whose headings are slogans, still says by 了, 已, 同比 that it looks
back and by 力争, 确保, 年内, 要 that it looks ahead. A paragraph without either goes with the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.reports.model import Modality

_DONE = re.compile(
    r"(?<![为除免到极罢不])了(?![解然如])|已经?(?!有)|同比|累计|荣获|获评|获批|获得|取得|圆满|显著|明显|成功|顺利|突破|过去|全年共"
    r"|[一五]年来|^共(?=[办开完组受新出查])|被(?:评|列|授|确|命|国|省|市|自治区)|增至|升至|居全|入选|[比较]上年"
    r"|率先|全部(?:完成|完工|建成|投)|投入使用|初步|得到|基本(?:建成|完成|形成)"
    r"|(?:(?:进一步|持续|不断|稳步|大幅)(?:提升|提高|增强|改善|优化|完善|加强|好转|扩大|巩固|深化|夯实)"
    r"|(?:扎实|深入|稳步|全面|顺利|有序|有效|加快)(?:推进|开展|实施|落实|完成)|开工建设)$"
)
_TO_DO = re.compile(
    r"力争|争取|确保|年内|[年月]底前|启动(?=.{2,12}(?:前期|规划))|^要(?!求|素|闻|点)|^将(?!近)|^(?:继续|逐步|严防|奋力)"
)
# … and what reports of work done begin clauses with as well, only less often
_URGED = re.compile(r"^(?:进一步|加快|大力|着力|努力|切实|坚决|严格|积极|牢牢|全力|坚持)")
_MANY = 3  # so many clauses that only urge are of a plan, where nothing says more
_TOWARDS = re.compile(r"^(?:推动|促进|实现|让|使|打造)")  # what follows is hoped for, or done
_CLAUSE = re.compile(r"[^，,。；;：:、！!\s]+")
_FIGURE = re.compile(r"[0-9](?![0-9]*[年月日号）)])")
_LONG = 200
_NEITHER = re.compile(r"请予审议|列席[^，。]{0,6}提出意见|^[^，。：:\n]{2,40}[：:](?:即|指|是指|根据|为|“\d”|\d{4}年)")
"""The courtesies of the opening, and the entries of a glossary."""


def moods(paragraphs: Sequence[str], *, whole: bool) -> list[Modality]:
    """ACHIEVED or PLANNED for each paragraph of a stretch of a speech about which nothing else is known.

    `whole` tells that the stretch is all there is: a long one without any sign and without a figure is a plan, for
    what was done would be counted.
    """
    decided = [_mood(paragraph) for paragraph in paragraphs]
    bare = whole and sum(map(len, paragraphs)) >= _LONG and not _FIGURE.search("".join(paragraphs))
    urged = sum(_URGED.match(clause) is not None for text in paragraphs for clause in _CLAUSE.findall(text))
    unsaid = Modality.PLANNED if bare or urged >= _MANY else Modality.ACHIEVED
    first = next((mood for mood in decided if mood is not None), unsaid)
    found = []
    current = first
    for paragraph, mood in zip(paragraphs, decided, strict=True):
        current = mood or current
        found.append(Modality.ACHIEVED if _NEITHER.search(paragraph) else current)
    return found


def _mood(paragraph: str) -> Modality | None:
    if _NEITHER.search(paragraph):
        return None
    ahead = 0
    for clause in _CLAUSE.findall(paragraph):
        if _TO_DO.search(clause):
            ahead += 1
        elif _DONE.search(clause) and not _TOWARDS.match(clause):
            ahead -= 1
    return None if not ahead else Modality.PLANNED if ahead > 0 else Modality.ACHIEVED
