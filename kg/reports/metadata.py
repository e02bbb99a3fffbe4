"""What a report says of itself: title, issuer, date and year, in the title block, the opening and the closing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from kg.language.dates import with_digit_years
from kg.language.numerals import parse_chinese
from kg.language.spans import Span
from kg.reports.headings import Rank, find_marker
from kg.reports.model import Metadata

_BLOCK_LINES = 14  # lines looked at for the title: navigation, header, number and speaker stand before the text
_LONGEST_TITLE_LINE = 60
_CLOSING_LINES = 6
_MARKS = "#*_ \t\u3000"  # around the words of a title
_OPENING = 900  # characters of the text after the title block in which the year is said

_CJK_SPACE = re.compile(
    r"(?<=[\u4e00-\u9fff（）《》〈〉“”])[ \u3000\xa0]+(?=[\u4e00-\u9fff（）《》〈〉“”0-9])"
    r"|(?<=[0-9])[ \u3000\xa0]+(?=[\u4e00-\u9fff])"
)
_DATE = (
    r"(?P<year>(?:19|20)[0-9]{2}|[一二][〇○Ｏ零OoО0一二三四五六七八九]{3})[ ]*[年./-][ ]*"
    r"(?P<month>[01]?[0-9]|十[一二]?|[一二三四五六七八九])[ ]*[月./-][ ]*"
    r"(?P<day>[0-3]?[0-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[ ]*[日号]?"
)
_DATE_LINE = re.compile(rf"[（(]?[ ]*{_DATE}[ ]*[）)]?$")
_NAVIGATION = re.compile(r"(?:您?的?(?:当前|现在|所在)?位置|首页|当前栏目)[ ]*[：:/>》»]|^首页[ ]|>[^>]{1,20}>|»")
_META = re.compile(
    r"^[【\[（(]?(?:信息|文章|稿件)?(?:来源|出处|作者|编辑|责任编辑|审核|发布(?:时间|日期|机构|单位|人|者)|成文日期|公开日期"
    r"|生成日期|发文(?:机关|字号|日期|单位)|印发日期|日期|时间|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:数|率|次数|量)?"
    r"|访问(?:次数|量)|字体|字号|索引号|文号|主题(?:分类|词)|关键词|分类|信息(?:分类|名称|索引)|有效性|打印|分享|保存|收藏|名称"
    r"|标题)[】\]）)]?[ ]*[：:【\[]"
)
_PUBLISHED = re.compile(rf"(?:发布|公开|成文|生成|印发|发文)(?:时间|日期)[】\]]?[ \u3000]*[：:]?[ \u3000]*{_DATE}")
_NUMBER = re.compile(
    r"^[\u4e00-\u9fff（）()]{0,20}[〔［\[【(（]\s*(?:19|20)[0-9]{2}\s*[〕］\]】)）]\s*第?\s*[0-9]{1,5}\s*号$"
)
_DELIVERED = re.compile(
    rf"^[（(—―─\-–~－ ]*{_DATE}[^。]{{0,8}}在[^。]{{2,60}}(?:会|会议|全会|大会)[^。]{{0,6}}上?[^。]{{0,30}}[）)]?。?$"
)
_OFFICE = "(?:代|副|常务副)*(?:省长|市长|区长|县长|旗长|州长|盟长|镇长|乡长|主席|总理|主任|局长|厅长|行政长官)"
_SPEAKER = re.compile(
    rf"^(?P<body>[\u4e00-\u9fff]{{0,24}}?(?:政府|委员会|国务院)?){_OFFICE}"
    r"[ \u3000\xa0：:]+[\u4e00-\u9fff·]{1,6}(?:[ \u3000][\u4e00-\u9fff]{1,3})?$"
)
_SPEAKER_AFTER_DATE = re.compile(
    rf"(?:会议|大会|全会)上[ \u3000]*(?P<body>[\u4e00-\u9fff]{{0,24}}?(?:政府|国务院)){_OFFICE}"
)
_SALUTATION = re.compile(r"^[^。，]{2,60}[：:]$")
_TITLE_WORD = re.compile(
    r"(?:报告|情况|总结|年报|公报|汇报|白皮书|通报|通知|公告|意见|方案|要点|计划|纲要|规划|决定|办法|规定|细则|措施|述职|讲话"
    r"|说明|公示|解读|建议|概况|进展|成效|稿|全文)(?:[（(][^（）()]*[）)])?$"
)
_ORGANISATION = re.compile(
    r"(?:政府|委员会|办公室|办公厅|国务院|[局厅部院署会社委]|办事处|管委会|中心|大队|支队|总队|集团|公司|大学|学校|医院|党组"
    r"|行|所|站|馆|院)(?:（[^（）]*）|\([^()]*\))?$"
)
_HEADER = re.compile(r"(?:文件|函|红头)$")
_REST_OF_TITLE = ("的报告", "报告", "总结", "汇报", "的汇报", "年度报告", "的总结", "工作报告")
_YEAR = re.compile(r"(?<![0-9—\-–至])((?:19|20)[0-9]{2})(?![0-9])[ ]?(?:年度?|度)?(?![—\-–至][0-9]{4}|[0-9])")
_MASK = re.compile(
    r"《[^》]*》|〔[^〕]*〕|[（(][^（）()]{0,60}[）)]|“[^”]{0,30}”|自(?:19|20)[0-9]{2}年.{0,30}?(?:起|止|至)"
    r"|(?:19|20)[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|(?:至|到)(?:19|20)[0-9]{2}年[0-9]{0,2}月?"
)
_OPENING_YEAR = re.compile(r"((?:19|20)[0-9]{2})年(度)?(以来)?([，,、]?)")
_WORK_REPORT = re.compile(r"政府工作报告(?:[（(][^（）()]{1,12}[）)])?$|^政府工作报告")
_DELIVERS = re.compile(
    r"我?代表[^。，]{0,20}?(?:政府|国务院)[^。]{0,8}向[^。]{0,12}大会[^。]{0,6}(?:作|报告)"
    r"|向大会(?:作|报告)[^。]{0,8}工作"
)
_PLAN_YEAR = re.compile(r"((?:20)[0-9]{2})年[^。\n]{0,20}?(?:安排|总体要求|任务|建议|打算|计划|思路)$")


@dataclass(frozen=True, slots=True)
class Front:
    """What the title block and the closing hold.

    `title` is without line breaks and inner spaces, `title_span` where it stands; `title_lines` are its paragraphs.
    Paragraphs before `body` belong to the title block, those from `closing` on are signature and date. `is_speech`
    tells a government work report, delivered in the year after the one it looks back on.
    """

    title: str
    title_span: Span | None
    title_lines: frozenset[int]
    body: int
    closing: int
    found: Metadata
    is_speech: bool


def prefer(first: Metadata, second: Metadata) -> Metadata:
    """`first`, completed from `second` where it says nothing."""
    missing = {f.name: getattr(second, f.name) for f in fields(first) if getattr(first, f.name) is None}
    return replace(first, **missing)


def read_front(
    text: str, paragraphs: Sequence[Span], *, fallback_title: str = "", given: Metadata | None = None
) -> Front:
    """Title, issuer, date and year as the text gives them.

    `fallback_title` is the title in the file's properties, taken when the text has none; `given` what the user said:
    its title is searched in the text for the title's span.
    """
    lines = [span.of(text) for span in paragraphs]
    block = _Block(lines)
    for index in range(min(len(lines), _BLOCK_LINES)):
        if not block.take(index):
            break
    title, title_lines, title_length = block.title()
    span = None
    if title_lines:
        begin, end = paragraphs[title_lines[0]].begin, paragraphs[title_lines[-1]].end
        if title_length is not None:
            end = begin + title_length
        while begin < end and text[begin] in _MARKS:
            begin += 1
        while end > begin and text[end - 1] in _MARKS:
            end -= 1
        span = Span(begin, end)
    title = title or _fallback(fallback_title)
    if given and given.title:
        span = span if title == given.title else _find_title(text, given.title)
        title = given.title
    closing, signed, signer = _read_closing(lines)
    opening = text[paragraphs[block.body].begin :][:_OPENING] if block.body < len(paragraphs) else ""
    issuer = _issuer_in_title(title) or block.header or signer or block.speaker
    is_speech = bool(_WORK_REPORT.search(title) or _DELIVERS.search(opening)) or (not title and block.at_congress)
    when = block.delivered or block.published or signed
    year = _year(with_digit_years(title), with_digit_years(opening), lines, block.delivered, when, is_speech)
    found = Metadata(title=title or None, issuer=issuer or None, year=year, published=when)
    return Front(title, span, frozenset(title_lines), block.body, max(closing, block.body), found, is_speech)


class _Block:
    """The title block, line by line: each is navigation, properties, a header, the title or the first of the text."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.title_lines: list[int] = []
        self.title_length: int | None = None  # when the title shares its line with place and date
        self.published: date | None = None
        self.delivered: date | None = None
        self.at_congress = False
        self.speaker = ""
        self.header = ""
        self.body = 0

    def take(self, index: int) -> bool:
        """Take a line into the block; False when the text begins with it."""
        line = self.lines[index]
        bare = _CJK_SPACE.sub("", line).strip(_MARKS)
        if not bare:
            self.body = index + 1
            return True
        if not self._is_property(line, bare) and not self._is_title(index, line, bare):
            return False
        self.body = index + 1
        return True

    def title(self) -> tuple[str, list[int], int | None]:
        """The title, its lines and, when it does not fill its line, its length there."""
        if self.title_length is not None:
            return _clean(self.lines[self.title_lines[0]][: self.title_length]), self.title_lines, self.title_length
        title = _join(self.lines, self.title_lines)
        if title and not _TITLE_WORD.search(title):
            if _ORGANISATION.search(title):
                self.header = self.header or title
            return "", [], None
        return title, self.title_lines, None

    def _is_property(self, line: str, bare: str) -> bool:
        """Navigation, source and date, document number, place and date of delivery, the speaker."""
        if match := _PUBLISHED.search(line):
            self.published = self.published or _date(match)
        if _NAVIGATION.search(line) and len(line) < 80:
            return True
        if _META.match(line) or _NUMBER.match(bare.replace(" ", "")):
            return True
        if match := _DELIVERED.match(line):
            self.delivered = self.delivered or _date(match)
            self.at_congress = "人民代表大会" in line
            return True
        if match := _DATE_LINE.match(bare.replace(" ", "")):
            self.published = self.published or _date(match)
            return True
        if match := _SPEAKER.match(line):
            self.speaker = match["body"] or self.speaker
            return True
        return False

    def _is_title(self, index: int, line: str, bare: str) -> bool:
        """A title, part of one, or the header above it."""
        if (cut := _title_before_date(line)) is not None and self.title_length is None:
            self.title_lines, self.title_length = [index], cut[0]
            self.delivered = self.delivered or cut[1]
            if match := _SPEAKER_AFTER_DATE.search(line):
                self.speaker = match["body"]
            return True
        if len(bare) > _LONGEST_TITLE_LINE or bare[-1] in "。；;，,、！!？?：:" or _is_numbered(line):
            return False
        so_far = _join(self.lines, self.title_lines)
        if _HEADER.search(bare) and not self.title_lines and not bare.startswith("关于"):
            self.header = self.header or _HEADER.sub("", bare)
        elif so_far and self.title_lines[-1] == index - 1 and _continues_title(so_far, bare):
            self.title_lines.append(index)
        elif not _TITLE_WORD.search(so_far):
            if _ORGANISATION.search(so_far):
                self.header = self.header or so_far
            self.title_lines = [index]
        else:
            return False
        return True


