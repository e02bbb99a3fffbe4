"""CPU seconds that the command takes to start: the least of several runs.

    python tests/benchmarks/startup.py

The aim is 0.4 s for each help.
"""

from __future__ import annotations

import resource
import subprocess
import sys

COMMANDS = (["--help"], ["build", "--help"], ["query", "--help"], ["--version"])
ROUNDS = 7


def cpu_seconds(arguments: list[str]) -> float:
    """User and system time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "kg", *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


for command in COMMANDS:
    print(f"kg {' '.join(command):14} {min(cpu_seconds(command) for _ in range(ROUNDS)):.3f} s CPU")
