"""The table of divisions: codes, names, containment, names in texts."""

from __future__ import annotations

import pytest

from kg.vocabulary.gazetteer import gazetteer

PLACES = gazetteer()


def codes(name: str, year: int | None = None) -> list[str]:
    return [division.code for division in PLACES.named(name, year) if year is not None or division.until is None]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("西湖区", ["330106", "360103"]),
        ("西湖", ["330106", "360103"]),
        ("萧山", ["330109"]),
        ("南昌", ["360100", "360121"]),
        ("内蒙古", ["150000"]),
        ("延边", ["222400"]),
        ("延边州", ["222400"]),
        ("恩施州", ["422800"]),
        ("积石山", ["622927"]),
        ("东乡", ["361003", "622926"]),
        ("鄂温克", ["150724"]),
        ("和县", ["340523"]),
        ("浦东", ["310115"]),
        ("阿拉善左旗", ["152921"]),
        ("石河子", ["659001"]),
        ("无名市", []),
    ],
)
def test_full_and_short_names_lead_to_the_standing_divisions(name: str, expected: list[str]) -> None:
    assert codes(name) == expected


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("襄樊市", 2008, ["420600"]),
        ("襄阳市", 2015, ["420600"]),
        ("余杭市", 1999, ["330184"]),
        ("余杭区", 2012, ["330110"]),
        ("思茅市", 2005, ["530800"]),
        ("崇文区", 2009, ["110103"]),
        ("巢湖市", 2008, ["341400"]),
        ("巢湖市", 2012, ["340181"]),
        ("海拉尔市", 1999, ["152101"]),
    ],
)
def test_a_year_chooses_among_what_bore_the_name(name: str, year: int, expected: list[str]) -> None:
    assert codes(name, year) == expected


@pytest.mark.parametrize(
    ("code", "year", "name", "since", "until", "successor"),
    [
        ("420600", 2008, "襄樊市", None, 2010, "420600"),
        ("420600", None, "襄阳市", 2010, None, None),
        ("110103", None, "崇文区", None, 2010, "110101"),
        ("330184", None, "余杭市", 1995, 2001, "330110"),
        ("330103", None, "下城区", None, 2021, "330105"),
        ("530800", 2005, "思茅市", 2003, 2007, "530800"),
    ],
)
def test_renamed_and_dissolved_divisions_say_when_and_what_followed(
    code: str, year: int | None, name: str, since: int | None, until: int | None, successor: str | None
) -> None:
    division = PLACES.by_code(code, year)
    assert division is not None
    assert (division.name, division.since, division.until, division.successor) == (name, since, until, successor)


@pytest.mark.parametrize(
    ("code", "qualified", "full", "body"),
    [
        ("360103", "南昌市西湖区", "江西省南昌市西湖区", "南昌市西湖区"),
        ("410724", "新乡市获嘉县", "河南省新乡市获嘉县", "获嘉县"),
        ("330782", "金华市义乌市", "浙江省金华市义乌市", "义乌市"),
        ("120118", "天津市静海区", "天津市静海区", "天津市静海区"),
        ("500237", "重庆市巫山县", "重庆市巫山县", "巫山县"),
        ("150702", "呼伦贝尔市海拉尔区", "内蒙古自治区呼伦贝尔市海拉尔区", "呼伦贝尔市海拉尔区"),
        ("150721", "呼伦贝尔市阿荣旗", "内蒙古自治区呼伦贝尔市阿荣旗", "阿荣旗"),
        ("419001", "济源市", "河南省济源市", "济源市"),
        ("659001", "石河子市", "新疆维吾尔自治区石河子市", "石河子市"),
        ("429021", "神农架林区", "湖北省神农架林区", "神农架林区"),
        ("330100", "杭州市", "浙江省杭州市", "杭州市"),
        ("330000", "浙江省", "浙江省", "浙江省"),
    ],
)
def test_names_for_reading_for_full_and_before_a_body(code: str, qualified: str, full: str, body: str) -> None:
    assert (PLACES.qualified_name(code), PLACES.full_name(code), PLACES.body_prefix(code)) == (qualified, full, body)


