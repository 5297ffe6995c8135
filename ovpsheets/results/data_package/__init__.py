"""``data/``: the tables for programs, and what they hold."""

from ovpsheets.results.data_package.description import (
    NAME,
    PROFILE,
    data_package,
    package_name,
    published_table,
    resource,
)

__all__ = ["NAME", "PROFILE", "data_package", "package_name", "published_table", "resource"]
