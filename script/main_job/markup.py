"""What a page says and asks: its text, links, moments and forms, read from the HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from main_job.steps import Failed

_UNREAD = {"script", "style", "svg", "template", "title"}
_BLOCKS = {"p", "div", "li", "dt", "dd", "h1", "h2", "h3", "td", "th", "tr", "section", "br", "label", "legend"}
Attributes = Mapping[str, str]


@dataclass
class Control:
    """One field of a form, or one of the choices of a field."""

    name: str
    kind: str
    value: str = ""
    is_chosen: bool = True
    label: str = ""


@dataclass
class Form:
    """A form with what it holds already."""

    action: str
    method: str
    is_multipart: bool
    controls: list[Control] = field(default_factory=list)

    def filled(self, values: Mapping[str, str | Sequence[str]], button: str) -> list[tuple[str, str]]:
        """
        Return what a browser would send: what the form holds, with `values` in its place, and the button pressed.

        :raises Failed: if a named field, choice or button is not there
        """
        pairs = [
            (each.name, each.value)
            for each in self.controls
            if each.is_chosen and each.name not in values and each.kind not in ("submit", "file")
        ]
        for name, value in values.items():
            chosen = [value] if isinstance(value, str) else list(value)
            pairs += [(name, self._accepted(name, each)) for each in chosen]
        if button:
            pressed = [each for each in self.controls if each.kind == "submit" and each.value == button]
            if not pressed:
                raise Failed(f"a button “{button}”", [each.value for each in self.controls if each.kind == "submit"])
            pairs.append((pressed[0].name, button))
        return pairs

    def file_names(self) -> list[str]:
        """Return the names of the controls that take a file."""
        return [each.name for each in self.controls if each.kind == "file"]

    def choice(self, name: str, called: str) -> str:
        """
        Return the value of the choice whose words hold these.

        :raises Failed: if there is none
        """
        found = [each.value for each in self.controls if each.name == name and called in each.label]
        if not found:
            raise Failed(f"a choice “{called}” of {name}", [each.label for each in self.controls if each.name == name])
        return found[0]

    def _accepted(self, name: str, value: str) -> str:
        controls = [each for each in self.controls if each.name == name]
        if not controls:
            raise Failed(f"a field “{name}”", sorted({each.name for each in self.controls}))
        is_free = any(each.kind not in ("radio", "checkbox", "option") for each in controls)
        if not is_free and value not in {each.value for each in controls}:
            raise Failed(f"the choice “{value}” of {name}", [each.value for each in controls])
        return value


@dataclass
class Reading:
    """Everything read from one page."""

    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)


def read(html: str) -> Reading:
    """Read a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.result.text = " ".join("".join(reader.words).split())
    return reader.result


class _Reader(HTMLParser):
    """Walks through the HTML once."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.result = Reading()
        self.words: list[str] = []
        self._unread = 0
        self._form: Form | None = None
        self._link: str | None = None
        self._link_words: list[str] = []
        self._select = ""
        self._area: Control | None = None
        self._option: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        given = {name: value or "" for name, value in attrs}
        if tag in _UNREAD:
            self._unread += 1
        if tag in _BLOCKS:
            self.words.append(" ")
        if tag == "a" and "href" in given:
            self._link, self._link_words = given["href"], []
        elif tag == "time" and "datetime" in given:
            self.result.moments.append(given["datetime"])
        elif tag == "form":
            multipart = given.get("enctype") == "multipart/form-data"
            self._form = Form(given.get("action", ""), given.get("method", "get").lower(), multipart)
            self.result.forms.append(self._form)
        elif self._form is not None:
            self._open_control(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        if tag in _BLOCKS:
            self.words.append(" ")
        if tag == "a" and self._link is not None:
            self.result.links.append((self._link, " ".join("".join(self._link_words).split())))
            self._link = None
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._end_select()
        elif tag == "textarea":
            self._area = None
        elif tag == "option":
            self._option = None

    def handle_data(self, data: str) -> None:
        """Take in words."""
        if self._area is not None:
            self._area.value += data
        elif self._option is not None:
            self._option.label += data.strip()
        elif not self._unread:
            self.words.append(data)
            if self._link is not None:
                self._link_words.append(data)

    def _open_control(self, tag: str, given: Attributes) -> None:
        name = given.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._option = self._add(self._select, "option", given.get("value", ""), chosen="selected" in given)
        elif tag == "textarea" and name:
            self._area = self._add(name, "text", "", chosen=True)
        elif tag == "button" and name:
            self._add(name, "submit", given.get("value", ""), chosen=False)
        elif tag == "input" and name and "disabled" not in given:
            kind = given.get("type", "text")
            is_choice = kind in ("radio", "checkbox")
            value = given.get("value", "on" if is_choice else "")
            self._add(name, kind, value, chosen="checked" in given or not is_choice)

    def _add(self, name: str, kind: str, value: str, *, chosen: bool) -> Control:
        assert self._form is not None, "controls outside a form are not read"
        control = Control(name, kind, value, chosen)
        self._form.controls.append(control)
        return control

    def _end_select(self) -> None:
        """A list to choose one from sends its first entry where none is marked."""
        if self._form is not None:
            options = [each for each in self._form.controls if each.name == self._select and each.kind == "option"]
            if options and not any(each.is_chosen for each in options):
                options[0].is_chosen = True
        self._select = ""
