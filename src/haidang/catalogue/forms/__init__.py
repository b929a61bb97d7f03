"""Answers to a procedure's form: read, checked, shown, and described as JSON Schema."""
