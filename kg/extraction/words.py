"""The lexicon that extraction searches a text for, made of the vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.language.names import personal_name_pattern
from kg.language.quantities import QuantityGrammar
from kg.language.titles import normal_title
from kg.vocabulary.concepts import Vocabulary
from kg.vocabulary.gazetteer import gazetteer
from kg.vocabulary.lexicon import Entry, Lexicon

# How running text names the level of government it means, the more specific form first.
LEVELS = (
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "街道",
    "新区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "州",
    "盟",
    "镇",
    "乡",
)
# The word for a body's own kind of office, as in 局党组 and 我委.
OFFICE_WORDS = ("局", "厅", "委", "部", "办", "院", "署")
_DEPARTMENT_ENDINGS = (
    "局",
    "厅",
    "委员会",
    "委",
    "部",
    "办公室",
    "办",
    "总局",
    "分局",
    "管理局",
    "总队",
    "支队",
    "大队",
)


# The classes of words whose hits in a text some module asks for; of the others only the lists of words are used.
_SEARCHED = ("awarding", "boundary", "conferring", "nominal", "not-boundary", "predicate")
# 报市政府常务会议: verbs of one character before a body's name
_VERB_BEFORE = (
    r"[报交送转供经](?=[省市区县州旗镇乡](?:政府|人民政府|委|人大|政协))|经(?=[局厅委])|驻(?=[省市区县州旗](?!政府))|"
)


_LONGEST_TITLE_ENDING = 8
_SHORTEST_RATE = 4
_RATE_OF_ANY = ("按期", "按时", "限时", "即时", "当场", "群众", "综合", "平均", "代表", "委员", "及时", "总体", "现场")
_REGIONS = ("疆", "藏", "桂")  # what autonomous regions call themselves where others say 区


class Words:
    """The lexicon and the tables that the extractors look things up in, built once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.lexicon = Lexicon(_entries(vocabulary))
        self.units = _units(vocabulary)
        self.quantities = QuantityGrammar(self.units)
        self.unit_family = {
            key: concept.first("unitFamily") or "count" for key, concept in vocabulary.scheme("unit").items()
        }
        self.growth = _alternatives(vocabulary, "growth")
        self.fall = _alternatives(vocabulary, "fall")
        self.honour_endings = re.compile(_alternatives(vocabulary, "honour-ending"))
        self.built_things = frozenset(_words(vocabulary, "built-thing"))
        self.slogans = frozenset(_words(vocabulary, "slogan"))
        self.generic_bodies = frozenset(_words(vocabulary, "generic-body"))
        self.longest_boundary = max(map(len, _words(vocabulary, "boundary")), default=0)
        self.leading_verbs = frozenset(_words(vocabulary, "leading-verb"))
        self.verb_before_name = re.compile(_VERB_BEFORE + _alternatives(vocabulary, "verb-before-name"))
        self.facility = re.compile(f"(?:{_alternatives(vocabulary, 'facility-field')})$")
        general = _alternatives(vocabulary, "general-institution")
        self.any_of_a_sort = re.compile(general)
        self.only_a_sort = re.compile(f"(?:{general}|{_alternatives(vocabulary, 'institution-field')})+")
        self.centre_stems = _stems(vocabulary, "centre")
        self.fields, section = _fields(vocabulary), _section(vocabulary)
        self.sections = frozenset(_stems(vocabulary, "office"))
        self.section, self.office_section = re.compile(section), re.compile(f"[局厅委部署](?={section})")
        self.national_firms = _stems(vocabulary, "enterprise")
        self.department_stems = tuple(
            stem
            for concept in vocabulary.scheme("department").values()
            for stem in (*concept.get("stem"), *concept.get("shortStem"))
        )
        self.branch_stems = {
            stem: key
            for key, concept in vocabulary.scheme("department").items()
            if concept.first("branches") == "true"
            for stem in (*concept.get("stem"), *concept.get("shortStem"))
        }
        stems = "|".join(sorted(map(re.escape, self.branch_stems), key=len, reverse=True))
        self.branch_of_place = re.compile(rf"({stems})([\u4e00-\u9fff]{{2,3}}?)分局(?!长)")
        surnames = vocabulary.scheme("surname")
        self.personal_names = personal_name_pattern(
            tuple(surnames["single"].hidden if "single" in surnames else ()),
            tuple(surnames["compound"].hidden if "compound" in surnames else ()),
        )
        self.shortcoming = re.compile(_alternatives(vocabulary, "shortcoming"))
        self.virtue = re.compile(f"(?:{_alternatives(vocabulary, 'virtue')})$")
        self.publication = re.compile(f"(?:{_alternatives(vocabulary, 'publication-ending')})$")
        self.after_publication = re.compile(_alternatives(vocabulary, "publication-after"))
        self.counted_publication = re.compile(f"(?:{_alternatives(vocabulary, 'publication-counted')})$")
        self.before_publication = re.compile(f"(?:{_alternatives(vocabulary, 'publication-before')})$")
        self.after_performance = re.compile(f"(?:普法)?(?:{_alternatives(vocabulary, 'performance-after')})")
        self.before_performance = re.compile(f"(?:{_alternatives(vocabulary, 'performance-before')})了?$")
        self.header_units = {
            ending: (key, concept.label)
            for key, concept in vocabulary.scheme("unit").items()
            for ending in concept.get("headerEnding")
        }
        # rates that say by themselves what they are the rate of: 登记失业率, but not 按期办结率
        self.rate_names = frozenset(
            name
            for concept in vocabulary.scheme("indicator").values()
            for name in concept.names
            if len(name) >= _SHORTEST_RATE and name.endswith("率") and not name.startswith(_RATE_OF_ANY)
        )
        self.title_endings = vocabulary.words("policy-kind", "titleEnding")
        unmarked = sorted(map(re.escape, vocabulary.words("policy-kind", "unmarkedEnding")), key=len, reverse=True)
        self.unmarked_ending = re.compile("|".join(unmarked))
        self.program_endings = vocabulary.words("program-kind", "nameEnding") | vocabulary.words(
            "program-kind", "quotedEnding"
        )
        self.kind_after_quotation = {
            word: key
            for key, concept in vocabulary.scheme("program-kind").items()
            for word in concept.get("afterQuotation")
        }
        self.after_quotation = re.compile(
            r"(?!入选|获|被|列入|落地|接入|案|这)(?:(?:[^的了和在及与等获被、，,。；;：“”‘’\"\W]|等级){0,14}?)"
            rf"(?P<kind>{'|'.join(sorted(map(re.escape, self.kind_after_quotation), key=len, reverse=True))}"
            r"|(?<=[”\"’])建设(?![\u4e00-\u9fff]{0,4}方案)|(?<=[制式化][”\"’])管理)(?!布局|思想|要求|目标|准则)"
        )
        self.law_of_title = {
            normal_title(name): concept.key for name, concept in vocabulary.by_name.get("law", {}).items()
        }

    def kind_of_ending(self, title: str) -> str:
        """The kind of document that the longest known ending of a title betrays, or ""."""
        endings = self.title_endings
        lengths = range(min(_LONGEST_TITLE_ENDING, len(title)), 0, -1)
        return next((endings[title[-length:]] for length in lengths if title[-length:] in endings), "")


