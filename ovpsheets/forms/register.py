"""The register of issued forms, ``forms/issued.csv``: which form went to whom, as which file."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.forms.identity import FormId
from ovpsheets.plain_csv import read_rows, rows_csv
from ovpsheets.quarter import Quarter

NAME: Final = "issued.csv"


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """One issued form. ``content`` is the fingerprint of what it asks.

    ``form_id``: as it is written on the form; ``file``: its name in ``forms/``; ``sha256``: of the
    file as it was written; ``commitment``: "" for a form about all of them.
    """

    form_id: str
    institution: str
    revision: int
    file: str
    sha256: str
    commitment: str
    content: str


def read_register(folder: Path) -> tuple[IssuedForm, ...]:
    """Return the forms issued into *folder*, in the register's order.

    Raises WorkspaceError when the register can no longer be read.
    """
    path = folder / NAME
    columns = [field.name for field in fields(IssuedForm)]
    try:
        return tuple(map(_issued, read_rows(path, columns, "register_damaged")))
    except ValueError as error:
        raise WorkspaceError("register_damaged", file=path) from error


def _issued(row: dict[str, str]) -> IssuedForm:
    return IssuedForm(
        form_id=row["form_id"],
        institution=row["institution"],
        revision=int(row["revision"]),
        file=row["file"],
        sha256=row["sha256"],
        commitment=row["commitment"],
        content=row["content"],
    )


def register(forms: Iterable[IssuedForm]) -> bytes:
    """Return the register of *forms* as a file."""
    return rows_csv([field.name for field in fields(IssuedForm)], map(astuple, forms))


def newest_revisions(forms: Iterable[IssuedForm]) -> dict[tuple[str, str], int]:
    """Return the newest revision issued, by institution and commitment ("" for all)."""
    newest: dict[tuple[str, str], int] = {}
    for form in forms:
        key = (form.institution, form.commitment)
        newest[key] = max(form.revision, newest.get(key, 0))
    return newest


def newest_form(
    revisions: Mapping[tuple[str, str], int], plan: str, quarter: Quarter, institution: str
) -> FormId:
    """Return the identity of the newest form of *institution*; of nobody's, a first one.

    *revisions*: as :func:`newest_revisions` returns them; *plan*: its code.
    """
    own = {key: number for key, number in revisions.items() if key[0] == institution}
    (_, commitment), revision = max(
        own.items(), key=lambda item: item[1], default=((institution, ""), 1)
    )
    return FormId(plan, quarter, institution, revision, commitment)


def latest(forms: Iterable[IssuedForm], institution: str, commitment: str) -> IssuedForm | None:
    """Return the newest revision issued to *institution* for *commitment* ("" for all)."""
    own = [f for f in forms if (f.institution, f.commitment) == (institution, commitment)]
    return max(own, key=lambda form: form.revision, default=None)
