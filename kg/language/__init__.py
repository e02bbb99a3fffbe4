"""Chinese text without government in it: spans, numerals, quantities, dates, brackets and quotes."""
