"""Files, folders and standard input become single inputs, with what a sidecar CSV says of them."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.reports.encoding import decode
from kg.reports.errors import ReadError
from kg.reports.formats import SUFFIXES
from kg.reports.limits import MAX_BYTES
from kg.reports.metadata import prefer
from kg.reports.model import Metadata

SIDECAR = "metadata.csv"
"""The file in a folder that says what its reports are: columns file, title, issuer, area, year, source."""

STANDARD_INPUT = "-"
_COLUMNS = ("file", "title", "issuer", "area", "year", "source")


@dataclass(frozen=True, slots=True)
class ReportInput:
    """One report to read: its path or its bytes, what to call it, and what is known of it."""

    name: str
    content: Path | bytes
    given: Metadata = field(default_factory=Metadata)


def find_reports(paths: Iterable[str | Path], given: Metadata | None = None) -> Iterator[ReportInput]:
    """The reports in files, folders and standard input (“-”), in order; what is in a folder sorted by path.

    Folders are searched with all folders in them for files whose names end as in `SUFFIXES`; hidden files are left
    out. A file that is named is taken whatever its ending. A `metadata.csv` in a file's folder (or in a folder above
    it, up to the one that was named) gives metadata of the files it lists, by paths relative to it; `given` wins over
    it. A file is yielded once, however often it is named. Raises ReadError for a path that does not exist, a folder
    without reports and a sidecar that cannot be understood.
    """
    said = given or Metadata()
    sidecars: dict[Path, Mapping[str, Metadata]] = {}
    seen: set[Path] = set()
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield ReportInput("standard input", sys.stdin.buffer.read(MAX_BYTES + 1), said)
            continue
        top = Path(path)
        if not top.exists():
            raise ReadError(str(path), "does not exist", "Check the path")
        if top.is_dir():
            files = list(_files(top))
            if not files:
                mend = f"Give a folder with files ending in {', '.join(sorted(SUFFIXES))}"
                raise ReadError(str(path), "is a folder without reports", mend)
            known = _sidecar_rows(top, sidecars, files)
        else:
            files, known = [top], {}
        for file in files:
            identity = file.resolve()
            if identity in seen:
                continue
            seen.add(identity)
            about = known.get(identity) or _lookup(file, file.parent, sidecars)
            yield ReportInput(_name(file, top), file, prefer(said, about))


def _files(folder: Path) -> Iterator[Path]:
    for directory, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES:
                yield Path(directory, name)


def _name(file: Path, top: Path) -> str:
    """What to call a file: its path below the folder that was named, or its own name."""
    return file.relative_to(top).as_posix() if file != top else file.name


def _sidecar_rows(
    top: Path, sidecars: dict[Path, Mapping[str, Metadata]], files: Iterable[Path]
) -> dict[Path, Metadata]:
    """What the sidecars in `top` and the folders below it say of `files`; the nearest one wins."""
    known = {}
    for file in files:
        about = Metadata()
        at = file.parent
        while True:
            about = prefer(about, _lookup(file, at, sidecars))
            if at == top or at == at.parent:
                break
            at = at.parent
        known[file.resolve()] = about
    return known


def _lookup(file: Path, folder: Path, sidecars: dict[Path, Mapping[str, Metadata]]) -> Metadata:
    if folder not in sidecars:
        path = folder / SIDECAR
        sidecars[folder] = _read_sidecar(path) if path.is_file() else {}
    return sidecars[folder].get(file.relative_to(folder).as_posix(), Metadata())


def _read_sidecar(path: Path) -> dict[str, Metadata]:
    """The rows of a sidecar by file; ReadError when a column, a year or a file in it is wrong."""
    mend = f"Write the columns {', '.join(_COLUMNS)} in its first row and a file in each row below"
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = f"cannot be opened ({error.strerror})"
        raise ReadError(str(path), problem, "Check your permission to read it") from error
    decoded = decode(data)
    if decoded is None:
        raise ReadError(str(path), "is no text", "Save it as CSV in UTF-8 or GB18030")
    rows = csv.reader(io.StringIO(decoded[0], newline=""))
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        if "file" not in header or any(name and name not in _COLUMNS for name in header):
            unknown = ", ".join(name for name in header if name not in _COLUMNS) or "none"
            raise ReadError(str(path), f"line 1: has no column “file”, or unknown columns ({unknown})", mend)
        known = {}
        for row in rows:
            values = {name: value.strip() for name, value in zip(header, row, strict=False) if value.strip()}
            file = values.pop("file", "").replace("\\", "/").removeprefix("./")
            if not file:
                continue
            year = values.pop("year", None)
            if year is not None and not (year.isdigit() and 1949 <= int(year) <= 2100):
                problem = f"line {rows.line_num}: “{year}” is no year"
                raise ReadError(str(path), problem, "Write the year that is reported on, as in 2020")
            if not (path.parent / file).is_file():
                problem = f"line {rows.line_num}: there is no file “{file}”"
                raise ReadError(str(path), problem, "Write paths relative to the sidecar's folder")
            known[file] = Metadata(
                title=values.get("title"),
                issuer=values.get("issuer"),
                area=values.get("area"),
                year=int(year) if year else None,
                source=values.get("source"),
            )
    except csv.Error as error:
        raise ReadError(str(path), f"line {rows.line_num}: is no CSV ({error})", mend) from error
    return known
