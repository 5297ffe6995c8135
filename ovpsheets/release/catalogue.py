"""Descriptions of the published data for a data catalogue: DCAT-AP, and CKAN.

DCAT-AP 3.0 (semiceu.github.io/DCAT-AP/releases/3.0.0) as JSON-LD, its codes those of
the EU Vocabularies; addresses are relative to the description, so that they hold
wherever the folder is put. CKAN's package dictionary (docs.ckan.org, package_create).
"""

from collections.abc import Mapping
from typing import Any, Final

from ovpsheets.files import sha256
from ovpsheets.languages import OF_PROGRAMS, tags
from ovpsheets.plan.model import Wording
from ovpsheets.release.parquet import MEDIA_TYPE
from ovpsheets.results.data_package import package_name
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language, default_language

LICENCE: Final = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}

_VOCABULARY: Final = "http://publications.europa.eu/resource/authority"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types"
_TYPES: Final = {"csv": "text/csv", "parquet": MEDIA_TYPE}
_CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def titles(report: Report) -> dict[Language, str]:
    """Return the title in the languages in which the plan has one; its code where it has none."""
    given = report.plan.title.given() or {default_language(): report.plan.code}
    return {la: f"{title}, {Texts(la).quarter(report.quarter)}" for la, title in given.items()}


def descriptions(report: Report) -> dict[Language, str]:
    """Return the description in every language."""
    return _said("release.data.rounded" if report.base else "release.data.description")


def table_titles(table: str) -> dict[Language, str]:
    """Return the title of a published table in every language."""
    return _said(f"release.table.{table}.title")


def publisher(report: Report) -> dict[Language, str]:
    """Return the coordinator's name in the languages in which the plan has it."""
    known = report.plan.find_institution(report.plan.coordinator)
    named = known.name if known else Wording()
    return named.given() or {default_language(): known.code if known else report.plan.code}


def dcat(report: Report, csv: Mapping[str, bytes], parquet: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the DCAT-AP description of the tables: table → its CSV, table → its Parquet."""
    return {
        "@context": _CONTEXT,
        "@id": f"urn:ovp:{package_name(report)}",
        "@type": "dcat:Dataset",
        "dct:title": _in_languages(titles(report)),
        "dct:description": _in_languages(descriptions(report)),
        "dct:identifier": package_name(report),
        "dct:publisher": {
            "@type": "foaf:Agent",
            "foaf:name": _in_languages(publisher(report)),
        },
        "dcat:theme": {
            **_code("data-theme/GOVE", "skos:Concept"),
            "skos:prefLabel": _in_languages({OF_PROGRAMS: "Government and public sector"}),
        },
        "dcat:keyword": _in_languages(_said("release.data.keyword")),
        "dct:accrualPeriodicity": _code("frequency/QUARTERLY", "dct:Frequency"),
        "dct:accessRights": _code("access-right/PUBLIC", "dct:RightsStatement"),
        "dct:spatial": _code("country/MKD", "dct:Location"),
        "dct:language": [
            _code(f"language/{tags(la).authority}", "dct:LinguisticSystem")
            for la in report.plan.languages
        ],
        "dct:issued": _typed(report.as_of.isoformat(), "date"),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(report.quarter.start.isoformat(), "date"),
            "dcat:endDate": _typed(report.quarter.end.isoformat(), "date"),
        },
        "dcat:distribution": [
            _distribution(table, form, data)
            for form, files in (("csv", csv), ("parquet", parquet))
            for table, data in files.items()
        ],
    }


def ckan(report: Report, csv: Mapping[str, bytes], parquet: Mapping[str, bytes]) -> dict[str, Any]:
    """Return what CKAN's ``package_create`` is given to list the tables, as :func:`dcat`."""
    titled, notes, named = titles(report), descriptions(report), publisher(report)
    return {
        "name": package_name(report),
        "title": first(titled),
        "title_translated": titled,
        "notes": first(notes),
        "notes_translated": notes,
        "license_id": LICENCE["name"],
        "author": first(named),
        "tags": [{"name": "ogp"}, {"name": "open-government"}],
        "extras": [
            *({"key": f"author_{la}", "value": text} for la, text in named.items()),
            {"key": "frequency", "value": "QUARTERLY"},
            {"key": "theme", "value": "GOVE"},
            {"key": "temporal_start", "value": report.quarter.start.isoformat()},
            {"key": "temporal_end", "value": report.quarter.end.isoformat()},
        ],
        "resources": [
            {
                "name": table if form == "csv" else f"{table}.{form}",
                **{f"name_{la}": title for la, title in table_titles(table).items()},
                "url": f"data/{table}.{form}",
                "format": form.upper(),
                "mimetype": _TYPES[form],
                "size": len(data),
                "hash": sha256(data),
            }
            for form, files in (("csv", csv), ("parquet", parquet))
            for table, data in files.items()
        ],
    }  # fmt: skip


def _distribution(table: str, form: str, data: bytes) -> dict[str, Any]:
    address = {"@id": f"../data/{table}.{form}"}
    return {
        "@type": "dcat:Distribution",
        "dct:title": _in_languages(table_titles(table)),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dct:format": _code(f"file-type/{form.upper()}", "dct:MediaTypeOrExtent"),
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}/{_TYPES[form]}", "@type": "dct:MediaType"},
        "dcat:byteSize": _typed(f"{len(data)}", "nonNegativeInteger"),
        "dct:license": {"@id": LICENCE["path"], "@type": "dct:LicenseDocument"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {
                "@id": "spdx:checksumAlgorithm_sha256",
                "@type": "spdx:ChecksumAlgorithm",
            },
            "spdx:checksumValue": _typed(sha256(data), "hexBinary"),
        },
    }


def first(said: Mapping[Language, str]) -> str:
    """Return what stands where only one language has room: Macedonian, if it is there."""
    return next(iter(said.values()))


def _said(key: str) -> dict[Language, str]:
    return {la: Texts(la)(key) for la in LANGUAGES}


def _code(code: str, kind: str) -> dict[str, str]:
    """Return a code of the EU Vocabularies; its class is said, so that nothing need be fetched."""
    return {"@id": f"{_VOCABULARY}/{code}", "@type": kind}


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}


def _in_languages(said: Mapping[Language, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in said.items()]
