"""Bytes become a Report: formats, encodings, title block, headings, sentences and what each section speaks of."""
