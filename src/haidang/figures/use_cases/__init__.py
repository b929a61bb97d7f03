"""Folding changes into totals, and making the totals anew."""
