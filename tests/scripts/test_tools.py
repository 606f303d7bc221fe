"""The scripts that fetch what is missing: as root they install it, anybody else is told its name."""

import os
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASH = shutil.which("bash") or "/bin/bash"
PYTHON_STUB = """#!{bash}
case "$*" in
  *"import ensurepip, venv"*) [ -e "{place}/venv-module" ] ;;
  "--version") echo "Python 3.11.2" ;;
  "-m venv --clear .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
  *hashlib*) cat >/dev/null; echo fingerprint ;;
  *"-m pip"*) echo "$*" >> "{place}/pip.log" ;;
esac
"""


@dataclass
class Machine:
    """A PATH of its own with stubs, and what was asked of apt-get."""

    place: Path
    bin: Path

    def stub(self, name: str, body: str) -> None:
        """Put a command on the PATH."""
        path = self.bin / name
        path.write_text(f"#!{BASH}\n{body}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def user(self, number: int) -> None:
        """Be root (0) or somebody else."""
        self.stub("id", f"echo {number}")

    def apt_brings(self, body: str) -> None:
        """A package manager that writes down what it is asked, and does this when it installs."""
        self.stub("apt-get", f'echo "$*" >> "{self.place}/apt.log"\n[ "$1" = update ] || {{ {body}; }}')

    @property
    def asked(self) -> str:
        """What apt-get was asked."""
        log = self.place / "apt.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def run(self, script: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a script with nothing but this PATH."""
        return subprocess.run(
            [BASH, str(script), *arguments], env={"PATH": str(self.bin)}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with the plainest commands only."""
    made = Machine(tmp_path, tmp_path / "bin")
    made.bin.mkdir()
    for name in ("dirname", "cat", "mkdir", "cp", "chmod"):
        os.symlink(shutil.which(name) or name, made.bin / name)
    return made


TOOLS = ROOT / "scripts" / "ensure_test_tools.sh"


def test_nothing_is_asked_where_all_is_there(machine: Machine):
    for tool in ("chromium", "initdb", "redis-server"):
        machine.stub(tool, "true")
    machine.user(0)
    machine.apt_brings("true")
    assert machine.run(TOOLS).returncode == 0
    assert machine.asked == ""


def test_root_gets_what_is_missing(machine: Machine):
    machine.stub("initdb", "true")
    machine.user(0)
    machine.apt_brings(
        f'for t in chromium redis-server; do cp "{machine.bin}/initdb" "{machine.bin}/$t"; done'
    )
    done = machine.run(TOOLS)
    assert done.returncode == 0, done.stderr
    assert machine.asked.splitlines()[0].startswith("update")
    assert "install -y" in machine.asked and machine.asked.strip().endswith("chromium redis-server")


def test_root_is_told_what_did_not_come(machine: Machine):
    machine.stub("initdb", "true")
    machine.user(0)
    machine.apt_brings("true")
    done = machine.run(TOOLS)
    assert done.returncode == 1 and "chromium is still missing" in done.stderr


@pytest.mark.parametrize("has_apt", [True, False])
def test_anybody_else_is_told_what_to_install(machine: Machine, has_apt: bool):
    machine.stub("initdb", "true")
    machine.user(1000)
    if has_apt:
        machine.apt_brings("true")
    done = machine.run(TOOLS)
    assert done.returncode == 1 and machine.asked == ""
    assert "please install chromium redis-server" in done.stderr


@pytest.fixture
def project(machine: Machine) -> Path:
    """A copy of what the bootstrap reads, in a folder of its own; answers the script."""
    place = machine.place / "project"
    for name in ("scripts/bootstrap.sh", "requirements/base.txt", "requirements/base.in", "pyproject.toml"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, place / name)
    return place / "scripts" / "bootstrap.sh"


def python_for(machine: Machine, *, with_venv: bool) -> Path:
    """A Python for apt-get to bring: kept beside the PATH until then."""
    if with_venv:
        (machine.place / "venv-module").touch()
    kept = machine.place / "python3.stub"
    kept.write_text(PYTHON_STUB.format(bash=BASH, place=machine.place), encoding="utf-8")
    kept.chmod(0o755)
    return kept


def test_root_gets_a_python_where_there_is_none(machine: Machine, project: Path):
    kept = python_for(machine, with_venv=True)
    machine.user(0)
    machine.apt_brings(f'cp "{kept}" "{machine.bin}/python3"')
    done = machine.run(project, "base")
    assert done.returncode == 0, done.stderr
    assert machine.asked.strip().endswith("python3 python3-venv")
    assert "--require-hashes" in (machine.place / "pip.log").read_text(encoding="utf-8")
    again = machine.run(project, "base")
    assert again.returncode == 0 and "installing" not in again.stderr


def test_root_gets_the_venv_module_that_a_python_lacks(machine: Machine, project: Path):
    shutil.copy(python_for(machine, with_venv=False), machine.bin / "python3")
    machine.user(0)
    machine.apt_brings(f': > "{machine.place}/venv-module"')
    done = machine.run(project, "base")
    assert done.returncode == 0, done.stderr
    assert machine.asked.strip().endswith(" python3-venv") and "python3 python3-venv" not in machine.asked


def test_anybody_else_is_told_which_python_is_needed(machine: Machine, project: Path):
    machine.user(1000)
    machine.apt_brings("true")
    done = machine.run(project, "base")
    assert done.returncode == 1 and machine.asked == ""
    assert "Python 3.11 or newer is needed" in done.stderr


def test_anybody_else_is_told_of_the_missing_module(machine: Machine, project: Path):
    shutil.copy(python_for(machine, with_venv=False), machine.bin / "python3")
    machine.user(1000)
    machine.apt_brings("true")
    done = machine.run(project, "base")
    assert done.returncode == 1 and machine.asked == ""
    assert "install the package python3-venv" in done.stderr
