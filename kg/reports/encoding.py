"""Bytes become characters: UTF-8, then GB18030, then whatever charset-normalizer makes of them."""

from __future__ import annotations

import codecs
import re

# The commonest characters of written Chinese and of this genre; in any text of ours every third character is one.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五"
    "果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先"
    "的市县镇乡街府委局司省治政务推落服监督执依行政"
)  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd\ufffe\uffff\ue000-\uf8ff]")
_CJK = re.compile(r"[\u3400-\u9fff]")
_SAMPLE = 20_000  # characters looked at to judge whether a decoding is Chinese


def decode(data: bytes) -> tuple[str, str] | None:
    """The text of `data` and the encoding's name; None when it is no text.

    A byte-order mark is removed; nothing else is changed. UTF-8 and UTF-16 with a mark are taken at their word.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(name)
            except UnicodeDecodeError:
                return None
            return (text, name) if _is_text(text) else None
    if b"\x00" in data:
        return None
    for name in ("utf-8", "gb18030"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _is_text(text) and (name == "utf-8" or _is_chinese(text)):
            return text, name
    return _guess(data)


def _guess(data: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes  # 30 ms to import, seldom needed

    best = from_bytes(data[: 4 * _SAMPLE]).best()
    if best is None:
        return None
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError:
        return None
    return (text, best.encoding) if _is_text(text) and _is_chinese(text) else None


def _is_text(text: str) -> bool:
    """Whether hardly a character is a control character, a replacement or private."""
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) <= len(sample) // 200


def _is_chinese(text: str) -> bool:
    """Whether the Chinese characters in `text` are those that Chinese is written with; True when there are none."""
    characters = _CJK.findall(text[:_SAMPLE])
    if not characters:
        return all(ord(c) < 0x250 or c in "“”‘’—…·" for c in text[:_SAMPLE])
    return sum(c in _COMMON for c in characters) >= len(characters) * 0.15
