"""The name of a field of the form: of which table, which row and which column."""

from typing import NamedTuple, Self


class FormField(NamedTuple):
    """One field of the form; said as ``activities/3.6.1/status``, in the ledger and to programs.

    ``table``: the key of the table, or of the sheet that asks something beside its tables
    (``cover``, ``notes``). ``code``: of the activity or the indicator, "" beside the tables.
    ``key``: of the column, or of the question.
    """

    table: str
    code: str
    key: str

    @property
    def row(self) -> tuple[str, str]:
        """The row in which it stands: table and code."""
        return self.table, self.code

    def __str__(self) -> str:
        table, code, key = self  # at once: there are a thousand in every form
        return f"{table}/{code}/{key}" if code else f"{table}/{key}"

    @classmethod
    def parse(cls, said: str) -> Self:
        """Return the field that *said* names, as ``str`` writes it; no check that there is one."""
        table, _, rest = said.partition("/")
        code, _, key = rest.rpartition("/")
        return cls(table, code, key)
