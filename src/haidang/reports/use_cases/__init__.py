"""Writing: closing a report, putting it on paper."""
