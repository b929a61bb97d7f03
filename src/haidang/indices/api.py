"""The door of the room. Indices, surveys, costs and the reports that are kept of a period."""
