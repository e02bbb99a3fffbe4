"""Full official names: which body a short name means, given who reports from where."""

from __future__ import annotations

import re

from kg.extraction.model import BodyMention
from kg.language.records import record
from kg.resolution.departments import department_name
from kg.resolution.jurisdiction import Jurisdiction
from kg.vocabulary.concepts import Vocabulary
from kg.vocabulary.gazetteer import gazetteer

# A department's own units are named after it, not after the place.
_INTERNAL = re.compile(
    r"(?:领导小组|工作小组|协调小组|专班|办公室|指挥部|宣讲团|法律顾问团|顾问团|考核组|服务队|党支部)$"
)
# kinds and endings that have names of their own, without the place: 大商集团, 珞南派出所, 老方调解工作室
_PROPER_KINDS = ("enterprise", "school")
_PROPER = re.compile(
    r"(?:派出所|工作室|医院|研究院|研究所|事务所|科学院|设计院)$|^[\u4e00-\u9fff]{2}海关$|示范区(?:执委会|执行委员会)$"
)
_NUMBERED_SORTS = {"中": "中学", "小": "小学", "医院": "人民医院"}
_NUMBERED = re.compile(r"第[一二三四五六七八九十]")  # 第三中学 is a place's third
# a zone without a name of its own is the reporting place's
_ZONE = re.compile(r"(?:经济技术|高新技术(?:产业)?|经济|工业)?(?:开发|经开|高新|保税|综保|度假|景|工业园|产业园)区")
# 西湖区人民政府|桃源街道办事处
_GOVERNMENT_OF_TOWN = re.compile(r"(?<=[市区县旗])人民政府(?=[\u4e00-\u9fff]{1,5}(?:街道|镇|乡|苏木)$)")
_ANY_ZONE = re.compile(
    r"(?:开发|经开|高新|产业|园|新|示范|保税|合作|试验|实验|度假|名胜|管理|风景)区$|(?:工业|产业|科技|生态|物流)园$|生态城$"
)
_ZONES_ORGANS = ("working-committee", "working-committee-meeting", "administrative-committee")
# how a department's Party group and committee are named after it
_PARTY = re.compile(r"(党组|党委|党总支)(.*)")
_STATIONS = {"public-security": "派出", "tax": "税务"}
# a department's branch and its parts, in the department's own report: 于洪分局, 铁西分局执法大队
_OWN_BRANCH = re.compile(r"(?!各|[省市区县])[\u4e00-\u9fff]{2,5}分局(?:[\u4e00-\u9fff]{2,8}[队所])?")
_SHORT_STEMS = {"市场监督管理": ("市场监管",), "公安": ("派出",)}
_ZONE_SHORT = re.compile(r"高新区|经开区|开发区|新区|园区")
_OWN_TEAM = re.compile(r"(?:综合)?(?:行政)?(?:执法|稽查|监察)(?:支队|大队|中队|队)")
# of a department at a higher level, or inside one
_BRANCHES = ("分局", "总队", "支队", "大队")
_POLICE, _LONGEST_PLACE = ("公安局", "公安厅"), 6
_OF_A_BRANCH = re.compile(r"([^局厅]+[局厅])(?=[\u4e00-\u9fff]{2,}[局队所])")
_OF_TOWNS = ("司法所", "派出所", "卫生院", "财政所")
_TAX = "国家税务总局"
# bodies that belong to no place here: 国际皮划艇联合会, 中国法学会
_WIDER = re.compile(r"国际|世界|亚洲|中国|中华|中央|国家|全国|联合国")


def government_of(place: str) -> str:
    """The full name of a place's government: leagues and prefectures (盟, 地区) have an administrative office."""
    return place + ("行政公署" if place.endswith(("盟", "地区")) else "人民政府")


@record(frozen=True, slots=True)
class ResolvedName:
    """A body's full name, the code of its place (None when it is not known), and the scope of its identity."""

    name: str
    code: str | None
    scope: str
    kind: str
    parent: str | None = None


