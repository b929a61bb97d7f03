"""
Finding a procedure as people type: without accents, in pieces, with mistakes.

The database folds both sides alike (`haidang_fold`); words first, and where they find nothing, likeness.
"""

from __future__ import annotations

import re
from datetime import date

from haidang.catalogue.contracts import ProcedureCard
from haidang.catalogue.queries import card, get_procedure, versions_in_force
from haidang.kernel import sql
from haidang.kernel.text import fold

_MOST_WORDS, _LONGEST_WORD, _MOST_RESULTS = 12, 40, 50

# Titles that hold the words as typed come first, then those most like them in either language: "kho ngoai quan" is
# most like the shortest title that holds it.
_BY_WORDS = """
SELECT v.id FROM catalogue_procedureversion v
WHERE v.id = ANY(%(versions)s) AND v.search @@ to_tsquery('simple', %(words)s)
ORDER BY strpos(haidang_fold(v.title), %(text)s) > 0 DESC,
    to_tsvector('simple', haidang_fold(v.title)) @@ to_tsquery('simple', %(words)s) DESC,
    greatest(similarity(haidang_fold(v.title), %(text)s), similarity(haidang_fold(v.aliases), %(text)s)) DESC,
    v.source_id
LIMIT %(most)s
"""
_BY_LIKENESS = """
SELECT v.id FROM catalogue_procedureversion v
WHERE v.id = ANY(%(versions)s) AND word_similarity(%(text)s, haidang_fold(v.title)) >= 0.4
ORDER BY word_similarity(%(text)s, haidang_fold(v.title)) DESC, similarity(haidang_fold(v.title), %(text)s) DESC,
    v.source_id
LIMIT %(most)s
"""


def search(query: str, *, on: date) -> list[ProcedureCard]:
    """Return the procedures of a day that fit what was typed, the best first."""
    words = [word[:_LONGEST_WORD] for word in re.findall(r"[a-z0-9]+", fold(query[:500]))[:_MOST_WORDS]]
    if not words:
        return []
    params = {
        "versions": versions_in_force(on),
        "words": " & ".join(f"{word}:*" for word in words),
        "text": " ".join(words),
        "most": _MOST_RESULTS,
    }
    rows = sql.rows(_BY_WORDS, params) or sql.rows(_BY_LIKENESS, params)
    return [card(get_procedure(version)) for (version,) in rows]
