"""Which standard indicator a label means, by names, phrasings, units and what stands before; never by guessing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.pipeline import facts_of
from kg.reports import read_report
from kg.resolution.indicators import IndicatorMatcher
from kg.vocabulary.concepts import load_vocabulary

VOCABULARY = load_vocabulary()
MATCHER = IndicatorMatcher.of(VOCABULARY)
SHARED = Path(__file__).parents[2].parent / "shared"


@pytest.mark.parametrize(
    ("label", "unit", "kind", "key"),
    [
        ("全年共收到行政复议申请", "case", "level", "reconsideration-received"),
        ("全市新收行政复议案件", "case", "level", "reconsideration-received"),
        ("案卷评查优秀率", "percent", "ratio", "case-files-excellent-rate"),
        ("依申请事项即办件占比", "percent", "ratio", "service-immediate-rate"),
        ("万元规模以上工业增加值能耗", "percent", "change", "energy-intensity-of-industry"),
        ("审计查出违规金额", "yuan", "level", "audit-irregular-sum"),
        ("市政府受理各类行政复议案件", "case", "level", "reconsideration-accepted"),
        ("行政复议案件审结", "case", "level", "reconsideration-concluded"),
        ("行政复议案件综合纠错率", "percent", "ratio", "reconsideration-correction-rate"),
        ("行政机关负责人出庭应诉率", "percent", "ratio", "litigation-head-appearance-rate"),
        ("一审行政诉讼案件败诉率", "percent", "ratio", "litigation-loss-rate"),
        ("以县政府名义制定出台行政规范性文件", "case", "level", "normative-documents-issued"),
        ("清理市政府规范性文件", "case", "level", "normative-documents-cleaned"),
        ("审核各类合同协议", "copy", "level", "contracts-reviewed"),
        ("抽查行政处罚案卷", "copy", "level", "case-files-reviewed"),
        ("新申领行政执法证件", "person", "level", "enforcement-certificates"),
        ("办理各类法律援助案件", "case", "level", "legal-aid-cases"),
        ("各级调解组织调处各类矛盾纠纷", "incident", "level", "mediation-cases"),
        ("矛盾纠纷调处成功率", "percent", "ratio", "mediation-success-rate"),
        ("开展宪法宣传周集中宣传活动", "session", "level", "publicity-activities"),
        ("县政府常务会议会前学法", "time", "level", "executive-meeting-law-sessions"),
        ("承办省人大代表建议", "case", "level", "deputies-suggestions"),
        ("12345热线群众满意率", "percent", "ratio", "hotline-satisfaction"),
        ("行政许可事项承诺办理时限压缩", "percent", "ratio", "service-time-cut"),
        ("侦破电信网络诈骗案件", "incident", "level", "telecom-fraud-solved"),
        ("一般公共预算收入", "percent", "change", "general-revenue"),
        ("城镇居民人均可支配收入", "yuan", "level", "urban-income-per-head"),
        ("农牧民人均可支配收入", "yuan", "level", "rural-income-per-head"),
        ("实际到位省外资金", "yuan", "level", "domestic-investment"),
        ("行政规范性文件本年制发件数", "one", "level", "normative-documents-issued"),
        ("规章现行有效件数", "one", "level", "government-rules-in-force"),
        ("行政处罚本年处理决定数量", "one", "level", "penalties"),
        ("行政事业性收费本年收费金额", "yuan", "level", "administrative-fees"),
        ("本年新收政府信息公开申请数量总计", "one", "level", "disclosure-requests"),
        ("本年新收政府信息公开申请数量自然人", "one", "level", "disclosure-requests-natural-persons"),
        ("政府信息公开申请办结率", "percent", "ratio", "disclosure-completion-rate"),
        ("发出《关于做好行政应诉工作的提示函》", "case", "level", "litigation-reminders"),
    ],
)
def test_labels_as_reports_put_them(label: str, unit: str, kind: str, key: str) -> None:
    assert MATCHER.match(label, unit, "", kind) == key


@pytest.mark.parametrize(
    ("label", "unit", "kind"),
    [
        ("立案", "case", "level"),
        ("完成投资", "yuan", "level"),
        ("项目", "piece", "level"),
        ("规模以上互联网和相关服务企业", "percent", "change"),
        ("列入检查清单的企业", "unit-count", "level"),
        ("惠及市场主体", "household", "level"),
        ("发布预警信息", "entry", "level"),
        ("拟制定规范性文件", "case", "level"),
        ("因违反规定作出行政处罚", "case", "level"),
        ("", "case", "level"),
        ("案卷评查不合格率", "percent", "ratio"),
    ],
)
def test_labels_that_mean_no_standard_indicator(label: str, unit: str, kind: str) -> None:
    assert MATCHER.match(label, unit, "", kind) is None


@pytest.mark.parametrize(
    ("label", "unit", "kind", "key"),
    [
        ("人民调解", "case", "level", "mediation-cases"),
        ("人民调解", "yuan", "level", None),
        ("人民调解", "percent", "change", "mediation-cases"),
        ("人民调解", "percentage-point", "change", None),
        ("调解成功率", "percentage-point", "change", "mediation-success-rate"),
        ("行政许可", "case", "level", "licences-decided"),
        ("行政许可", "item", "level", "licence-items"),
        ("法律知识考试", "time", "level", "law-exams"),
        ("法律知识考试", "person", "level", "law-exam-takers"),
        ("实际利用外资", "yuan", "level", "foreign-investment"),
    ],
)
def test_the_unit_decides_between_things_of_one_name(label: str, unit: str, kind: str, key: str | None) -> None:
    assert MATCHER.match(label, unit, "", kind) == key


@pytest.mark.parametrize(
    ("before", "label", "unit", "key"),
    [
        ("全年收到行政复议申请52件，", "审结", "case", "reconsideration-concluded"),
        ("全县办理法律援助52件，", "审结", "case", None),
        ("生产安全事故起数、死亡人数", "死亡人数", "person", "work-deaths"),
        ("发生道路交通事故12起，", "死亡人数", "person", "traffic-deaths"),
        ("园区新开工重点项目12个，", "就业", "person", None),
        ("行政复议工作稳步开展，", "工业龙头企业", "unit-count", None),
    ],
)
def test_a_label_that_says_little_is_read_with_what_stands_before(
    before: str, label: str, unit: str, key: str | None
) -> None:
    assert MATCHER.match(label, unit, "", "level") is None
    assert MATCHER.match(label, unit, before, "level") == key


def test_a_run_of_years_is_a_change_of_what_falls() -> None:
    assert MATCHER.match("刑事警情连续大幅下降", "year", "", "duration") == "crime-reports"


def indicators(text: str) -> dict[int, str]:
    facts = facts_of(read_report(text.encode(), name="report.txt"), VOCABULARY)
    return {int(observation.value): observation.indicator for observation in facts.observations}


def test_two_reports_measure_one_indicator_under_one_iri() -> None:
    one = indicators(
        "武汉市青山区2023年法治政府建设报告\n\n一、行政复议工作\n\n全年共收到行政复议申请52件，受理45件，审结40件。\n"
    )
    two = indicators(
        "无锡市2021年法治政府建设年度报告\n\n一、化解行政争议\n\n市政府新收行政复议案件631件，同比增长12%。\n"
    )
    assert one[52] == two[631] == two[12] == "govv:indicator/reconsideration-received"
    assert one[45] == "govv:indicator/reconsideration-accepted"
    assert one[40] == "govv:indicator/reconsideration-concluded"


# By report and offset of the number: the standard indicator that a reader would name, judged from the text alone.
GOLD = {
    "03": {373: "law-inspections", 380: "law-inspections"},
    "05": {
        184: "normative-documents-review-rate",
        271: "major-decisions-listed",
        358: "compliance-guidance-matters",
        747: "legal-checkups",
    },
    "07": {514: "licence-items-cut", 579: "service-items", 596: "service-items", 607: "licence-items"},
    "13": {
        187: "case-files-excellent",
        404: "government-lawyers",
        420: "government-legal-advisers",
        453: "contracts-reviewed",
        471: "normative-documents-reviewed",
        498: "fair-competition-reviewed",
        508: "fair-competition-stock-reviewed",
    },
    "15": {336: "legal-adviser-opinions"},
    "17": {474: "meetings-on-law-based-government"},
    "24": {
        205: "service-cases",
        444: "publicity-activities",
        452: "publicity-audience",
        512: "law-trainees",
        520: "law-exams",
        536: "law-exam-participation-rate",
        544: "law-exam-pass-rate",
        585: "officials-law-sessions",
    },
    "28": {241: "meetings-on-law-based-government"},
    "32": {
        339: "website-information",
        353: "website-directory-items",
        363: "website-news-items",
        378: "new-media-information",
        388: "new-media-followers",
        464: "disclosure-requests",
        484: "disclosure-requests-online",
        496: "disclosure-requests-by-letter",
        537: "disclosure-completion-rate",
    },
    "34": {
        365: "certified-on-duty-rate",
        493: "normative-documents-reviewed",
        502: "documents-review-pass-rate",
        584: "inspections",
        597: "penalties",
        606: "fines",
        638: "penalties-on-the-spot",
        649: "penalties-waived",
    },
    "38": {492: "contracts-reviewed", 513: "legal-adviser-matters"},
    "42": {
        273: "study-group-law-sessions",
        285: "officials-law-sessions",
        383: "law-exam-takers",
        399: "law-exam-participation-rate",
    },
    "54": {
        205: "meetings-on-law-based-government",
        275: "executive-meeting-law-sessions",
        429: "service-items",
        448: "service-online-rate",
        476: "service-time-cut",
        498: "service-items-online",
        508: "service-online-rate",
        569: "inclusive-supervision-cases",
        589: "legal-adviser-opinions",
    },
    "62": {
        271: "law-committee-meetings",
        370: "executive-meeting-law-sessions",
        384: "study-group-law-sessions",
        400: "government-legal-advisers",
        453: "law-key-tasks",
    },
    "69": {
        196: "service-windows",
        212: "power-list-items",
        254: "service-windows",
        333: "service-items-online",
        507: "crimes-solved",
        517: "case-amount",
    },
    "81": {
        293: "gdp",
        328: "fixed-investment",
        333: "industrial-value-added",
        338: "retail-sales",
        356: "general-revenue",
    },
    "xihu-2020": {
        513: "executive-meeting-law-sessions",
        540: "law-key-tasks",
        1127: "enforcement-exam-takers",
        1139: "enforcement-certificates",
        1496: "litigation-head-appearances",
        1505: "litigation-head-appearance-rate",
        1530: "litigation-reminders",
        1586: "reconsideration-received",
        1590: "reconsideration-pending",
        1625: "reconsideration-hearings",
        1824: "powers-delegated",
        1867: "licence-items",
        1878: "public-service-items",
        1889: "public-service-items",
        1951: "service-online-rate",
        2070: "safe-communities",
        2096: "telecom-fraud-solved",
        2159: "crime-reports",
        2178: "public-safety-sense",
        2207: "petition-visitors",
        2223: "petitions-total",
        2237: "petitions-to-beijing",
        2249: "mediation-cases",
        2259: "mediation-success-rate",
        2286: "enterprises-shut",
        2319: "fires",
        2335: "consumer-complaints",
        2351: "consumer-losses-recovered",
        2405: "owners-committees",
        2426: "democratic-model-villages",
        2442: "legal-culture-sites",
        2510: "deputies-suggestions",
        2522: "cppcc-proposals",
        2536: "proposals-response-rate",
        2558: "hotline-cases",
        2570: "hotline-satisfaction",
        2596: "investment-reviews",
        2605: "investment-review-cut",
        2624: "accountability-audits",
        2703: "discipline-cases",
        2709: "discipline-sanctions",
        2719: "conduct-problems",
        2726: "conduct-sanctioned",
        2751: "four-forms",
        2886: "publicity-activities",
        2916: "publicity-materials",
        2977: "legal-aid-cases",
        2986: "mediation-cases",
        2993: "notarial-cases",
        3024: "legally-literate-villagers",
        3038: "legally-literate-villagers",
    },
}


def test_every_indicator_of_the_gold_list_is_in_the_vocabulary() -> None:
    assert {key for keys in GOLD.values() for key in keys.values()} <= VOCABULARY.scheme("indicator").keys()


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="needs the annotated reports in ../shared")
def test_gold_metrics_get_their_standard_indicator() -> None:
    met, missed = 0, []
    for name, keys in GOLD.items():
        path = SHARED / "gold" / f"{name}.txt"
        facts = facts_of(read_report(path if path.exists() else SHARED / "reports" / f"{name}.txt"), VOCABULARY)
        found: dict[int, set[str]] = {}
        for observation in facts.observations:
            found.setdefault(int(observation.id.rsplit("-", 1)[1]), set()).add(observation.indicator)
        metrics = {metric["at"] for metric in json.loads((SHARED / "gold" / f"{name}.json").read_text())["metrics"]}
        for at, key in keys.items():
            assert at in metrics, (name, at)
            if f"govv:indicator/{key}" in found.get(at, ()):
                met += 1
            else:
                missed.append((name, at, key, sorted(found.get(at, ()))))
    assert met / (met + len(missed)) >= 0.85, missed
