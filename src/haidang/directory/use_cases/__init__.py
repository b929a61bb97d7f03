"""Writing: one file per topic."""
