"""The run that makes a graph: which software and vocabularies, and when."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.graph.namespaces import GOV, OWL, PROV, RDF, RDFS, SCHEMA
from kg.graph.terms import iri, string, typed
from kg.vocabulary.concepts import Vocabulary


@dataclass(frozen=True, slots=True)
class Run:
    """One run: when it `started` (UTC, to the second), the software's version, (file name, SHA-256) a vocabulary."""

    started: datetime
    software: str
    vocabularies: tuple[tuple[str, str], ...]


def software_version() -> str:
    """The version of the installed package."""
    try:
        return version("govkg")
    except PackageNotFoundError:
        return "0"


def new_run(vocabulary: Vocabulary) -> Run:
    """A run that starts now, or at SOURCE_DATE_EPOCH (seconds) where that is set, so that outputs can be reproduced."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    started = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC).replace(microsecond=0)
    return Run(started, software_version(), _digests(vocabulary.files))


@lru_cache(maxsize=8)
def _digests(files: tuple[Path, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((path.name, sha256(path.read_bytes()).hexdigest()) for path in files))


def run_lines(run: Run, report: str, base: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Triples as N-Triples text: those of the run itself, which differ from run to run, and those of what it used.

    `report` is the report's IRI in angle brackets.
    """
    activity, about, of_vocabularies, used = _lines(run, base)
    return (*about, f"{activity} <{PROV}used> {report}", *of_vocabularies), used


@lru_cache(maxsize=8)
def _lines(run: Run, base: str) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What all reports of a run share: its IRI, what is said of it, its vocabularies, and what is said of them."""
    stamp = run.started.strftime("%Y-%m-%dT%H:%M:%SZ")
    activity = iri(f"run/{run.started:%Y%m%dT%H%M%SZ}", base)
    agent = iri(f"software/govkg-{run.software}", base)
    kind = f"<{RDF}type>"
    about = (
        f"{activity} {kind} <{PROV}Activity>",
        f"{activity} <{RDFS}label> {string(f'govkg {run.software} at {stamp}')}",
        f"{activity} <{PROV}startedAtTime> {typed(stamp, 'dateTime')}",
        f"{activity} <{PROV}wasAssociatedWith> {agent}",
    )
    used = [
        f"{agent} {kind} <{PROV}SoftwareAgent>",
        f"{agent} <{RDFS}label> {string(f'govkg {run.software}')}",
        f"{agent} <{SCHEMA}softwareVersion> {string(run.software)}",
    ]
    of_vocabularies = []
    for name, digest in run.vocabularies:
        entity = iri(f"vocabulary/{digest[:16]}", base)
        of_vocabularies.append(f"{activity} <{PROV}used> {entity}")
        used += [
            f"{entity} {kind} <{PROV}Entity>",
            f"{entity} <{RDFS}label> {string(name)}",
            f"{entity} <{GOV}sha256> {string(digest)}",
            f"{entity} <{OWL}versionInfo> {string(digest[:16])}",
        ]
    return activity, about, tuple(of_vocabularies), tuple(used)
