"""The embedded store: a graph a report, the facts of all of them merged, and the questions that ship with it."""
