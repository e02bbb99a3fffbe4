"""Which place a report speaks for: homonyms, renamed places, towns, the nation, and what stays open."""

from __future__ import annotations

import pytest

from kg.resolution.areas import NATION, AreaDecision, decide_area


def decide(text: str, title: str | None = None, **known: str | int | None) -> AreaDecision:
    first = text.split("\n", 1)[0]
    return decide_area(text, title=first if title is None else title, opening=text[:400], **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("正定县2022年法治政府建设报告\n2022年,正定县依法行政,全县稳定。", "130123", "石家庄市正定县"),
        ("义乌市2021年法治政府建设报告\n义乌市依法行政,金华市考核优秀,我市再努力。", "330782", "金华市义乌市"),
        ("北京市海淀区司法局2023年工作报告\n区司法局在区委领导下依法履职。", "110108", "北京市海淀区"),
        ("巫山县2021年法治政府建设报告\n巫山县在市委领导下推进,全县稳定。", "500237", "重庆市巫山县"),
        ("滨海新区2023年法治政府建设报告\n滨海新区在市委领导下推进。", "120116", "天津市滨海新区"),
        ("石河子市2022年法治政府建设报告\n石河子市在兵团党委领导下推进。", "659001", "石河子市"),
        ("济源市2023年法治政府建设报告\n全市依法行政。", "419001", "济源市"),
        ("阿荣旗2020年法治政府建设报告\n在旗委领导下,全旗推进,呼伦贝尔市肯定。", "150721", "呼伦贝尔市阿荣旗"),
        ("阿拉善左旗人民政府2020年报告\n我旗在盟委领导下推进。", "152921", "阿拉善盟阿拉善左旗"),
        ("恩施州2021年法治政府建设报告\n恩施州委、州政府重视,全州落实。", "422800", "恩施土家族苗族自治州"),
        ("恩施市2021年法治政府建设报告\n恩施市在州委领导下,我市推进。", "422801", "恩施土家族苗族自治州恩施市"),
        ("广西壮族自治区2022年报告\n自治区党委重视,全区各级政府落实,南宁市、柳州市试点。", "450000", "广西壮族自治区"),
        ("神农架林区2023年法治政府建设报告\n林区推进。", "429021", "神农架林区"),
        ("和县2021年法治政府建设报告\n和县依法行政,全县稳定,马鞍山市表扬。", "340523", "马鞍山市和县"),
        ("青岛市财政局2022年报告\n市委、市政府:\n市财政局指导市南区、即墨区财政部门。", "370200", "青岛市"),
        ("国家税务总局杭州市税务局2022年报告\n杭州市税务局依法治税。", "330100", "杭州市"),
        ("瑞安市2023年报告\n瑞安市赴上海市、深圳市学习,与四川省通江县结对。", "330381", "温州市瑞安市"),
    ],
)
def test_a_name_that_is_one_places_only_decides(text: str, code: str, name: str) -> None:
    decision = decide(text)
    assert (decision.code, decision.name, decision.warnings) == (code, name, ())
    assert decision.reasons and decision.confidence >= 0.6


HOMONYMS = [
    ("西湖区2022年报告\n西湖区依托浙里办服务,与拱墅区联合执法,区委重视。", "330106"),
    ("西湖区2022年报告\n西湖区推广赣服通,南昌市肯定,区委重视。", "360103"),
    ("鼓楼区2023年报告\n鼓楼区落实省、市部署,南京市司法局肯定。", "320106"),
    ("鼓楼区2023年报告\n鼓楼区落实省、市部署,汴政〔2023〕5号落地,河南省试点。", "410204"),
    ("鼓楼区2023年报告\n鼓楼区落实部署,温泉街道、安泰街道试点,闽政通普及。", "350102"),
    ("鼓楼区2023年报告\n鼓楼区落实部署,徐州市表扬,区委重视。", "320302"),
    ("朝阳区2021年报告\n在省委、市委领导下,朝阳区推进,区委重视。", "220104"),
    ("朝阳区2021年报告\n在市委领导下,朝阳区落实首都功能定位,与海淀区共建。", "110105"),
    ("城关区2021年报告\n城关区落实甘肃省部署,兰州市表扬。", "620102"),
    ("城关区2021年报告\n城关区在自治区党委领导下推进,拉萨市表扬。", "540102"),
    ("新城区2023年报告\n新城区在自治区、市司法局指导下推进。呼和浩特市委肯定,区委努力。", "150102"),
]


@pytest.mark.parametrize(("text", "code"), HOMONYMS)
def test_other_places_services_numbers_and_levels_settle_a_homonym(text: str, code: str) -> None:
    assert decide(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        "西湖区2022年报告\n西湖区依法行政,区委、区政府重视,全区努力。",
        "鼓楼区2023年报告\n鼓楼区依法行政,区委、区政府重视。",
        "城关区2023年报告\n城关区依法行政,区委重视。",
    ],
)
def test_a_homonym_without_evidence_stays_open_and_the_candidates_are_named(text: str) -> None:
    decision = decide(text)
    assert (decision.code, decision.name, decision.confidence) == (None, None, 0.0)
    (warning,) = decision.warnings
    assert "--area" in warning and text[:3] in warning and warning.count("(") >= 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021年法治政府建设报告\n在市委、市政府领导下,我区依法行政,全区努力。",
        "2021年法治政府建设报告\n我区落实《杭州市法治政府建设要点》,全区努力,区委重视。",
    ],
)
def test_a_report_that_names_no_place_of_its_own_stays_open(text: str) -> None:
    decision = decide(text)
    assert decision.code is None and decision.name is None
    assert "--area" in decision.warnings[0]


