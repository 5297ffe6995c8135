"""What meta.xml and the manifest of an OpenDocument package say (part 3, 4; part 2, 4)."""

from dataclasses import dataclass, field
from typing import Final

from ovpsheets.intake.reading.formats.odf_xml import Attributes

_KNOWN: Final = {"dc:title": "title", "dc:subject": "subject", "dc:date": "modified"}


@dataclass(slots=True)
class Meta:
    """The properties of a document. Takes the elements of meta.xml."""

    properties: dict[str, str] = field(default_factory=dict)
    program: str = ""
    _name: str = ""
    _text: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        user_defined = name == "meta:user-defined"
        self._name = attributes.get("meta:name", "") if user_defined else _KNOWN.get(name, "")
        self._text.clear()

    def end(self, name: str) -> None:
        """Take its end."""
        said = "".join(self._text).strip()
        if name == "meta:generator":
            self.program = said
        elif self._name and said:
            self.properties[self._name] = said
        self._name = ""
        self._text.clear()

    def text(self, text: str) -> None:
        """Take text."""
        self._text.append(text)


@dataclass(slots=True)
class Manifest:
    """Tells whether the package is encrypted. Takes the elements of the manifest."""

    encrypted: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        del attributes
        self.encrypted = self.encrypted or name == "manifest:encryption-data"

    def end(self, name: str) -> None:
        """Take nothing: elements are empty."""

    def text(self, text: str) -> None:
        """Take nothing: elements are empty."""
