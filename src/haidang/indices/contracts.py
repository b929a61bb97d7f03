"""What crosses the door. Indices, surveys, costs and the reports that are kept of a period."""
