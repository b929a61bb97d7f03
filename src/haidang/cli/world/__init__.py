"""
The demonstration world: invented people, businesses and dossiers, made by the real use cases with a passed clock.

Nothing here inserts rows. Every name says that it is invented; addresses end in .example (RFC 2606); tax codes
have a valid check digit and a province number that is not in use.
"""