def test_the_address_of_the_site_settles_a_homonym() -> None:
    text = "鼓楼区2023年报告\n鼓楼区依法行政,区委重视。"
    assert decide(text, source="https://www.xuzhou.gov.cn/gl/2023.html").code == "320302"


@pytest.mark.parametrize(
    ("issuer", "text", "code"),
    [
        ("长沙县司法局", "我局依法行政,县委、县政府肯定。", "430121"),
        ("鼓楼区司法局", "我局依法行政,区委肯定,福州市司法局指导。", "350102"),
        ("深圳市交通运输局龙岗管理局", "我局落实龙岗区委、区政府要求。", "440307"),
    ],
)
def test_the_issuer_says_the_place(issuer: str, text: str, code: str) -> None:
    assert decide(text, title="", issuer=issuer).code == code


@pytest.mark.parametrize(
    ("text", "year", "code", "name"),
    [
        ("襄樊市2008年依法行政报告\n我市依法行政。", 2008, "420600", "襄樊市"),
        ("余杭市1999年工作报告\n余杭市发展,全市努力。", 1999, "330184", "杭州市余杭市"),
        ("余杭区2019年法治政府建设报告\n余杭区推进。", 2019, "330110", "杭州市余杭区"),
        ("崇文区2009年依法行政报告\n崇文区推进依法行政。", 2009, "110103", "北京市崇文区"),
        ("思茅市2005年依法行政报告\n思茅市推进,全市努力。", 2005, "530800", "思茅市"),
        ("渝北区2025年法治政府建设报告\n渝北区推进,区委重视。", 2025, "500112", "重庆市渝北区"),
    ],
)
def test_a_place_renamed_since_is_the_place_of_that_year(text: str, year: int, code: str, name: str) -> None:
    decision = decide(text, year=year)
    assert (decision.code, decision.name) == (code, name)


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("良渚街道2022年报告\n良渚街道在区委领导下推进。街道党工委重视。", "330110", "杭州市余杭区良渚街道"),
        ("东莞市虎门镇2022年报告\n虎门镇在市委领导下推进,全镇稳定。", "441900", "东莞市虎门镇"),
        ("三都镇2022年报告\n三都镇在区委领导下推进,宁德市司法局来我镇指导。", "350902", "宁德市蕉城区三都镇"),
        ("2022年,五华区西翥街道办事处在区委领导下推进。", "530102", "昆明市五华区西翥街道"),
    ],
)
def test_a_town_has_the_code_of_its_county(text: str, code: str, name: str) -> None:
    decision = decide(text, title=text.split("\n")[0] if "\n" in text else "")
    assert (decision.code, decision.name, decision.level) == (code, name, "town")


def test_a_town_name_that_two_districts_have_stays_open() -> None:
    decision = decide("三都镇2022年报告\n三都镇在区委领导下推进,全镇稳定。")
    assert (decision.code, decision.town) == (None, "三都镇")
    assert "蕉城区" in decision.warnings[0] and "柳江区" in decision.warnings[0] and "资兴" not in decision.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "国家能源局2022年法治政府建设报告\n国家能源局依法行政,赴山西省、内蒙古自治区调研。",
        "生态环境部2020年法治政府建设报告\n生态环境部坚持依法行政。",
        "政府工作报告\n在第十三届全国人民代表大会第五次会议上\n国务院总理\n过去一年,北京市成功办赛。",
    ],
)
def test_ministries_and_the_state_council_speak_for_the_nation(text: str) -> None:
    decision = decide(text)
    assert (decision.code, decision.name, decision.level) == (None, NATION, "nation")


def test_a_development_zone_has_a_name_and_no_code() -> None:
    decision = decide("苏州工业园区2022年报告\n苏州工业园区管委会依法行政。")
    assert (decision.code, decision.name) == (None, "苏州工业园区")
    assert "--area" in decision.warnings[0]


@pytest.mark.parametrize(
    ("given", "code", "name", "town"),
    [
        ("360103", "360103", "南昌市西湖区", None),
        ("北京市朝阳区", "110105", "北京市朝阳区", None),
        ("江西省南昌市西湖区", "360103", "南昌市西湖区", None),
        ("浙江", "330000", "浙江省", None),
        ("南昌", "360100", "南昌市", None),
        ("柳州市柳江区三都镇", "450206", "柳州市柳江区三都镇", "三都镇"),
        ("全国", None, NATION, None),
    ],
)
def test_what_the_user_gives_wins(given: str, code: str | None, name: str, town: str | None) -> None:
    decision = decide("杭州市西湖区2022年报告\n杭州市西湖区推进。", given_area=given)
    assert (decision.code, decision.name, decision.town, decision.confidence) == (code, name, town, 1.0)


def test_a_given_homonym_or_unknown_code_is_answered_with_what_to_say_instead() -> None:
    homonym = decide("报告", given_area="西湖区")
    assert homonym.code is None
    assert "浙江省杭州市西湖区 (330106)" in homonym.warnings[0] and "江西省南昌市西湖区 (360103)" in homonym.warnings[0]
    assert decide("报告", given_area="999999").warnings == ("no division has the code 999999; check --area",)
