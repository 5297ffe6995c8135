"""The public tables as Parquet, where pyarrow is installed: the same columns, with their types.

Nothing that depends on a version is written, but for the name of the library that Parquet
itself asks for: the same tables and the same pyarrow give the same bytes, whatever pandas.
"""

import io
import json
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

import pandas as pd

from ovpsheets.files import sha256

MEDIA_TYPE: Final = "application/vnd.apache.parquet"

_ARROW: Final[Mapping[str, str]] = {
    "string": "string", "Int64": "int64", "Float64": "float64", "boolean": "bool_",
    "datetime64[s]": "date32",
}  # fmt: skip
"""dtype of a column of ours → the type of Arrow in which it is kept: a day as a day."""

_PANDAS: Final[Mapping[str, str]] = {
    "string": "unicode", "Int64": "int64", "Float64": "float64", "boolean": "bool",
    "datetime64[s]": "date",
}  # fmt: skip
"""dtype → what the metadata of pandas call it."""

_WRITER: Final[Mapping[str, Any]] = {
    "compression": "none", "version": "2.6", "data_page_version": "1.0", "store_schema": True,
    "use_dictionary": True, "write_statistics": True, "row_group_size": 1_000_000,
}  # fmt: skip
"""Every choice that another version of pyarrow might make otherwise."""


def table_file(table: pd.DataFrame) -> bytes:
    """Return a table as Parquet, b"" where pyarrow is not installed."""
    if not find_spec("pyarrow"):
        return b""
    arrow, out = import_module("pyarrow"), io.BytesIO()
    dtypes = {str(name): str(dtype) for name, dtype in table.dtypes.items()}
    fields = [(name, getattr(arrow, _ARROW[dtype])()) for name, dtype in dtypes.items()]
    made = arrow.Table.from_pandas(table, schema=arrow.schema(fields), preserve_index=False)
    said = made.replace_schema_metadata({"pandas": json.dumps(_metadata(dtypes))})
    import_module("pyarrow.parquet").write_table(said, out, **_WRITER)
    return out.getvalue()


def _metadata(dtypes: Mapping[str, str]) -> dict[str, Any]:
    """Return what pandas asks for to give the columns their dtypes back; no version of anything."""
    return {
        "index_columns": [],
        "column_indexes": [],
        "columns": [
            {
                "name": name,
                "field_name": name,
                "pandas_type": _PANDAS[dtype],
                "numpy_type": "object" if dtype == "datetime64[s]" else dtype,
                "metadata": None,
            }
            for name, dtype in dtypes.items()
        ],
    }


def resource(csv: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """Return the description of a table's Parquet file, from that of its CSV file."""
    schema = {name: said for name, said in csv["schema"].items() if name != "missingValues"}
    path = csv["path"].removesuffix("csv")
    return {
        "type": "table",
        "path": f"{path}parquet",
        "format": "parquet",
        "mediatype": MEDIA_TYPE,
        "hash": f"sha256:{sha256(data)}",
        "schema": schema,
    }
