"""The script that installs Debian's parts: quick when they are there, never in the way when they cannot be had."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "server" / "tools" / "install_debian.sh"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="a script for Debian")


class Machine:
    """A machine made of the few commands that the script may call."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.calls = folder / "calls"
        for name in ("grep", "env"):
            (self.bin / name).symlink_to(str(shutil.which(name)))
        self.has("ldconfig", "exit 0")
        self.has("id", "echo 0")

    def has(self, name: str, does: str) -> None:
        """Give it a command."""
        command = self.bin / name
        command.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.calls}"\n{does}\n')
        command.chmod(0o755)

    def run(self) -> str:
        """Run the script; it must never fail. Returns what it said."""
        done = subprocess.run(
            ["/bin/sh", str(SCRIPT)],
            env={"PATH": str(self.bin)},
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
        assert done.stderr == ""
        return done.stdout

    def said_to(self, name: str) -> list[str]:
        """Return how a command was called."""
        rows = self.calls.read_text().splitlines() if self.calls.exists() else []
        return [row for row in rows if row.startswith(name)]


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_root_on_debian_installs_what_is_missing(machine):
    machine.has("apt-get", "exit 0")
    assert machine.run().startswith("setup: installing libfluidsynth3")
    (call,) = machine.said_to("apt-get")
    assert call.startswith("apt-get install -y -qq --no-install-recommends libfluidsynth3")


def test_old_package_lists_are_renewed_once(machine):
    machine.has("apt-get", f'[ "$(grep -c . "{machine.calls}")" -gt 4 ]')
    machine.run()
    assert [call.split()[1] for call in machine.said_to("apt-get")] == ["install", "update", "install"]


def test_without_the_right_to_install_it_says_how_in_one_sentence(machine):
    machine.has("id", "echo 1000")
    machine.has("apt-get", "exit 0")
    machine.has("sudo", "exit 1")
    said = machine.run()
    assert said.count("\n") == 1
    assert "no right to install packages" in said
    assert "sudo apt-get install libfluidsynth3" in said
    assert machine.said_to("apt-get") == []


def test_sudo_without_a_password_will_do(machine):
    machine.has("id", "echo 1000")
    machine.has("apt-get", "exit 0")
    machine.has("sudo", '[ "$2" = true ] || { shift; "$@"; }')
    machine.run()
    assert len(machine.said_to("apt-get")) == 1


def test_elsewhere_than_on_debian_it_only_says_what_is_missing(machine):
    said = machine.run()
    assert said.count("\n") == 1
    assert "not Debian or Ubuntu" in said


def test_a_failing_apt_get_does_not_fail_the_set_up(machine):
    machine.has("apt-get", "exit 100")
    said = machine.run()
    assert "apt-get could not install it" in said
    assert "sudo apt-get install libfluidsynth3" in said
