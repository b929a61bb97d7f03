"""
Whole pasts of dossiers, written at once: for an invented nation, or what another system hands over.

What happens live goes through the use cases. A past is told by the same lifecycle, the same ledger and the same
numbers, and a test holds the rows of both against each other.
"""