def _fallback(title: str) -> str:
    """The title in a file's properties, when it is one: templates and scanners leave other things there."""
    title = _clean(title)
    return title if _TITLE_WORD.search(title) and len(title) <= 2 * _LONGEST_TITLE_LINE else ""


def _is_numbered(line: str) -> bool:
    marker = find_marker(line, 0)
    return marker is not None and marker.rank is not Rank.DASH


def _join(lines: Sequence[str], indices: Sequence[int]) -> str:
    return _clean("".join(lines[i].strip(_MARKS) for i in indices))


def _clean(title: str) -> str:
    """`title` without line breaks, marks of Markdown and spaces between Chinese characters."""
    title = re.sub(r"[\r\n\t]+", "", title).strip(_MARKS)
    return _CJK_SPACE.sub("", title)


def _continues_title(title: str, line: str) -> bool:
    """Whether `line` goes on with a title that has begun."""
    if line.startswith(("关于", "的")) and not _TITLE_WORD.search(title):
        return True
    if _TITLE_WORD.search(title) and not title.endswith(("情况", "建设", "工作")):
        return False
    if title.endswith(("情况", "工作")) and line in _REST_OF_TITLE:
        return True
    if _ORGANISATION.search(title) and not title.startswith("关于") and not re.search("关于|[0-9]{4}", title):
        return False
    return bool(_TITLE_WORD.search(line)) and not _WORK_REPORT.search(line) and not _TITLE_WORD.search(title)


