"""
The message catalogues: extract, check, compile, without GNU gettext and without settings or database.

Each package below `haidang` keeps the Vietnamese of its own texts in `locale/vi/LC_MESSAGES/django.po`.
The English text in code and templates is the key, so English needs no catalogue. Run as
`python -m haidang.config.messages compile|missing|add [package …]`.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = "vi"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@dataclass(frozen=True, slots=True)
class Message:
    """One text to translate; `plural` and `context` are empty where it has none; `where` names a file."""

    msgid: str
    plural: str = ""
    context: str = ""
    where: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What gettext looks it up by."""
        return self.context, self.msgid


def extract_file(path: Path) -> Iterator[Message]:
    """Yield every text marked for translation in one Python file or Django template."""
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        # Brackets make the tokenizer blind to the indentation and line ends that templatize leaves behind.
        source = f"(\n{templatize(source)}\n)"
    for _line, function, texts, _comments in extract_python(BytesIO(source.encode()), KEYWORDS, (), {}):
        # Babel hands a lone text out bare, whatever its types say.
        parts: list[str | None] = [texts] if isinstance(texts, str) else list(texts)  # type: ignore[redundant-expr]
        context = parts.pop(0) if "pgettext" in (function or "") else ""
        if not (parts and parts[0]):
            continue
        plural = parts[1] if "ngettext" in function or "npgettext" in function else ""
        yield Message(parts[0], plural or "", context or "", str(path))


def extract_folder(folder: Path) -> list[Message]:
    """Return every text below a folder once, in the order of files and lines."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in {".py", ".html", ".txt"}]
    found: dict[tuple[str, str], Message] = {}
    for path in files:
        for message in extract_file(path):
            found.setdefault(message.key, message)
    return list(found.values())


def catalogue_path(app: str) -> Path:
    """Return where the Vietnamese of one package of the house is kept."""
    return PACKAGE / app / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def read(path: Path) -> Catalog:
    """Return a catalogue, empty where the file does not exist yet."""
    if not path.exists():
        return Catalog(locale=LOCALE, project="Hải Đăng", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE, ignore_obsolete=True, abort_invalid=True)


def apps() -> list[str]:
    """Return the names of the packages that may hold texts."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def missing() -> dict[str, list[Message]]:
    """Return, by package, the texts without a finished Vietnamese translation."""
    found: dict[str, list[Message]] = {}
    for app in apps():
        catalogue = read(catalogue_path(app))
        lacking = [m for m in extract_folder(PACKAGE / app) if not _is_translated(catalogue, m)]
        if lacking:
            found[app] = lacking
    return found


def leftover() -> dict[str, list[str]]:
    """Return, by package, translations of texts that no code or template holds any more."""
    found: dict[str, list[str]] = {}
    for app in apps():
        used = {message.key for message in extract_folder(PACKAGE / app)}
        entries = [entry for entry in read(catalogue_path(app)) if entry.id]
        stale = [_msgid(entry) for entry in entries if _key(entry) not in used]
        if stale:
            found[app] = stale
    return found


def unlike() -> list[str]:
    """Return a sentence for every translation whose placeholders differ from those of its text."""
    problems = []
    for path in catalogues():
        for entry in read(path):
            wanted = set(_PLACEHOLDER.findall(ids(entry)[-1]))
            texts = [text for text in _strings(entry) if entry.id and text]
            if any(set(_PLACEHOLDER.findall(text)) != wanted for text in texts):
                where = path.relative_to(PACKAGE)
                problems.append(f"{where}: “{_msgid(entry)}” needs exactly {sorted(wanted)}")
    return problems


def contradictions() -> list[str]:
    """
    Return a sentence for every text translated in two ways.

    Django reads all catalogues as one, so that one of the two would win everywhere.
    """
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in catalogues():
        for entry in read(path):
            if entry.id and entry.string:
                seen[_key(entry)].add(str(entry.string))
    return [f"“{key[1]}” is translated as {sorted(found)}" for key, found in seen.items() if len(found) > 1]


def catalogues() -> list[Path]:
    """Return every catalogue of the house."""
    return sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/django.po"))


def add_missing(*only: str) -> int:
    """Append an empty entry for every missing text, of these packages or of all, and return how many were added."""
    added = 0
    for app, lacking in missing().items():
        if only and app not in only:
            continue
        path = catalogue_path(app)
        catalogue = read(path)
        new = [m for m in lacking if catalogue.get(m.msgid, m.context or None) is None]
        for message in new:
            ids = (message.msgid, message.plural) if message.plural else message.msgid
            catalogue.add(ids, context=message.context or None)
        if new:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, catalogue, width=110, no_location=True)
        added += len(new)
    return added


def compile_all() -> int:
    """Compile every catalogue whose .mo file is absent or older, and return how many were."""
    compiled = 0
    for path in catalogues():
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        # Several processes may start at once: each writes its own file and moves it into place.
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".tmp", delete=False) as file:
            write_mo(file, read(path))
        Path(file.name).chmod(0o644)
        Path(file.name).replace(target)
        compiled += 1
    return compiled


def _is_translated(catalogue: Catalog, message: Message) -> bool:
    entry = catalogue.get(message.msgid, message.context or None)
    if entry is None or entry.fuzzy or bool(message.plural) != entry.pluralizable:
        return False
    return all(_strings(entry))


def ids(entry: Entry) -> Sequence[str]:
    """Return the text of an entry, and its plural if it has one."""
    return (entry.id,) if isinstance(entry.id, str) else entry.id


def _msgid(entry: Entry) -> str:
    return ids(entry)[0]


def _strings(entry: Entry) -> Sequence[str]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


def _key(entry: Entry) -> tuple[str, str]:
    return entry.context or "", _msgid(entry)


def main(arguments: list[str]) -> int:
    """Run one command; `missing` ends with 1 when anything is wrong."""
    match arguments:
        case ["compile"]:
            sys.stdout.write(f"{compile_all()} catalogues compiled\n")
            return 0
        case ["add", *only]:
            sys.stdout.write(f"{add_missing(*only)} texts added, to be translated\n")
            return 0
        case ["missing"]:
            lines = [f"{m.where}: “{m.msgid}” has no Vietnamese" for ms in missing().values() for m in ms]
            lines += [f"{app}: “{text}” is no longer used" for app, old in leftover().items() for text in old]
            lines += unlike() + contradictions()
            sys.stdout.writelines(f"{line}\n" for line in lines)
            return 1 if lines else 0
        case _:
            sys.stderr.write("Say compile, missing or add.\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
