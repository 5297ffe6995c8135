"""How much one returned file may cost. Every limit is a setting; no honest form meets one."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one file; sizes in bytes, time in seconds.

    The defaults refused 5 readable files of 6,116 public spreadsheets.
    """

    file_size: int = 25 * MIB  # on disk, or inside a container
    inflated_size: int = 256 * MIB  # of all parts; counted while inflating, never trusted
    part_size: int = 128 * MIB  # of one part of the package, inflated
    ratio: int = 200  # inflated to packed, once a part passes 16 MiB
    parts: int = 2_000  # entries of the package
    sheets: int = 256
    cells: int = 2_000_000  # non-empty ones
    xml_depth: int = 256  # elements inside one another
    token_size: int = 8 * MIB  # one tag or text: Expat needs the square of its length
    cell_text: int = 32_767  # characters; Excel's own limit: longer texts are read, and told
    long_texts: int = 2_000_000  # characters of all the texts in a file that are longer
    members: int = 500  # files in an archive or a mailbox
    seconds: float = 20.0  # for reading one file, in a worker process
    container_seconds: float = 120.0  # for reading all that lies in one archive, mail or mailbox
    memory: int = 1536 * MIB  # of one worker process
