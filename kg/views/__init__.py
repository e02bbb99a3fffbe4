"""What people look at: networks, tables, pages."""

from __future__ import annotations

from kg.views.graph_page import PageSummary, write_graph_page
from kg.views.model import ViewError
from kg.views.report_page import ReportPageSummary, write_report_page

__all__ = ["PageSummary", "ReportPageSummary", "ViewError", "write_graph_page", "write_report_page"]