def test_a_former_division_lies_in_what_contained_it_then() -> None:
    assert PLACES.qualified_name("341402") == "巢湖市居巢区"
    assert PLACES.qualified_name("420602", 2005) == "襄樊市襄城区"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("360103", {"区": "360103", "市": "360100", "省": "360000"}),
        ("410724", {"县": "410724", "市": "410700", "省": "410000"}),
        ("330782", {"市": "330782", "省": "330000"}),
        ("120118", {"区": "120118", "市": "120000"}),
        ("150702", {"区": "150702", "市": "150700", "自治区": "150000", "省": "150000"}),
        ("152921", {"旗": "152921", "盟": "152900", "自治区": "150000", "省": "150000", "区": "150000"}),
        ("422801", {"市": "422801", "州": "422800", "自治州": "422800", "省": "420000"}),
        ("451300", {"市": "451300", "自治区": "450000", "省": "450000", "区": "450000"}),
        (
            "653201",
            {"市": "653201", "地区": "653200", "地": "653200", "自治区": "650000", "省": "650000", "区": "650000"},
        ),
    ],
)
def test_level_words_mean_the_place_and_what_contains_it(code: str, expected: dict[str, str]) -> None:
    assert PLACES.upper_levels(code) == expected


def test_one_character_stands_for_a_province_and_another_for_a_city() -> None:
    province, city = PLACES.abbreviation("赣"), PLACES.city_abbreviation("甬")
    assert province is not None and province.name == "江西省"
    assert city is not None and city.name == "宁波市"
    assert PLACES.abbreviation("天") is None


def test_nested_names_are_one_mention_and_the_outer_settles_the_inner() -> None:
    (mention,) = PLACES.mentions("由杭州市西湖区承办")
    assert (mention.begin, mention.end, mention.nested, mention.full) == (1, 7, True, True)
    assert [division.code for division in mention.divisions] == ["330106"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实要求和龙岗区各部门", ["440307"]),
        ("市和县级部门提高县域能力", []),
        ("新城区建设稳步推进", []),
        ("学习和县做法", []),
        ("马鞍山市和县", ["340523"]),
        ("呼和浩特市新城区", ["150102"]),
        ("维护社会长治久安", []),
        ("建设平安和平社区", []),
        ("赴合肥市和芜湖市学习", ["340100", "340200"]),
        ("西湖区", []),
    ],
)
def test_ordinary_words_and_homonyms_are_no_places_of_a_text(text: str, expected: list[str]) -> None:
    assert PLACES.codes_in(text) == expected


def test_a_homonym_is_settled_by_the_place_the_text_is_about() -> None:
    assert PLACES.codes_in("西湖区和东湖区", near="360103") == ["360103", "360102"]
    assert PLACES.codes_in("西湖区", near="330100") == ["330106"]
    assert PLACES.codes_in("西湖区", near="330109") == ["330106"]


def test_the_place_that_a_title_begins_with() -> None:
    assert PLACES.leading_place("杭州市萧山区信访工作办法") == "杭州市萧山区"
    assert PLACES.leading_place("关于萧山区信访工作的办法") is None


def test_towns_are_known_by_county() -> None:
    assert "中梁山街道" in PLACES.towns("500107")
    assert [division.code for division in PLACES.counties_of_town("中梁山街道")] == ["500107"]
    assert {division.code for division in PLACES.counties_of_town("三都镇")} >= {"350902", "450206"}
    assert PLACES.counties_of_town("没有这个镇") == ()


def test_the_table_is_whole() -> None:
    divisions = list(PLACES.iter_divisions())
    standing = [division for division in divisions if division.until is None]
    by_level = {level: sum(d.level == level for d in standing) for level in ("province", "prefecture", "county")}
    assert by_level == {"province": 34, "prefecture": 333, "county": 2847}
    assert len({division.code for division in standing}) == len(standing)
    every = {division.code for division in divisions}
    assert {d.parent for d in divisions if d.parent} <= every
    assert {d.successor for d in divisions if d.successor} <= {d.code for d in standing}
    assert all(d.until is None or d.since is None or d.since < d.until for d in divisions)
    assert all(len(d.short) >= 2 for d in divisions)
