"""The door of the room. Calls, agreements, letters and reminders: what is done about what is late."""
