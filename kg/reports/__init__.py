"""Bytes become a Report: formats, encodings, title block, headings, sentences and what each section speaks of."""

from pathlib import Path

from kg.reports.errors import ReadError
from kg.reports.genre import looks_like_report
from kg.reports.inputs import ReportInput, find_reports
from kg.reports.metadata import prefer
from kg.reports.model import Metadata, Modality, Report
from kg.reports.reading import read_report

__all__ = [
    "Metadata",
    "Modality",
    "ReadError",
    "Report",
    "ReportInput",
    "example_path",
    "find_reports",
    "looks_like_report",
    "prefer",
    "read_report",
]


def example_path() -> Path:
    """The example report that is shipped with the package."""
    return Path(__file__).parent / "example.txt"
