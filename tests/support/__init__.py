"""What the tests stand on: a database of their own, strict templates, no network."""
