"""Prints the generated pages of docs/reference from the code; with --check says whether they are true."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from reference_pages import addresses, events, permissions

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"


def lifecycle() -> str:
    """Return the legal statuses, their steps and national codes."""
    from haidang.dossiers.lifecycle import FINAL, LABEL, NATIONAL_CODE, STEPS, Status

    lines = ["# The lifecycle of a dossier", "", "Printed from `haidang/dossiers/lifecycle.py` by `script/fix`.", ""]
    lines += ["```mermaid", "stateDiagram-v2", f"    [*] --> {Status.DRAFT}"]
    for name, step in STEPS.items():
        for origin in sorted(step.moves):
            target = step.moves[origin]
            if target is not None:
                lines.append(f"    {origin} --> {target}: {name}")
    lines += [f"    {status} --> [*]" for status in sorted(FINAL)]
    lines += ["```", "", "`decline_withdrawal` leads back to the status before the request.", ""]
    lines += ["| status | in words | national code | final |", "|---|---|---|---|"]
    for status in Status:
        code = NATIONAL_CODE[status]
        final = "yes" if status in FINAL else ""
        lines.append(f"| `{status}` | {LABEL[status]} | {code if code is not None else ''} | {final} |")
    lines += ["", "| step | taken by | from |", "|---|---|---|"]
    lines += [
        f"| `{name}` | {step.party} | {', '.join(f'`{each}`' for each in sorted(step.moves))} |"
        for name, step in STEPS.items()
    ]
    return "\n".join(lines) + "\n"


def settings() -> str:
    """Return every environment variable with its help and default."""
    from haidang.config.env import Env

    lines = [
        "# Settings",
        "",
        "Printed from `haidang/config/env.py` by `script/fix`. What the law sets is data of the pack.",
    ]
    lines += ["", "| variable | default | what it is |", "|---|---|---|"]
    lines += [
        f"| `{each.name}` | {f'`{each.default}`' if each.default else ''} | {each.metadata['help']} |"
        for each in fields(Env)
    ]
    return "\n".join(lines) + "\n"


def commands() -> str:
    """Return what `haidang --help` shows."""
    environment = os.environ | {"COLUMNS": "100", "TERM": "dumb"}
    shown = subprocess.run(
        [Path(sys.executable).parent / "haidang", "--help"], env=environment, capture_output=True, text=True, check=True
    ).stdout
    text = "\n".join(line.rstrip() for line in shown.strip().splitlines())
    return f"# Commands\n\nPrinted from the program by `script/fix`.\n\n```\n{text}\n```\n"


def main() -> int:
    """Write the pages, or compare them."""
    os.environ.update(DJANGO_SETTINGS_MODULE="haidang.config.settings", POOL_SIZE="0", SECRET_KEY="none")
    os.environ.update(DATABASE_URL="postgresql:///none", FILES_DIR="/nonexistent/files", KEYS_DIR="/nonexistent/keys")
    import django
    from django.utils.translation import override

    django.setup()
    pages = {"settings.md": settings(), "commands.md": commands()}
    with override("en"):
        pages["lifecycle.md"] = lifecycle()
        pages |= {"permissions.md": permissions.page(), "events.md": events.page(), "addresses.md": addresses.page()}
    untrue = [name for name, text in pages.items() if _read(FOLDER / name) != text]
    if "--check" in sys.argv:
        for name in untrue:
            print(f"docs/reference/{name} is not what the code says; run script/fix")
        return 1 if untrue else 0
    for name in untrue:
        (FOLDER / name).write_text(pages[name], encoding="utf-8")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
