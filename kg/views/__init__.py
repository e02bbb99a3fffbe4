"""What people look at: networks, tables, pages."""

from __future__ import annotations

from kg.views.graph_page import PageSummary, write_graph_page
from kg.views.model import ViewError

__all__ = ["PageSummary", "ViewError", "write_graph_page"]
