"""One run of a command: the CPU seconds, wall seconds and memory of the whole process."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """What one run took, with all processes it started and waited for."""

    cpu_seconds: float
    wall_seconds: float
    peak_bytes: int
    peak_is_bound: bool
    output: str

    def __str__(self) -> str:
        peak = f"peak {self.peak_bytes / 1e6:.0f} MB"
        return f"CPU {self.cpu_seconds:.2f} s, wall {self.wall_seconds:.2f} s, {peak}"


class Failed(Exception):
    """A command that did not end well, with what it said."""


def say(text: str) -> None:
    """Progress: the table alone goes to standard output."""
    print(text, file=sys.stderr, flush=True)


def own_peak() -> int:
    """The most memory this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measure(arguments: list[str], environment: dict[str, str]) -> Measurement:
    """Runs the command to its end.

    Linux lets a process begin with the peak of the one that started it, so a peak at or below our
    own is only a bound.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=os.environ | environment,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode != 0:
            said = err.read().decode(errors="replace").strip()
            raise Failed(f"{' '.join(arguments)}\nended with {process.returncode}: {said}")
        output = out.read().decode(errors="replace")
    peak = usage.ru_maxrss * 1024
    return Measurement(usage.ru_utime + usage.ru_stime, wall, peak, peak <= own_peak(), output)
