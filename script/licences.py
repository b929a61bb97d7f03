"""
Checks the licences of everything we ship with against an allow-list, and that NOTICE names them.

`script/licences.py --write` writes NOTICE anew.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTICE = ROOT / "NOTICE"
ALLOWED = {  # each may be used from a work under EUPL-1.2
    "Apache-2.0", "Apache Software License", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "ISC License (ISCL)",
    "MIT", "MIT License", "MIT-0", "MIT-CMU", "MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)", "PSF-2.0",
    "Python Software Foundation License", "LGPL-3.0-only", "ISC", "Zlib", "Unlicense",
    "GNU Lesser General Public License v2 or later (LGPLv2+)",
}  # fmt: skip
_HEAD = """\
Hải Đăng
Licensed under the EUPL-1.2, see LICENSE.

It runs with these packages, each under its own licence. They are installed beside it, not part of it.

"""


def pinned() -> list[str]:
    """Return the names of the packages in requirements/base.txt."""
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (ROOT / "requirements/base.txt").read_text(), re.MULTILINE)


def licences() -> list[dict[str, str]]:
    """Return name and licence of each pinned package that this machine needs."""
    command = ["-m", "piplicenses", "--from=mixed", "--format=json", "--packages", *pinned()]
    return json.loads(subprocess.check_output([sys.executable, *command], cwd=ROOT))


def is_allowed(licence: str) -> bool:
    """Return whether one of each choice, and every part of a conjunction, is on the list."""
    parts = [part.strip(" ()").split(" OR ") for part in re.split(r" AND |; ", licence)]
    return licence in ALLOWED or all(any(choice in ALLOWED for choice in part) for part in parts)


def notice(found: list[dict[str, str]]) -> list[str]:
    """Return the lines of NOTICE. Versions are left out: requirements/base.txt has them."""
    return sorted((f"{each['Name']}: {each['License']}" for each in found), key=str.lower)


def main() -> int:
    """Report what is not allowed, and what NOTICE does not name; other systems may need fewer packages."""
    found = licences()
    if "--write" in sys.argv:
        NOTICE.write_text(_HEAD + "\n".join(notice(found)) + "\n")
    named = NOTICE.read_text().splitlines() if NOTICE.exists() else []
    wrong = [
        *(f"{each['Name']}: {each['License']} is not allowed" for each in found if not is_allowed(each["License"])),
        *(f"NOTICE lacks “{line}”: script/fix adds it" for line in notice(found) if line not in named),
    ]
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