def _title_before_date(line: str) -> tuple[int, date | None] | None:
    """Where a title ends that shares its line with place and date (政府工作报告——2024年3月5日在…), and the date."""
    match = re.match(rf"([^—―─\-（(]{{4,40}}?)[—―─\-（(]{{1,4}}(?={_DATE}[^。]{{0,8}}在)", line)
    if match is None or not _TITLE_WORD.search(_clean(match[1])):
        return None
    when = re.search(_DATE, line)
    return len(match[1].rstrip()), _date(when) if when else None


def _find_title(text: str, title: str) -> Span | None:
    at = text.find(title, 0, 2000)
    return Span(at, at + len(title)) if at >= 0 else None


def _issuer_in_title(title: str) -> str:
    """The body that a title begins with: 厦门市应急管理局关于2025年度…, 潼关县司法局2022年…"""
    match = re.match(r"(?P<body>[^0-9《》]{3,40}?)(?:（[^（）]*）|\([^()]*\))?(?=关于|(?:19|20)[0-9]{2}年)", title)
    if match is None or not _ORGANISATION.search(match["body"]):
        return ""
    return match["body"]


def _date(match: re.Match[str]) -> date | None:
    year_text, month_text, day_text = match["year"], match["month"], match["day"]
    try:
        return date(_numeral(year_text), _numeral(month_text), _numeral(day_text))
    except ValueError:
        return None


