"""Contenders, each a fresh process, measured in turns; bounds that are kept or missed."""

import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable


@dataclass
class Contender:
    """One way to do the job, as a fresh process. `says` is what it does, in a few words."""

    name: str
    says: str
    command: list[str]
    inside: bool = False
    """True when the process reports its own seconds (imports apart) as JSON on its last line."""
    ceiling: int = 0
    """The most memory it may take, in MiB; 0 where nothing is promised."""
    seconds: list[float] = field(default_factory=list)
    rss: float = 0.0
    figures: object = None

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


@dataclass
class Case:
    """One question: ours first, then the peers; the bound is ours / peer (or peer / ours where `faster`)."""

    name: str
    question: str
    contenders: list[Contender]
    bounds: dict[str, float]
    faster: bool = False
    exact: str = ""
    """What the figures are, where all contenders must give the same."""

    def ratio(self, peer: Contender) -> float:
        ours = self.contenders[0].median
        return peer.median / ours if self.faster else ours / peer.median

    def keeps(self, peer: Contender) -> bool:
        bound = self.bounds[peer.name]
        return self.ratio(peer) >= bound if self.faster else self.ratio(peer) <= bound


def inside(module: str, name: str, *words: object, says: str = "", ceiling: int = 0) -> Contender:
    """A contender of one of our modules, which measures itself."""
    command = [PYTHON, "-m", f"bench.{module}", name, *map(str, words)]
    return Contender(name, says, command, inside=True, ceiling=ceiling)


def measure(contender: Contender) -> None:
    """Run it once and keep its time, its peak memory and its figures; figures that change end the run."""
    started = time.perf_counter()
    done = subprocess.run(contender.command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{contender.name} failed ({done.returncode}):\n{done.stderr[-2000:]}")
    if contender.inside:
        told = json.loads(done.stdout.splitlines()[-1])
        if contender.seconds and told["figures"] != contender.figures:
            sys.exit(f"{contender.name}: {told['figures']} after {contender.figures}")
        seconds, contender.figures = told["seconds"], told["figures"]
        contender.rss = max(contender.rss, told["rss"])
    contender.seconds.append(seconds)


def run(case: Case, rounds: int) -> None:
    """Measure all contenders in turns; figures that differ end the run."""
    for contender in case.contenders * rounds:
        measure(contender)
    if case.exact and len({json.dumps(c.figures) for c in case.contenders}) > 1:
        sys.exit(f"{case.name}: the figures differ: {[(c.name, c.figures) for c in case.contenders]}")


def missed(case: Case) -> list[str]:
    """The bounds this case does not keep, each in a sentence."""
    slow = [
        f"{case.name}: {case.ratio(peer):.2f} against {peer.name}, the bound is {case.bounds[peer.name]:g}"
        for peer in case.contenders[1:]
        if not case.keeps(peer)
    ]
    return slow + [why for contender in case.contenders for why in too_large(contender)]


def too_large(contender: Contender) -> list[str]:
    """Whether it took more memory than promised."""
    if not contender.ceiling or contender.rss <= contender.ceiling:
        return []
    return [f"{contender.name}: {contender.rss:.0f} MiB, the ceiling is {contender.ceiling}"]


def told(seconds: float, figures: object) -> None:
    """What a contender that measures itself says last."""
    sys.stdout.write(json.dumps({"seconds": seconds, "rss": peak(), "figures": figures}) + "\n")


def peak() -> float:
    """The most memory this process has held, in MiB; getrusage of a child would count its parent's on Linux."""
    status = Path("/proc/self/status")
    if status.exists():
        held = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        return int(held["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1 << 20 if sys.platform == "darwin" else 1024
    )