def _words(vocabulary: Vocabulary, key: str) -> tuple[str, ...]:
    concept = vocabulary.scheme("word").get(key)
    return concept.hidden if concept else ()


def _alternatives(vocabulary: Vocabulary, key: str) -> str:
    """The words of a class as alternatives of a regular expression, the longest first."""
    return "|".join(sorted(map(re.escape, _words(vocabulary, key)), key=len, reverse=True))


def _fields(vocabulary: Vocabulary) -> frozenset[str]:
    """The words that names of departments are put together from: 住房, 建设, 交通运输."""
    words = set(_stems(vocabulary, "department"))
    for concept in vocabulary.scheme("department").values():
        words.update(concept.get("shortStem"))
        for stem in concept.get("stem"):
            words.update((stem, *re.split("[和与]", stem)))
    return frozenset(words)


# what a section's name ends in, and what would make that another word: 处理, 科学, 站位
_SECTION_ENDINGS = (
    "处(?!理|置|罚|分|于|在|以|级|室|长)|科(?!技|学|室|普|研|目|级|员|长)|股(?!份|东|权|长)|室(?!内|外)|司(?!法|长|机)|庭(?!长|审|前|外)|"
    "局(?!长|面|势|部|限|属|党)|(?:总|支|大|中)队(?!长)|组(?!织|建|成|长|员)|办(?!理|公|法|事|案|结|好|件|学|证|税|文)|中心(?!任务|工作|城|组)|"
    "部(?!门|署|分|队|级|长)"
)


