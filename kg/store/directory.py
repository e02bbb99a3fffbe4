"""A graph on disk: ``DIR/store`` and the files beside it, changed as a whole or not at all.

``DIR/store/CURRENT`` names the generation that counts; each generation is a folder with an Oxigraph database
(``data/``) and the ledger of its reports (``ledger.json``). A change works on a copy (hard links, so cheap) and ends
by replacing CURRENT, which is atomic; whatever stops before leaves the old generation in force. The previous generation
stays until the next change, for readers that have it open.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pyoxigraph import Store

FORMAT = 1


class StoreError(ValueError):
    """A directory that cannot be used as a graph; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the ledger: its file's SHA-256, the digest of its graph, its title and source.

    `settings` is a digest of everything besides the bytes that decides the graph: equal bytes and equal settings need
    no second extraction.
    """

    sha256: str
    digest: str
    title: str
    source: str
    settings: str


@dataclass
class Ledger:
    """What a store holds: the base of its ids, the software that wrote it, a digest of what ships, reports by IRI."""

    base: str
    software: str
    shipped: str = ""
    reports: dict[str, Entry] = field(default_factory=dict)


@dataclass
class Stage:
    """A change under way: the private copy of the store, its ledger, and a folder for the files to be put into DIR.

    The store is closed when the change ends: nobody may keep it.
    """

    store: Store
    ledger: Ledger
    files: Path


def open_directory(directory: Path) -> tuple[Store, Ledger]:
    """The store in `directory`, for reading, and its ledger. Raises StoreError when there is none or it is not ours."""
    generation = _generation(directory)
    if generation is None:
        raise StoreError(f"{directory}: holds no graph; build one with: kg build REPORT … -o {directory}")
    ledger = _read_ledger(generation)
    try:
        return Store.read_only(str(generation / "data")), ledger
    except OSError as error:
        raise StoreError(
            f"{directory}: the store cannot be opened ({error}); build it again in a new folder"
        ) from error


def read_ledger(directory: Path) -> Ledger | None:
    """The ledger of the store in `directory`; None when there is none yet. Raises StoreError when it is not ours."""
    generation = _generation(directory)
    return None if generation is None else _read_ledger(generation)


def _generation(directory: Path) -> Path | None:
    pointer = directory / "store" / "CURRENT"
    try:
        name = pointer.read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{pointer}: cannot be read ({error}); is {directory} a graph of govkg?") from error
    generation = directory / "store" / name
    if not name.isdigit() or not generation.is_dir():
        raise StoreError(f"{pointer}: names no generation of the store; build the graph again in a new folder")
    return generation


def _read_ledger(generation: Path) -> Ledger:
    path = generation / "ledger.json"
    try:
        data = json.loads(path.read_text("utf-8"))
        found = data["format"]
        if found == FORMAT:
            reports = {iri: Entry(**entry) for iri, entry in data["reports"].items()}
            return Ledger(data["base"], data["software"], data["shipped"], reports)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{path}: is damaged ({error}); build the graph again in a new folder") from error
    raise StoreError(
        f"{generation.parent.parent}: has store format {found}, this govkg reads format {FORMAT}; "
        "build the graph again, or use the version of govkg that made it"
    )


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold the right to change `directory`, which is made if need be; StoreError when another builder has it."""
    from filelock import FileLock, Timeout

    made = not directory.exists()
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = FileLock(directory / ".lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise StoreError(
            f"{directory}: another build is writing to it; wait for it, or build elsewhere with -o"
        ) from None
    except OSError as error:
        raise StoreError(
            f"{directory}: cannot be written to ({error.strerror}); choose another folder with -o"
        ) from error
    try:
        yield
    finally:
        lock.release()
        if made and not (directory / "store" / "CURRENT").exists():
            shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def change(directory: Path, base: str, software: str) -> Iterator[Stage]:
    """Change the graph in `directory`: what is done to the stage counts when the block ends without an exception.

    The caller holds `locked`. A new store takes `base`; one that is there must have the same, else StoreError.
    """
    root = directory / "store"
    if not root.is_dir() and any(path.name not in (".lock", ".spool") for path in directory.iterdir()):
        raise StoreError(f"{directory}: has other files and no graph; choose an empty or a new folder with -o")
    root.mkdir(exist_ok=True)
    old = _generation(directory)
    _tidy(directory, old)
    number = 1 + max((int(path.name) for path in root.iterdir() if path.name.isdigit()), default=0)
    new = root / f"{number:06d}"
    files = directory / ".new"
    files.mkdir()
    new.mkdir()
    try:
        if old is None:
            ledger = Ledger(base, software)
        else:
            ledger = _read_ledger(old)
            if ledger.base != base:
                raise StoreError(f"{directory}: its graph has the base {ledger.base}; build with --base {ledger.base}")
            _copy_store(old / "data", new / "data")
        stage = Stage(Store(str(new / "data")), ledger, files)
        yield stage
        stage.store.flush()
        # the database merges its files in the background for as long as it is open, under the feet of those who read it
        del stage.store
        ledger.software = software
        document = {"format": FORMAT, **asdict(ledger)}
        (new / "ledger.json").write_text(
            json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8"
        )
        (files / "GENERATION").write_text(new.name, "ascii")
        pointer = root / "CURRENT.new"
        pointer.write_text(new.name + "\n", "ascii")
        pointer.replace(root / "CURRENT")
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(files, ignore_errors=True)
        raise
    _publish(directory, files)


def _copy_store(old: Path, new: Path) -> None:
    """An independent copy; the immutable table files are shared by hard links where the file system allows."""
    try:
        Store.read_only(str(old)).backup(str(new))
    except OSError as error:
        raise StoreError(f"{old}: cannot be copied ({error}); is there room on the disk, or another build?") from error


def _publish(directory: Path, files: Path) -> None:
    """Move the finished files to their places; the folder goes last."""
    for path in sorted(files.iterdir()):
        if path.name != "GENERATION":
            path.replace(directory / path.name)
    shutil.rmtree(files, ignore_errors=True)


def _tidy(directory: Path, current: Path | None) -> None:
    """Finish or undo what a stopped build left behind, and drop generations that nobody needs."""
    files = directory / ".new"
    if files.is_dir():
        mark = files / "GENERATION"
        if current is not None and mark.is_file() and mark.read_text("ascii") == current.name:
            _publish(directory, files)
        else:
            shutil.rmtree(files)
    for path in (directory / "store").iterdir():
        if path.is_dir() and path != current:
            shutil.rmtree(path, ignore_errors=True)
