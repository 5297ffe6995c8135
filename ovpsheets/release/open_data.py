"""Open data: the tables as CSV with a Data Package, and descriptions for a data catalogue.

Data Package 2.0 with Table Schemas (datapackage.org); DCAT-AP 2.1 as JSON-LD
(joinup.ec.europa.eu), its codes those of the EU Vocabularies; CKAN's package
dictionary (docs.ckan.org, package_create).
"""

import importlib.util
import io
import json
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from ovpsheets.files import sha256
from ovpsheets.release.public import PUBLIC
from ovpsheets.results.data_package import PROFILE, resource
from ovpsheets.results.report import Report
from ovpsheets.tables import to_csv
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES

LICENCE: Final = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}

_VOCABULARY: Final = "http://publications.europa.eu/resource/authority"


def data_files(report: Report, tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Return the files of ``data/`` by name: a CSV for each table, and what describes them.

    Parquet beside each CSV where pyarrow is installed.
    """
    files = {f"data/{name}.csv": to_csv(table).encode("utf-8") for name, table in tables.items()}
    described = {name: files[f"data/{name}.csv"] for name in tables}
    if importlib.util.find_spec("pyarrow"):
        files |= {f"data/{name}.parquet": _parquet(table) for name, table in tables.items()}
    return files | {
        "data/datapackage.json": _as_json(_package(report, described)),
        "catalogue/dcat.jsonld": _as_json(_dcat(report, described)),
        "catalogue/ckan.json": _as_json(_ckan(report, described)),
    }


def _parquet(table: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    table.to_parquet(out, index=False)
    return out.getvalue()


def _package(report: Report, files: Mapping[str, bytes]) -> dict[str, Any]:
    texts = Texts("mk")
    titles = _titles(report)
    return {
        "$schema": PROFILE,
        "name": _name(report),
        "title": titles["mk"],
        "titles": titles,
        "description": _descriptions(report)["mk"],
        "created": f"{report.as_of.isoformat()}T00:00:00Z",
        "licenses": [LICENCE],
        "sources": [{"title": _publisher(report)}],
        "resources": [
            resource(name, PUBLIC[name], data, texts, linked=name in ("activities", "indicators"))
            for name, data in files.items()
        ],
    }


def _dcat(report: Report, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"urn:ovp:{_name(report)}",
        "@type": "dcat:Dataset",
        "dct:title": _in_languages(_titles(report)),
        "dct:description": _in_languages(_descriptions(report)),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _publisher(report)},
        "dcat:theme": {"@id": f"{_VOCABULARY}/data-theme/GOVE"},
        "dct:accrualPeriodicity": {"@id": f"{_VOCABULARY}/frequency/QUARTERLY"},
        "dct:language": [{"@id": f"{_VOCABULARY}/language/MKD"}],
        "dct:issued": {"@value": report.as_of.isoformat(), "@type": "xsd:date"},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": report.quarter.start.isoformat(), "@type": "xsd:date"},
            "dcat:endDate": {"@value": report.quarter.end.isoformat(), "@type": "xsd:date"},
        },
        "dcat:distribution": [_distribution(name, data) for name, data in files.items()],
    }


def _distribution(name: str, data: bytes) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": f"{name}.csv",
        "dcat:downloadURL": f"data/{name}.csv",
        "dct:format": {"@id": f"{_VOCABULARY}/file-type/CSV"},
        "dcat:mediaType": "text/csv",
        "dcat:byteSize": len(data),
        "dct:license": {"@id": LICENCE["path"]},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": sha256(data),
        },
    }


def _ckan(report: Report, files: Mapping[str, bytes]) -> dict[str, Any]:
    titles, notes = _titles(report), _descriptions(report)
    return {
        "name": _name(report),
        "title": titles["mk"],
        "title_translated": titles,
        "notes": notes["mk"],
        "notes_translated": notes,
        "license_id": "CC-BY-4.0",
        "author": _publisher(report),
        "tags": [{"name": "ogp"}, {"name": "open-government"}],
        "extras": [
            {"key": "frequency", "value": "QUARTERLY"},
            {"key": "theme", "value": "GOVE"},
            {"key": "temporal_start", "value": report.quarter.start.isoformat()},
            {"key": "temporal_end", "value": report.quarter.end.isoformat()},
        ],
        "resources": [
            {
                "name": name,
                "url": f"data/{name}.csv",
                "format": "CSV",
                "mimetype": "text/csv",
                "size": len(data),
                "hash": sha256(data),
            }
            for name, data in files.items()
        ],
    }


def _name(report: Report) -> str:
    return f"{report.plan.code}-{report.quarter}".lower()


def _titles(report: Report) -> dict[str, str]:
    return {
        la: f"{report.plan.title.in_(la)}, {Texts(la).quarter(report.quarter)}" for la in LANGUAGES
    }


def _descriptions(report: Report) -> dict[str, str]:
    return {la: Texts(la)("release.data.description") for la in LANGUAGES}


def _publisher(report: Report) -> str:
    known = report.plan.find_institution(report.plan.coordinator)
    return known.full_name("mk") if known else report.plan.code


def _in_languages(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _as_json(said: object) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
