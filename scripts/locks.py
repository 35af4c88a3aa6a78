"""Are the locks whole? Every requirement is pinned with a hash, the frontend lock has no registry's address in it."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOSTS = re.compile(r"registry\.npmjs|pypi\.org|files\.pythonhosted|--index-url|--find-links|file://")


def wanted(path: Path) -> set[str]:
    lines = (line.split("#")[0].strip() for line in path.read_text().splitlines())
    names = (re.split(r"[\[<>=!~; ]", line)[0] for line in lines if line and not line.startswith("-"))
    return {name.lower().replace("_", "-") for name in names}


def pinned(path: Path) -> set[str]:
    return {found.lower().replace("_", "-") for found in re.findall(r"^([\w.-]+)==", path.read_text(), re.MULTILINE)}


def faults() -> list[str]:
    found = []
    for name in ("requirements", "requirements-dev"):
        lock = ROOT / f"{name}.txt"
        missing = wanted(ROOT / f"{name}.in") - pinned(lock)
        if missing:
            found.append(f"{name}.txt lacks {', '.join(sorted(missing))}: run scripts/lock")
        pins = len(re.findall(r"^[\w.-]+==", lock.read_text(), re.MULTILINE))
        if lock.read_text().count("--hash=") < pins:
            found.append(f"{name}.txt has pins without hashes: run scripts/lock")
    frontend = ROOT / "reflex.lock"
    package, lock = (
        json.loads((frontend / "package.json").read_text()),
        json.loads((frontend / "package-lock.json").read_text()),
    )
    root = lock["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        if package.get(kind, {}) != root.get(kind, {}):
            found.append(f"reflex.lock: package.json and package-lock.json differ in {kind}: run scripts/setup")
    for path in (ROOT / "requirements.txt", ROOT / "requirements-dev.txt", *frontend.glob("*.json")):
        if host := HOSTS.search(path.read_text()):
            found.append(f"{path.relative_to(ROOT)} names a registry or a local path: {host[0]}")
    return found


if __name__ == "__main__":
    if problems := faults():
        sys.exit("\n".join(problems))
