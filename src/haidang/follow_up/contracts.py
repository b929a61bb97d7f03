"""What crosses the door. Calls, agreements, letters and reminders: what is done about what is late."""
