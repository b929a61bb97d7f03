"""
What crosses the door of the catalogue: a procedure as one published version, and the rule pack of a day.

Everything here is frozen and compiled once per process; what the pack does not know is None, never a guess,
and `confidence` says how well the rest is known: one of `CONFIDENCE`, or None where nobody could say.
"""

from haidang.catalogue.contracts.lists import (
    Coverage,
    GroupCard,
    ProcedureCard,
    PublishedFigure,
)
from haidang.catalogue.contracts.loading import (
    BadPack,
    LoadReport,
    Mistake,
)
from haidang.catalogue.contracts.procedure import (
    CONFIDENCE,
    PREFILLS,
    Act,
    Answers,
    Fee,
    Field,
    FieldType,
    LegalBasis,
    Option,
    PaperNeeded,
    Procedure,
    Route,
    Stage,
    StandardForm,
    Step,
)
from haidang.catalogue.contracts.rule_packs import (
    Principle,
    RulePack,
    SupplementPolicy,
)

__all__ = [
    "CONFIDENCE",
    "PREFILLS",
    "Act",
    "Answers",
    "BadPack",
    "Coverage",
    "Fee",
    "Field",
    "FieldType",
    "GroupCard",
    "LegalBasis",
    "LoadReport",
    "Mistake",
    "Option",
    "PaperNeeded",
    "Principle",
    "Procedure",
    "ProcedureCard",
    "PublishedFigure",
    "Route",
    "RulePack",
    "Stage",
    "StandardForm",
    "Step",
    "SupplementPolicy",
]
