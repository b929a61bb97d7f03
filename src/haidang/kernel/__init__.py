"""Words every room uses and none owns: who acts, may they, what went wrong. No domain words here."""
