"""Whether a text is a government report at all."""

from __future__ import annotations

import re

from kg.reports.model import Report

_SAMPLE = 30_000  # characters that are looked at
_FEWEST = 60  # Chinese characters of the shortest text that says anything
_LEAST_CHINESE = 0.35  # of the characters that are no white space; tables of figures have half
_LEAST_WORDS = 35.0
"""Words of the genre per thousand Chinese characters. Reports have 60 to 200, newspaper prose on other subjects and
essays below 15, novels below 5."""
_LEAST_KINDS = 8  # different words of the genre, in a text of any length
_WORDS = (
    "政府 行政 执法 法治 依法 法律 法规 条例 规范性文件 建设 工作 落实 推进 加强 深化 改革 "
    "完善 健全 机制 制度 监管 监督 服务 审批 事项 决策 部署 贯彻 责任 考核 督察 公开 申请 "
    "复议 诉讼 普法 宣传 培训 整治 专项 项目 投资 产业 企业 民生 保障 就业 经济 生产总值 "
    "增长 同比 财政 预算 发展 规划 实施 组织 领导 党委 人大 政协 市委 县委 区委 省委 党中央 "
    "国务院 习近平 社会主义 群众 基层 乡镇 街道 社区 司法 安全 生态 环境 治理 乡村 振兴 教育 "
    "医疗 应急 全年 全市 全县 全区 全省 我局 我区 我市 我县 各部门 通知 意见 方案 办法 部门 "
    "单位 信息 主动公开 提升 优化 强化 创新 会议 精神 思想 指导 目标 任务 情况 报告 年度"
)
_PATTERN = re.compile("|".join(sorted(_WORDS.split(), key=len, reverse=True)))
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_VISIBLE = re.compile(r"\S")


def looks_like_report(report: Report) -> str | None:
    """Why the text is hardly a Chinese government report, for the user to read; None when it looks like one.

    A cheap look at the vocabulary: how much of the text is Chinese, and how dense the words of the genre are.
    """
    sample = report.text[:_SAMPLE]
    chinese = len(_CHINESE.findall(sample))
    visible = len(_VISIBLE.findall(sample))
    if chinese < _FEWEST:
        return f"{report.source}: holds {chinese} Chinese characters; a Chinese government report is expected."
    if chinese < visible * _LEAST_CHINESE:
        share = f"{chinese / visible:.0%}"
        return f"{report.source}: only {share} of it is Chinese; a Chinese government report is expected."
    words = _PATTERN.findall(sample)
    density = len(words) * 1000 / chinese
    if density < _LEAST_WORDS or len(set(words)) < _LEAST_KINDS:
        return (
            f"{report.source}: does not read like a government report "
            f"({density:.0f} words of the genre in 1,000 characters; reports have 60 and more)."
        )
    return None
