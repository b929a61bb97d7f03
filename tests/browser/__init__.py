"""What only a real browser shows. A package, so that browser and installation end with its last test."""
