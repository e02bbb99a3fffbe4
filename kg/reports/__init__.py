"""Bytes become a Report: formats, encodings, title block, headings, sentences and what each section speaks of."""

from kg.reports.errors import ReadError
from kg.reports.model import Metadata, Modality, Report
from kg.reports.reading import read_report

__all__ = ["Metadata", "Modality", "ReadError", "Report", "read_report"]
