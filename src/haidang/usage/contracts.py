"""What crosses the door. How far the online service is used, and what is still filed by hand."""
