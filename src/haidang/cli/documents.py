"""`haidang documents`: what the signature of a paper proves, and whether the kept files are still themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from haidang.documents import api as documents
from haidang.documents.contracts import SignatureReport

documents_app = typer.Typer(help="Signed papers and kept files: prove them.", no_args_is_help=True)


@documents_app.callback()
def documents_commands() -> None:
    """Signed papers and kept files: prove them."""


@documents_app.command()
def verify(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A signed PDF.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,  # noqa: FBT002
) -> None:
    """Say who signed a PDF, when, for which state of a dossier; end with 1 if it cannot be relied on."""
    report = documents.verify(file.read_bytes())
    typer.echo(json.dumps(_as_dict(report), ensure_ascii=False) if as_json else _in_words(report))
    if not report.is_valid:
        raise typer.Exit(1)


@documents_app.command()
def check() -> None:
    """Read every kept file again and name each that is lost or changed; end with 1 if there is one."""
    damaged, count = documents.list_damaged(), documents.count_files()
    for file in damaged:
        typer.echo(f"{file.id} {file.name}: lost or changed", err=True)
    if damaged:
        typer.echo(f"documents: {len(damaged)} of {count} damaged")
        raise typer.Exit(1)
    typer.echo(f"documents: ok, {count} files, {len(documents.list_orphans())} without an owner")


def _as_dict(report: SignatureReport) -> dict[str, object]:
    return {
        "valid": report.is_valid,
        "intact": report.intact,
        "trusted": report.trusted,
        "signer": report.signer,
        "issuer": report.issuer,
        "signed_at": report.signed_at.isoformat() if report.signed_at else None,
        "bound_to": report.bound_to,
        "reason": report.reason,
        "problem": report.problem,
    }


def _in_words(report: SignatureReport) -> str:
    found = {key: value for key, value in _as_dict(report).items() if value not in ("", None)}
    return "\n".join(f"{key}: {value}" for key, value in found.items())
