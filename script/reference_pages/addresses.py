"""Every address of an installation: what it shows, and whether a stranger may ask."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def page() -> str:
    """Return the page."""
    from haidang.rest.endpoints import api

    lines = ["# Addresses", "", "Printed from the `urls.py` of each face by `script/fix`.", ""]
    lines += ["| address | name | shows | without signing in |", "|---|---|---|---|"]
    lines += [_row(*each) for each in _patterns(get_resolver().url_patterns) if not each[1].startswith("rest:")]
    lines += ["", "## The API", "", "| method | address | does |", "|---|---|---|"]
    for path, methods in api.get_openapi_schema()["paths"].items():
        lines += [f"| {method.upper()} | `{path}` | {about['description']} |" for method, about in methods.items()]
    return "\n".join(lines) + "\n"


def _patterns(
    patterns: list[URLPattern | URLResolver], *, before: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    for each in patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            inside = f"{space}{each.namespace}:" if each.namespace else space
            yield from _patterns(each.url_patterns, before=path, space=inside)
        else:
            yield path, space + (each.name or ""), each


def _row(path: str, name: str, pattern: URLPattern) -> str:
    view = pattern.callback
    is_public = "yes" if getattr(view, "login_required", True) is False else ""
    about = "" if view.__module__.startswith(("allauth", "django")) else (view.__doc__ or "").split("\n\n")[0]
    return f"| `/{path}` | `{name}` | {' '.join(about.split())} | {is_public} |"
