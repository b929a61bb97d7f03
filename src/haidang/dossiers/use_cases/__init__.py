"""Writing, one file per topic. Every function: load and lock, ask, change, record, announce."""
