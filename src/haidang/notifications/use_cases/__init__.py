"""Writing: handing messages over to the mail server."""
