"""On what and with what it was measured."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

PACKAGES = ["scikit-learn", "gensim", "numpy", "scipy"]


def machine() -> str:
    """CPU model, cores, memory and system, as far as the system tells."""
    cores = os.cpu_count()
    return ", ".join([cpu_model(), f"{cores} cores", f"{memory_gigabytes():.0f} GB", system()])


def field(path: str, name: str, separator: str) -> str | None:
    """The value of the first line `name<separator>value` of a file."""
    if not Path(path).exists():
        return None
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        key, found, value = line.partition(separator)
        if found and key.strip() == name:
            return value.strip().strip('"')
    return None


def cpu_model() -> str:
    """The processor's name."""
    return field("/proc/cpuinfo", "model name", ":") or platform.processor() or platform.machine()


def memory_gigabytes() -> float:
    """All memory, in units of 10^9 bytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def system() -> str:
    """The operating system with its version."""
    name = field("/etc/os-release", "PRETTY_NAME", "=") or platform.system()
    kernel = platform.release().partition("-")[0]
    return f"{name} ({platform.system()} {kernel}, {platform.machine()})"


def first_line(command: list[str]) -> str:
    """The first line a program says, or that it says none."""
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = result.stdout.splitlines()
    return lines[0] if lines else f"{command[0]} (version not told)"


def versions(program: Path) -> str:
    """The versions of all that is timed."""
    peers = [f"{package} {version(package)}" for package in PACKAGES]
    python = f"Python {platform.python_version()}"
    return ", ".join(
        [first_line([str(program), "--version"]), *peers, python, first_line(["wc", "--version"])]
    )
