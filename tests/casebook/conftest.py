"""Prints the results of the casebook by class of text."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for status in ("passed", "failed", "xfailed"):
        for report in terminalreporter.stats.get(status, []):
            group = dict(getattr(report, "user_properties", ())).get("casebook")
            if group and report.when == "call":
                groups[str(group)][status] += 1
    if not groups:
        return
    terminalreporter.section("casebook by class of text")
    total: Counter[str] = Counter()
    for group, counts in [*sorted(groups.items()), ("all", total)]:
        total.update(counts if group != "all" else {})
        shown = f"{counts['passed']:4} of {counts.total():4} right"
        known = f", {counts['xfailed']} known to fail" if counts["xfailed"] else ""
        wrong = f", {counts['failed']} WRONG" if counts["failed"] else ""
        terminalreporter.write_line(f"{group:34}{shown}{known}{wrong}")
