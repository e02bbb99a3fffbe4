"""The accuracy gate: score the builder against annotated reports and compare with the recorded floors.

    python tests/accuracy/gate.py [GOLD_FOLDER]

GOLD_FOLDER (by default ``../shared/gold`` beside the checkout) holds reports with their answers (``NN.txt``,
``NN.json``) and beside it ``score.py``. Prints the table and every error; exits with 1 when a figure is below its floor
in floors.json, and with 0 and a word when there are no annotated reports.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
SHARED = HERE.parents[1].parent / "shared"


def main(gold: Path) -> int:
    """Score every annotated report in `gold`; 0 when all floors hold."""
    answers = sorted(gold.glob("*.json"))
    scorer = gold.parent / "score.py"
    if not answers or not scorer.exists():
        print(f"accuracy gate: no annotated reports in {gold}; skipped")
        return 0
    with TemporaryDirectory() as folder:
        pairs = [path for answer in answers for path in (answer, graph_of(answer, Path(folder)))]
        command = [sys.executable, str(scorer), *map(str, pairs)]
        print(subprocess.run([*command, "--errors"], capture_output=True, text=True, check=True).stdout)
        scores = json.loads(subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout)
    floors = json.loads((HERE / "floors.json").read_text("utf8"))
    below = [
        f"{part}: {scores.get(part, {}).get('f1', 0.0):.3f} is below the floor {floor:.3f}"
        for part, floor in floors.items()
        if scores.get(part, {}).get("f1", 0.0) < floor
    ]
    for line in below:
        print(f"accuracy gate: {line}")
    print(f"accuracy gate: {len(floors) - len(below)} of {len(floors)} floors hold on {len(answers)} reports")
    return 1 if below else 0


def graph_of(answer: Path, folder: Path) -> Path:
    """Build the report of one answer and write its Turtle; the file."""
    import kg

    name = json.loads(answer.read_text("utf8"))["report"]["file"]
    report = next(path for path in (answer.with_name(name), SHARED / "reports" / name) if path.exists())
    target = folder / f"{answer.stem}.nt"
    target.write_text(kg.build(report).rdf.serialize(format="nt"), "utf8")
    return target


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "gold"))
