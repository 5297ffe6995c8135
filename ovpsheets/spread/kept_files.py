"""What returned files were recognised as, kept beside the dataset from one merge to the next.

It lies in a folder of the storage that readers of datasets pass over, and may be deleted at any
time. A file is known again by its name and content, for one way of reading it: program, plan,
quarter, earlier quarters, register of forms, limits. When and from whom it came is told anew. What
lies there is believed by its digest, and what is damaged is recognised again.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from ovpsheets.brief import MergeBrief
from ovpsheets.digest import digest_of
from ovpsheets.files import sha256
from ovpsheets.intake.kept_returns import OF_THE_MACHINE
from ovpsheets.program import program_digest
from ovpsheets.spread.job import RECOGNISED, Job
from ovpsheets.spread.staged import StagedFile
from ovpsheets.spread.storage import Lying

_LOG: Final = logging.getLogger(__name__)
_INDEX: Final = "index.json"


class KeptFile(NamedTuple):
    """A returned file, by its name and the digest of its content, and where lies what it is.

    ``digest``: of what lies there.
    """

    name: str
    sha256: str
    at: Lying
    digest: str


def kept_of(name: str, of_file: str, staged: StagedFile, at: Lying, data: bytes) -> KeptFile | None:
    """Return how a file is to be kept that lies in the staging as *data*; None where it is not.

    *of_file*: the digest of its own content. What was not read today may be read tomorrow.
    """
    reasons = {own.set_aside for item in staged.found for own in item.returns}
    if not of_file or reasons & OF_THE_MACHINE:
        return None
    return KeptFile(name, of_file, at, sha256(data))


def way_of(brief: MergeBrief, job: Job) -> str:
    """Return a digest of the way in which files are read, "" where nobody can tell."""
    program = program_digest()
    if not program or not brief.origin:
        return ""
    return digest_of("spread", program, job.limits, brief.origin, job.corrections)


def known_files(job: Job, way: str) -> Mapping[str, KeptFile]:
    """Return name → what is kept of a file, of the last merge that read them in this *way*."""
    try:
        said = json.loads(job.kept.read(_INDEX)) if way else {}
        if said.get("way") != way:
            return {}
        every = (KeptFile(name, sha, Lying(*at), own) for name, sha, at, own in said["files"])
        return {own.name: own for own in every}
    except (OSError, ValueError, TypeError, AttributeError, KeyError):  # none, or damaged
        return {}


def kept_data(job: Job, files: Iterable[KeptFile]) -> Mapping[str, bytes]:
    """Return name → what lies there of a file, without what is damaged or gone."""
    own = tuple(files)
    try:
        lying = tuple(job.kept.read_all(file.at for file in own)) if own else ()
    except OSError as fault:
        _LOG.info("what is kept cannot be read, and is made anew: %s", fault)
        return {}
    found = zip(own, lying, strict=True)
    return {file.name: data for file, data in found if sha256(data) == file.digest}


def keep(job: Job, way: str, files: Iterable[KeptFile]) -> None:
    """Keep what the *files* of this merge are, and nothing else; raises OSError.

    It is moved out of the staging. While that goes on there is no index, and nothing is known.
    """
    job.kept.remove(_INDEX)
    own = sorted(files) if way else []
    blobs = sorted({file.at.name for file in own})
    moved = {f"{job.folder}/{blob}": f"{job.kept_folder}/{_bare(blob)}" for blob in blobs}
    job.into.move_all(moved)
    wanted = {_bare(blob) for blob in blobs}
    job.kept.remove(*(name for name in job.kept.names() if name not in wanted))
    rows = [(f.name, f.sha256, (_bare(f.at.name), f.at.start, f.at.end), f.digest) for f in own]
    if rows:
        index = json.dumps({"way": way, "files": rows}, ensure_ascii=False, indent=0)
        job.kept.write(_INDEX, index.encode("utf-8"))


def _bare(blob: str) -> str:
    return blob.removeprefix(f"{RECOGNISED}/")
