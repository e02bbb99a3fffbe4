"""HTML pages: the main text without navigation, its tables, title and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from kg.reports.document import Document, Grid, GridCell, Line, compose
from kg.reports.errors import ReadError
from kg.reports.limits import MAX_TAGS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MEDIA_TYPE = "text/html"
_DEEPEST = 400
"""Nested elements that are kept: pages nest 40 deep, and the parser's time grows with the square of the depth."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DROPPED = _names(
    "script style noscript template nav footer aside button select option textarea iframe object embed svg canvas "
    "video audio map head link meta title -comment !doctype"
)
_NAVIGATION = _names(
    "nav navbar menu breadcrumb breadcrumbs crumb footer foot sidebar share copyright pagination pager toolbar search "
    "topbar position curlocation curposition bdsharebuttonbox related"
)
_BLOCKS = _names(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 "
    "h4 h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_TABLE_PARTS = frozenset(("table", "tbody", "thead", "tfoot", "tr"))
_NO_CONTAINER = _names("p span b strong i em u font a h1 h2 h3 h4 h5 h6 li dt dd br label")
_OPTIONAL_END = _names(
    "p li dt dd td th tr thead tbody tfoot option colgroup br hr img input meta link area base col embed source track "
    "wbr param html head body"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)[^<>]*+>")
_CJK = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…"
_BROKEN = re.compile(rf"(?<=[{_CJK}])[ \t\xa0]*[\r\n]+[ \t\xa0]*(?=[{_CJK}])")
_BLANK = re.compile(r"[ \t\r\n\f\xa0]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WIDGET = re.compile(
    r"(?:【?(?:打印|关闭|收藏|返回|纠错|分享|下载)(?:本页|窗口|页面|顶部|到)?】?[\s|｜:：]*)+"
    r"|[【\[]?(?:字体|字号)[：:]?[】\]]?[\s【\[]*[大中小][】\]\s大中小【\[|]*"
    r"|(?:上|下)一(?:篇|条)[：:].{0,60}|扫一扫.{0,20}|分享到.{0,20}|(?:相关)?附件下载.{0,6}|责任编辑[：:].{0,20}"
)
_SHARE = 0.8  # of the text: a child that holds so much of it is the better container
_MOST_NAVIGATION = 0.3  # of the text: an element named like navigation that holds more is the page itself


def read_html(markup: str, source: str) -> Document:
    """The main text of an HTML page, one block element a line; tables become tab-divided rows and `Table`s."""
    from selectolax.lexbor import LexborHTMLParser  # 10 ms to import

    warnings = []
    if markup.count("<") > MAX_TAGS:
        raise ReadError(
            source, f"is an HTML page of more than {MAX_TAGS:,} tags", "Save its text as .txt and give that"
        )
    flat = _flatten(markup)
    if flat is not None:
        markup = flat
        warnings.append(f"elements nested deeper than {_DEEPEST} were taken out of their nesting")
    tree = LexborHTMLParser(markup)
    body = tree.body
    if body is None:
        raise ReadError(source, "is HTML without a body", "Save the page again from the browser")
    weights = _prune_and_weigh(body)
    blocks = [block for block in _blocks(_main(body, weights)) if not _is_widget(block)]
    if not blocks:
        raise ReadError(
            source,
            "is an HTML page without text; its text is perhaps loaded by a script",
            "Open it in a browser and save the text, or print it to PDF",
        )
    title, published = _properties(tree.root)
    if title and not any(isinstance(b, Line) and _bare(title) in _bare(b.text) for b in blocks[:12]):
        first = blocks[0]
        if not (isinstance(first, Line) and _bare(first.text) and _bare(first.text) in _bare(title)):
            blocks.insert(0, Line(title, 1))
    return compose(blocks, source, MEDIA_TYPE, title=title, published=published, warnings=warnings)


def _flatten(markup: str) -> str | None:
    """`markup` without the tags of elements nested too deep, their text kept; None when there are none."""
    depth = deepest = 0
    for match in _TAG.finditer(markup):
        if match[2].lower() not in _OPTIONAL_END and not match.group().endswith("/>"):
            depth = max(depth - 1, 0) if match[1] else depth + 1
            deepest = max(deepest, depth)
    if deepest <= _DEEPEST:
        return None
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        if match[2].lower() in _OPTIONAL_END or match.group().endswith("/>"):
            return match.group()
        if match[1]:
            depth = max(depth - 1, 0)
            return match.group() if depth < _DEEPEST else ""
        depth += 1
        return match.group() if depth <= _DEEPEST else ""

    return _TAG.sub(keep, markup)


def _walk(top: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Each node below `top` in document order, entered (True) and, for elements, left (False); no recursion."""
    node = top.child
    while node is not None:
        yield node, True
        if node.is_element_node:
            if node.child is not None:
                node = node.child
                continue
            yield node, False
        while node is not None and node.next is None:
            node = node.parent
            if node is None or node.mem_id == top.mem_id:
                return
            yield node, False
        node = node.next if node is not None else None


def _prune_and_weigh(body: LexborNode) -> dict[int, int]:
    """Remove what is no text; for every element left, how many characters of text it holds outside links."""
    doomed = []
    skip: int | None = None
    for node, entered in _walk(body):
        if skip is not None:
            if not entered and node.mem_id == skip:
                skip = None
            continue
        if entered and node.is_element_node and _is_dropped(node):
            doomed.append(node)
            skip = node.mem_id
        elif entered and not node.is_element_node and not node.is_text_node:
            doomed.append(node)
    for node in doomed:
        node.decompose()
    weights = {body.mem_id: 0}
    navigation = []
    stack = [0]
    in_link = 0
    for node, entered in _walk(body):
        if node.is_text_node:
            if not in_link:
                stack[-1] += len((node.text_content or "").strip())
        elif entered:
            stack.append(0)
            in_link += node.tag == "a"
            if _is_navigation(node):
                navigation.append(node)
        else:
            in_link -= node.tag == "a"
            weight = stack.pop()
            stack[-1] += weight
            weights[node.mem_id] = weight
    weights[body.mem_id] = stack[0]
    for node in navigation:
        if weights[node.mem_id] <= stack[0] * _MOST_NAVIGATION:
            node.decompose()
    return weights


def _is_dropped(node: LexborNode) -> bool:
    tag = node.tag
    if tag in _DROPPED:
        return True
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _is_navigation(node: LexborNode) -> bool:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().split()
    return any(name in _NAVIGATION for name in names)


def _main(body: LexborNode, weights: dict[int, int]) -> LexborNode:
    """The innermost element that holds most of the text outside links."""
    best = node = body
    while True:
        heavy = None
        child = node.child
        while child is not None:
            if child.is_element_node and weights.get(child.mem_id, 0) >= max(_SHARE * weights[node.mem_id], 1):
                heavy = child
                break
            child = child.next
        if heavy is None or heavy.tag in _NO_CONTAINER:
            return best
        node = heavy
        if node.tag not in _TABLE_PARTS:
            best = node


def _blocks(main: LexborNode) -> Iterator[Line | Grid]:
    """The lines and tables of the main element."""
    pieces: list[str] = []
    level: int | None = None
    skip: int | None = None

    def flush() -> Iterator[Line]:
        nonlocal level
        for line in "".join(pieces).split("\v"):
            text = _line(line)
            if text:
                yield Line(text, level)
        pieces.clear()
        level = None

    for node, entered in _walk(main):
        if skip is not None:
            if not entered and node.mem_id == skip:
                skip = None
            continue
        tag = node.tag
        if node.is_text_node:
            pieces.append(node.text_content or "")
        elif tag == "br" and entered:
            pieces.append("\v")
        elif tag == "table" and entered and (grid := _grid(node)) is not None:
            yield from flush()
            yield grid
            skip = node.mem_id
        elif tag in _BLOCKS:
            yield from flush()
            if entered and tag is not None and len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
                level = int(tag[1])
    yield from flush()


def _line(text: str) -> str:
    return _BLANK.sub(" ", _BROKEN.sub("", text)).strip(" \u3000\u200b\ufeff")


def _grid(table: LexborNode) -> Grid | None:
    """The table's cells; None when the table lays out a page: it holds tables, headings or a single column."""
    rows: list[list[GridCell]] = []
    cell: LexborNode | None = None
    pieces: list[str] = []
    for node, entered in _walk(table):
        tag = node.tag
        if tag == "table" or (tag in ("h1", "h2", "h3") and entered):
            return None
        if tag == "tr" and entered:
            rows.append([])
        elif tag in ("td", "th") and entered:
            cell = node
            pieces.clear()
        elif tag in ("td", "th") and cell is not None:
            if not rows:
                rows.append([])
            attributes = cell.attributes
            rows[-1].append(
                GridCell(
                    _line("".join(pieces)),
                    _count(attributes.get("rowspan")),
                    _count(attributes.get("colspan")),
                    tag == "th",
                )
            )
            cell = None
        elif node.is_text_node and cell is not None:
            pieces.append(node.text_content or "")
        elif (tag == "br" or tag in _BLOCKS) and cell is not None:
            pieces.append("\n")
    grid = Grid(tuple(tuple(row) for row in rows if row))
    if max((len(row) for row in grid.rows), default=0) < 2 or any(len(c.text) > 300 for r in grid.rows for c in r):
        return None
    return grid


def _count(value: str | None) -> int:
    """A rowspan or colspan; 1 for what is no number. 0 spans to the end of the table."""
    if value is None or not value.strip().isdigit():
        return 1
    return min(int(value.strip()[:6]), 65_534) or 65_534


def _is_widget(block: Line | Grid) -> bool:
    return isinstance(block, Line) and _WIDGET.fullmatch(block.text) is not None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _properties(root: LexborNode | None) -> tuple[str, date | None]:
    """Title and date of the page: the meta elements that government sites have, the only `<h1>`, `<title>`."""
    if root is None:
        return "", None
    metas = {
        (node.attributes.get("name") or "").lower(): (node.attributes.get("content") or "").strip()
        for node in root.css("meta")
    }
    published = None
    if match := re.match(r"((?:19|20)[0-9]{2})[-/年.]([01]?[0-9])[-/月.]([0-3]?[0-9])", metas.get("pubdate", "")):
        try:
            published = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            published = None
    if title := metas.get("articletitle"):
        return _line(title), published
    headings = [text for node in root.css("h1") if (text := _line(node.text(deep=True)))]
    if len(headings) == 1:
        return headings[0], published
    node = root.css_first("title")
    words = _line(node.text(deep=True)) if node is not None else ""
    parts = [part.strip() for part in re.split(r"[_|｜>]| - |--|——", words)]
    return max(parts, key=lambda part: ("报告" in part, len(part)), default=""), published