def _numeral(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    return parse_chinese(re.sub("[○ＯOoО0]", "〇", text)) or 0


def _read_closing(lines: Sequence[str]) -> tuple[int, date | None, str]:
    """Where signature and date begin, the date and who signs; the number of lines when there is no closing."""
    last = len(lines)
    for index in range(last - 1, max(0, last - _CLOSING_LINES) - 1, -1):
        match = _DATE_LINE.match(lines[index].replace(" ", "").replace("\u3000", ""))
        if match is None:
            continue
        begin = index
        names: list[str] = []
        while begin > 0 and len(names) < 3:
            name = _clean(lines[begin - 1])
            if len(name) > 30 or not _ORGANISATION.search(name) or find_marker(lines[begin - 1], 0):
                break
            names.insert(0, name)
            begin -= 1
        return begin, _date(match), names[0] if names else ""
    if lines and len(lines) > 2:
        name = _clean(lines[-1])
        if len(name) <= 25 and _ORGANISATION.search(name) and lines[-2][-1:] in tuple("。！!"):
            return last - 1, None, name
    return last, None, ""


def _year(
    title: str, opening: str, lines: Sequence[str], delivered: date | None, when: date | None, is_speech: bool
) -> int | None:
    """The year that the report is about; for a government work report, the year in which it is delivered."""
    if is_speech:
        if delivered is not None:
            return delivered.year
        planned = [int(m[1]) for line in lines if len(line) < 40 and (m := _PLAN_YEAR.search(line))]
        in_title = _YEAR.search(title)
        if in_title or planned:
            return int(in_title[1]) if in_title else max(planned)
    if match := _YEAR.search(_MASK.sub("", title)):
        return int(match[1])
    votes: Counter[int] = Counter()
    for place, match in enumerate(_OPENING_YEAR.finditer(_MASK.sub("□", opening))):
        weight = 1 + (match[2] is not None) + 2 * (match[3] is not None) + (match[4] != "")
        weight += 3 if match.start() == 0 else 1 if place == 0 else 0
        if re.match(r"[^。，]{0,30}(?:情况|报告|工作|总结)", match.string[match.end() :]):
            weight += 1
        votes[int(match[1])] += weight
    limit = when.year if when else None
    likely = [(votes[year], -place, year) for place, year in enumerate(votes) if limit is None or year <= limit]
    return max(likely)[2] if likely else None