def _section(vocabulary: Vocabulary) -> str:
    """The name of a section after its department's: 法规处, 执法监督处, 第一稽查局."""
    stems = "|".join(sorted(map(re.escape, _stems(vocabulary, "office")), key=len, reverse=True))
    return f"(?:第[一二三四五六七八九十]{{1,2}}(?:{stems})?|{stems})(?:和?(?:{stems})){{0,4}}(?:{_SECTION_ENDINGS})"


def _stems(vocabulary: Vocabulary, kind: str) -> tuple[str, ...]:
    concept = vocabulary.scheme("body-kind").get(kind)
    return concept.get("nameStem") if concept else ()


def _units(vocabulary: Vocabulary) -> dict[str, tuple[str, str]]:
    """Unit text → (unit key, unit text to report): a sign's variants (％) as the sign, other names as written."""
    units = {}
    for key, concept in vocabulary.scheme("unit").items():
        for name in concept.names:
            if key != "one":  # the unit of fractions, which have a grammar of their own
                units[name] = (key, concept.label if len(name) == 1 and not name.isalpha() else name)
    return units


@lru_cache(maxsize=4)
def words_of(vocabulary: Vocabulary) -> Words:
    """The `Words` of a vocabulary, built on first use."""
    return Words(vocabulary)


def _entries(vocabulary: Vocabulary) -> Iterator[tuple[str, Entry]]:
    for key in _SEARCHED:
        for word in _words(vocabulary, key):
            yield word, Entry(key, (key,))
    for key, concept in vocabulary.scheme("organ").items():
        for phrase in concept.get("phrase"):
            for level in LEVELS:
                yield level + phrase.replace("{level}", level), Entry("organ", (key, level, phrase))
                if level == "地区" and phrase.startswith("委"):
                    yield "地" + phrase, Entry("organ", (key, level, phrase))
                if level in ("自治区", "自治州", "自治县", "自治旗"):  # 自治区党委全面依法治区委员会
                    said = phrase.replace("{level}", level[-1])
                    yield level + "党" + said, Entry("organ", (key, level, phrase))
                    if said != phrase:  # 自治区依法治区办
                        yield level + said, Entry("organ", (key, level, phrase))
                    for region in _REGIONS if level == "自治区" and said != phrase else ():  # 自治区党委依法治疆办
                        yield level + "党" + phrase.replace("{level}", region), Entry("organ", (key, level, phrase))
        for phrase in concept.get("issuerPhrase"):
            for office in OFFICE_WORDS:
                yield phrase.replace("{ending}", office), Entry("issuer", (key, office))
    for key, concept in vocabulary.scheme("department").items():
        for stem in (*concept.get("stem"), *concept.get("shortStem")):
            for ending in _DEPARTMENT_ENDINGS:
                if not stem.endswith("管理") or ending != "管理局":
                    yield stem + ending, Entry("department", (key, stem, ending))
            yield stem + "所", Entry("station", (key, stem))
    for key, concept in vocabulary.scheme("office").items():
        for name in concept.names:
            yield name, Entry("office", (key,))
    for key, concept in vocabulary.scheme("national-body").items():
        for name in concept.names:
            yield name, Entry("national-body", (key,))
    for key, concept in vocabulary.scheme("body-kind").items():
        for ending in concept.get("nameEnding"):
            yield ending, Entry("body-ending", (key, ending, ""))
        for ending in concept.get("placedNameEnding"):
            yield ending, Entry("body-ending", (key, ending, "placed"))
    for key, concept in vocabulary.scheme("program-kind").items():
        for ending in concept.get("nameEnding"):
            yield ending, Entry("program-ending", (key, ending))
    for key, concept in vocabulary.scheme("program").items():
        for name in concept.names:
            yield name, Entry("program", (key,))
            if "“" in name:
                yield name.replace("“", '"').replace("”", '"'), Entry("program", (key,))
    for key, concept in vocabulary.scheme("law").items():
        if concept.first("citedUnmarked") == "true":
            for name in (concept.label, *concept.alternatives):
                yield name, Entry("law", (key,))
    for name in gazetteer().words():
        yield name, Entry("place", (name,))