def joined(prefix: str, core: str) -> str:
    """A place and a name that may begin with the place's end: 大中街道 + 街道党政办公室, …自治州 + 州边境管理支队."""
    for length in range(min(len(prefix), len(core) - 2), 0, -1):
        if prefix.endswith(core[:length]) and (length > 1 or core[0] in "州盟旗县区市镇乡"):
            return prefix + core[length:]
    return prefix + core


def _shortens(short: str, name: str) -> bool:
    """Whether a name is another one with words left out: 高新区, 长沙高新技术产业开发区."""
    rest = iter(name)
    return all(character in rest for character in short)


class Namer:
    """Builds full names for one report."""

    def __init__(
        self, vocabulary: Vocabulary, jurisdiction: Jurisdiction, issuer: ResolvedName | None, report_key: str
    ) -> None:
        self._organs = vocabulary.scheme("organ")
        self._departments = vocabulary.scheme("department")
        self._national = vocabulary.scheme("national-body")
        self._national_names = vocabulary.by_name.get("national-body", {})
        self._places = gazetteer()
        self._jurisdiction = jurisdiction
        self._issuer = issuer.name if issuer else None
        self._issuer_scope = issuer.scope if issuer else jurisdiction.scope or report_key
        self._report_key = report_key

    def name(self, mention: BodyMention) -> ResolvedName | None:
        """The body that a mention means; None when what it refers to is not known."""
        if mention.form == "national":
            return self.national(mention.key)
        if mention.form == "issuer":
            return self._of_issuer(mention)
        if mention.whole is not None:
            return self._part(mention, mention.whole)
        if mention.form == "section":
            return self._of_reporter(mention)
        if mention.form == "superior" and mention.level == "总":
            return self._general_administration(mention.core)
        code, prefix, level = self._place(mention)
        if mention.form == "superior":
            return self._superior(mention, code, prefix)
        if self._any_of_many(mention):
            return None
        if prefix is None:
            return ResolvedName(mention.surface, None, self._report_key, mention.kind)
        scope = code or ("cn" if self._jurisdiction.national and not prefix else self._report_key)
        if mention.form == "organ":
            return self._organ(mention.key, prefix, level, code, scope)
        if mention.form == "department" and self._jurisdiction.national and not mention.place:
            known = self._national_names.get(mention.surface) or self._national_names.get(
                self._department(mention, "国家", None)
            )
            if known:
                return self.national(known.key)
        if mention.form == "department" and mention.core.endswith("分局"):
            branch = self._branch(mention, code)
            if branch is not None:
                return branch
        if mention.form == "department":
            parent = None
            if self._departments[mention.key].first("vertical") != "true" and not mention.core.endswith(_BRANCHES):
                parent = government_of(prefix)
            return ResolvedName(self._department(mention, prefix, code), code, scope, mention.kind, parent)
        core = mention.core
        if mention.rule == "body/department-composed":
            core = core.removesuffix("办") + "办公室" if core.endswith("办") else core
            return ResolvedName(prefix + core, code, scope, mention.kind, government_of(prefix))
        if mention.rule == "body/numbered":  # 县一中
            sort = next(sort for sort in _NUMBERED_SORTS if core.endswith(sort))
            core = f"第{core.removesuffix(sort)}{_NUMBERED_SORTS[sort]}"
            return ResolvedName(prefix + core, code, scope, mention.kind)
        proper = (mention.kind in _PROPER_KINDS or _PROPER.search(core)) and not _NUMBERED.match(core)
        if proper and not mention.place and not mention.level:
            return ResolvedName(mention.surface, code, scope, mention.kind)
        internal = _INTERNAL.search(core) or (core.endswith("队") and (self._issuer or "").endswith(_POLICE))
        if self._issuer and self._issuer.endswith(("局", "厅")) and not mention.level:
            if _OWN_BRANCH.fullmatch(mention.surface) or _OWN_TEAM.fullmatch(mention.surface):
                return ResolvedName(self._issuer + mention.surface, code, scope, mention.kind, self._issuer)
            stem = self.issuer_stem()
            said = next((word for word in (stem, *_SHORT_STEMS.get(stem, ())) if core.endswith(word + "所")), None)
            if stem and said and core != said + "所":  # 南京西路市场监管所
                name = f"{self._issuer}{core.removesuffix(said + '所')}{stem}所"
                return ResolvedName(name, code, scope, mention.kind, self._issuer)
        if not mention.place and not mention.level and self._issuer and internal:
            own_zone = _ZONE_SHORT.match(core) if self._issuer.endswith("管理委员会") else None
            if own_zone:  # 高新区法治建设领导小组 in the zone's own report
                zone = self._issuer.removesuffix("管理委员会")
                return ResolvedName(zone + core[own_zone.end() :], code, scope, mention.kind, self._issuer)
            return ResolvedName(self._issuer + core, code, scope, mention.kind, self._issuer)
        own = prefix[-_LONGEST_PLACE:].removesuffix(level)
        if any(core.startswith(own[at:]) for at in range(len(own) - 1)):
            return ResolvedName(mention.surface, code, scope, mention.kind)  # 白银仲裁委员会
        if _WIDER.match(core):
            return ResolvedName(mention.surface, None, "cn", mention.kind)
        if core.startswith(("“", '"')) or "（" in core or (mention.place and not mention.level):
            # a quoted name is a name by itself; 南昌火车站… is called after the city, not of it
            return ResolvedName(mention.surface, code, scope, mention.kind)
        if core.startswith("税务局"):
            return ResolvedName(_TAX + prefix + core, code, scope, mention.kind)
        if core.startswith("行署") and government_of(prefix) != prefix + "人民政府":
            core = core.replace("行署", "行政公署", 1)
        core = core.removesuffix("办") + "办公室" if core.endswith("党政办") else core
        core = core.removesuffix("管委会") + "管理委员会" if core.endswith("管委会") else core
        return ResolvedName(joined(prefix, core), code, scope, mention.kind)

    def _branch(self, mention: BodyMention, code: str | None) -> ResolvedName | None:
        """区公安分局: the branch in that district of the city's department, which it is part of."""
        concept = self._departments[mention.key]
        division = self._places.by_code(code, self._jurisdiction.year) if code else None
        if division is None or division.level != "county" or concept.first("branches") != "true":
            return None
        city = next((outer for outer in self._places.containers(division.code) if outer.level != "county"), None)
        if city is None or (mention.key == "public-security" and not division.name.endswith("区")):
            return None
        over = self._department(mention, self._places.body_prefix(city.code, self._jurisdiction.year), city.code)
        department = over.removesuffix("分局") + "局"
        return ResolvedName(f"{department}{division.short}分局", city.code, city.code, mention.kind, department)

    def _any_of_many(self, mention: BodyMention) -> bool:
        """镇卫生院, 司法所 in the report of a county: any of its towns'."""
        jurisdiction = self._jurisdiction
        if mention.place or jurisdiction.town or jurisdiction.code is None:
            return False
        if mention.level in ("镇", "乡", "街道"):
            return mention.form in ("named", "organ")
        return mention.form == "named" and not mention.level and mention.core in _OF_TOWNS

    def _part(self, mention: BodyMention, whole: BodyMention) -> ResolvedName | None:
        """市局第一稽查局: the full name of the whole, and the part's own."""
        of = self.name(whole)
        if of is None:
            return None
        core, name = mention.core, of.name
        if of.kind == "department" and name.endswith(("公安局", "公安厅")):
            core = core.replace("交警", "交通警察")
        party = _PARTY.fullmatch(core) if of.kind == "department" else None
        if party is not None:
            body = {"党组": "党组", "党委": "委员会", "党总支": "总支部委员会"}[party[1]]
            meeting = "会议" if party[2] == "会" else party[2]
            return ResolvedName(f"中共{name}{body}{meeting}", of.code, of.scope, mention.kind, name)
        if whole.kind == "enterprise" and (whole.form != "national" or name.endswith("公司")):
            name = whole.surface
        elif whole.form == "organ" and whole.key == "party-committee":
            # 中共河南省委|平安河南建设领导小组, 中共阿克苏地委|宣传部
            name = name.removesuffix("区委员会") + "委" if name.endswith("地区委员会") else name.removesuffix("员会")
        elif whole.key == "cpc-central-committee":
            name = "中共中央"
        elif mention.rule == "body/part-subdistrict":
            name = name.removesuffix("人民政府")  # as it is called where its government is not named
        elif whole.form == "department" and re.fullmatch(r"[\u4e00-\u9fff]{2,3}所", core):
            stem = _STATIONS.get(whole.key) or self._departments[whole.key].get("stem")[0]
            core = core[:-1].removesuffix(stem) + stem + "所"
        elif name.endswith("行政公署") and core.endswith("办"):  # 盟行署法制办
            core = core.removesuffix("办") + "办公室"
        return ResolvedName(name + core, of.code, of.scope, mention.kind, of.name)

    def _of_reporter(self, mention: BodyMention) -> ResolvedName | None:
        """A section of the reporting department, named without it."""
        if self._issuer is None:
            return None
        scope, core = self._issuer_scope, mention.core
        if mention.rule == "body/section-station":
            town = core.removesuffix("所")
            towns = self._places.towns(self._jurisdiction.code) if self._jurisdiction.code else ()
            if not any(name.startswith(town) for name in towns):
                return None
            core = f"{town}{self.issuer_stem()}所"
        return ResolvedName(self._issuer + core, self._jurisdiction.code, scope, mention.kind, self._issuer)

    def national(self, key: str) -> ResolvedName:
        """A national body by its key."""
        concept = self._national[key]
        kind = (concept.first("bodyKind") or "body-kind/other").split("/")[-1]
        return ResolvedName(concept.label, None, "cn", kind)

    def government(self) -> ResolvedName | None:
        """The government (or office) of the reporting place."""
        jurisdiction = self._jurisdiction
        if jurisdiction.national:
            return ResolvedName("国务院", None, "cn", "government")
        prefix = self._own_prefix()
        if prefix is None:
            return None
        if jurisdiction.town and jurisdiction.town.endswith("街道"):
            return ResolvedName(
                prefix + "办事处", jurisdiction.code, jurisdiction.scope or self._report_key, "subdistrict"
            )
        if jurisdiction.code is None and prefix.endswith("区"):  # a zone
            return ResolvedName(prefix + "管理委员会", None, self._report_key, "government")
        return ResolvedName(
            government_of(prefix), jurisdiction.code, jurisdiction.scope or self._report_key, "government"
        )

    def _own_prefix(self) -> str | None:
        jurisdiction = self._jurisdiction
        if jurisdiction.code is None:
            return jurisdiction.town or (None if jurisdiction.name in (None, "全国") else jurisdiction.name)
        county = self._places.body_prefix(jurisdiction.code, jurisdiction.year)
        if jurisdiction.town:
            return county + jurisdiction.town
        return county

    def _place(self, mention: BodyMention) -> tuple[str | None, str | None, str]:
        """Code, name prefix and level word of the place that a mention is anchored to."""
        jurisdiction = self._jurisdiction
        zone = self._zone()
        if mention.place:
            place = _GOVERNMENT_OF_TOWN.sub("", mention.place.removeprefix("中共"))
            if zone and (zone.startswith(place) or (place.endswith("区") and _shortens(place, zone))):
                return None, zone, "区"  # 洋浦工委, 高新区管委会 in the report of that zone
            division = self._division(place)
            if division is not None:
                return division, self._places.body_prefix(division, jurisdiction.year), self._level_word(division)
            town = self._town_of(place)
            if town is not None:
                return town
            if _ZONE.fullmatch(place) and not zone:
                own = self._own_prefix()
                return jurisdiction.code, f"{own}{place}" if own else place, mention.level
            return None, place, mention.level
        level = mention.level
        county = self._places.body_prefix(jurisdiction.code, jurisdiction.year) if jurisdiction.code else ""
        if level == "新区" and county.endswith(level):  # 新区审计局 in a report from 滨海新区
            return jurisdiction.code, county, "区"
        if zone and level in ("区", "街道") and (mention.form != "organ" or mention.key in _ZONES_ORGANS):
            return None, zone, "区"
        if level in ("镇", "乡", "街道"):
            if jurisdiction.town:
                return jurisdiction.code, self._own_prefix(), level
            return (None, None, level)
        if level:
            code = jurisdiction.levels.get(level)
            if code is None and level in ("自治区",):
                code = jurisdiction.levels.get("省")
            if code is None:
                return None, None, level
            return code, self._places.body_prefix(code, jurisdiction.year), self._level_word(code)
        if jurisdiction.national:
            return None, "", ""
        return jurisdiction.code, self._own_prefix(), self._level_word(jurisdiction.code) if jurisdiction.code else ""

    def _zone(self) -> str | None:
        """The development zone that reports, if one does."""
        own = self._jurisdiction.name if self._jurisdiction.code is None and not self._jurisdiction.town else None
        return own if own and _ANY_ZONE.search(own) else None

    def _division(self, place: str) -> str | None:
        """The code of a place name as this report means it: its own place, one above or below it, or the only one."""
        jurisdiction = self._jurisdiction
        candidates = self._candidates(place)
        if not candidates:
            return None
        near = set(jurisdiction.levels.values())
        if jurisdiction.code:
            near.add(jurisdiction.code)
        for code in candidates:
            if code in near:
                return code
        if jurisdiction.code:
            own = {division.code for division in self._places.containers(jurisdiction.code)} | {jurisdiction.code}
            inside = [c for c in candidates if any(d.code in own for d in self._places.containers(c))]
            if len(inside) == 1:
                return inside[0]
            if inside:
                best = [c for c in inside if any(d.code == jurisdiction.code for d in self._places.containers(c))]
                return best[0] if len(best) == 1 else None
        return candidates[0] if len(candidates) == 1 else None

    def _candidates(self, place: str) -> list[str]:
        """Codes of a place name, nested names (南昌市西湖区) narrowed by their outer parts."""
        exact = [d.code for d in self._places.named(place) if d.until is None]
        if exact:
            return exact
        for cut in range(1, len(place) - 1):
            inner, outer = place[cut:], place[:cut]
            found = [
                d.code
                for d in self._places.named(inner)
                if d.until is None and any(outer.endswith((c.name, c.short)) for c in self._places.containers(d.code))
            ]
            if found:
                return found
        return [d.code for d in self._places.named(place)]

    def _town_of(self, place: str) -> tuple[str | None, str, str] | None:
        """A town's name with or without its county before it."""
        match = re.fullmatch(r"(?P<county>.*?[市区县旗])?(?P<town>[\u4e00-\u9fff]{2,4}(?P<level>镇|乡|街道))", place)
        if match is None:
            return None
        code = self._division(match["county"]) if match["county"] else self._jurisdiction.code
        prefix = self._places.body_prefix(code, self._jurisdiction.year) if code else (match["county"] or "")
        return code, prefix + match["town"], match["level"]

    def _level_word(self, code: str | None) -> str:
        division = self._places.by_code(code) if code else None
        if division is None:
            return ""
        for word in ("自治区", "自治州", "地区", "省", "市", "区", "县", "旗", "州", "盟"):
            if division.name.endswith(word):
                return word if word == "地区" else word[-1]
        return ""

    def _organ(self, key: str, prefix: str, level: str, code: str | None, scope: str) -> ResolvedName:
        concept = self._organs[key]
        kind = (concept.first("bodyKind") or "body-kind/other").split("/")[-1]
        parent_key = concept.first("partOf")
        parent = None
        if parent_key:
            parent_concept = self._organs[parent_key.split("/")[-1]]
            parent = self._fill(parent_concept.first("namePattern") or "", prefix, level)
        return ResolvedName(
            self._fill(concept.first("namePattern") or "{place}", prefix, level), code, scope, kind, parent
        )

    @staticmethod
    def _fill(pattern: str, prefix: str, level: str) -> str:
        name = pattern.replace("{place}人民政府", government_of(prefix))
        name = name.replace("{place}", prefix).replace("{level}", level)
        return name if "地区委员会" in name else name.replace("地区委", "地委")

    def _department(self, mention: BodyMention, prefix: str, code: str | None) -> str:
        name = department_name(self._departments[mention.key], mention.core, prefix, code)
        return name.replace(f"{prefix}人民政府", government_of(prefix))

    def _superior(self, mention: BodyMention, code: str | None, prefix: str | None) -> ResolvedName | None:
        """市局, 省厅: the issuer's field at that level; 市局 in a city's bureau's report is the bureau itself."""
        if self._issuer is None or prefix is None:
            return None
        if code is not None and code == self._jurisdiction.code and self._issuer.endswith(mention.core):
            # in a branch's report it is the department that the branch belongs to
            over = _TAX if self._issuer.startswith(_TAX) else ""
            branch = _OF_A_BRANCH.match(self._issuer.removeprefix(_TAX))
            return ResolvedName(over + branch[1] if branch else self._issuer, code, code, "department")
        stem = self.issuer_stem()
        if not stem:
            return None
        over = _TAX if self._issuer.startswith(_TAX) else ""
        name = over + prefix + stem + mention.core
        return ResolvedName(name, code, code or self._report_key, "department")

    def _general_administration(self, core: str) -> ResolvedName | None:
        """总局, 总署: the national body of the reporting department's field."""
        if self._issuer and self._issuer.endswith(core):
            return ResolvedName(self._issuer, None, "cn", "department")
        stem = self.issuer_stem() or "海关"
        for key, concept in self._national.items():
            if concept.label.endswith(core) and stem in concept.label and stem in (self._issuer or ""):
                return self.national(key)
        return None

    def issuer_stem(self) -> str:
        """The field of the reporting department: 宣城市公安局 → 公安."""
        if self._issuer is None:
            return ""
        prefix = self._own_prefix()
        if prefix and self._issuer.startswith(prefix):
            whole = re.fullmatch(r"([\u4e00-\u9fff]{2,16}?)(?:局|厅|委员会)", self._issuer.removeprefix(prefix))
            if whole:
                return whole[1]
        for concept in self._departments.values():
            for stem in concept.get("stem"):
                match = re.search(re.escape(stem) + r"(?:局|厅|委员会|委)$", self._issuer)
                if match and len(self._issuer) - match.start() > len(stem):
                    best = stem
                    longer = [s for s in concept.get("stem") if s in self._issuer and len(s) > len(best)]
                    return max(longer, key=len) if longer else best
        match = re.search(r"[市区县省州旗盟]([\u4e00-\u9fff]{2,12}?)(?:局|厅|委员会)", self._issuer)
        return match.group(1) if match else ""

    def _of_issuer(self, mention: BodyMention) -> ResolvedName | None:
        """局党组, 我局: the reporting department's own."""
        if self._issuer is None:
            return None
        concept = self._organs[mention.key]
        office = mention.level
        name = (
            (concept.first("namePattern") or "{issuer}").replace("{issuer}", self._issuer).replace("{ending}", office)
        )
        code = self._jurisdiction.code
        parent = self._issuer if mention.key != "issuer" else None
        return ResolvedName(name.replace("中共中共", "中共"), code, self._issuer_scope, mention.kind, parent)
