"""The reference pages that take more than a table of fields: permissions, events, addresses."""
