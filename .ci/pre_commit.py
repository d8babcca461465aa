#!/usr/bin/env python3
"""Runs the hook by the pre-commit program from PyPI, in a repository made for it.

A commit that breaks a promise is blocked, from either side; a good one passes; a change of a file
that is no content runs nothing.
"""
import os
import shutil
import sys
import tempfile
from pathlib import Path

from repository import RULES, Repository
from tools import installed

ROOT = Path(__file__).resolve().parent.parent
PRE_COMMIT = "pre-commit==4.7.0"

CONFIG = """
repos:
  - repo: {hooks}
    rev: v1
    hooks:
      - id: pledgelint-system
"""


def started(folder, environment):
    """A new repository, with somebody who commits."""
    repository = Repository(folder, environment)
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.git("config", "user.name", "Test")
    repository.git("config", "user.email", "test@example.com")
    return repository


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        tools = installed(folder / "tools", PRE_COMMIT)
        shutil.copy(binary, tools / "bin/pledgelint")
        environment = {
            "HOME": str(folder),
            "PRE_COMMIT_HOME": str(folder / "cache"),
            "PATH": f"{tools / 'bin'}{os.pathsep}{os.environ['PATH']}",
        }
        hooks = started(folder / "hooks", environment)
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks.folder)
        hooks.commit("hooks")
        hooks.git("tag", "v1")

        content = started(folder / "content", environment)
        content.write("pledgelint.toml", RULES)
        content.write(".pre-commit-config.yaml", CONFIG.format(hooks=hooks.folder))
        content.write("ads/a.md", "Unlimited data for everyone.\n")
        content.write("specs/s.md", "The line is fast.\n")
        done = content.run("pre-commit", "install")
        assert done.returncode == 0, done.stdout

        passed, said = content.try_commit("a good start")
        assert passed and "Passed" in said, said
        content.write("specs/s.md", "After 30 GB the line is throttled.\n")
        passed, said = content.try_commit("a spec that breaks the promise")
        assert not passed and "ads/a.md:1" in said and "throttled" in said, said
        content.write("specs/s.md", "The line is never throttled.\n")
        passed, said = content.try_commit("a spec that keeps it")
        assert passed, said
        content.write("ads/a.md", "All the data that you need.\n")
        content.write("specs/s.md", "After 30 GB the line is throttled.\n")
        passed, said = content.try_commit("neither promised nor kept")
        assert passed, said
        content.write("ads/a.md", "Unlimited data for everyone.\n")
        passed, said = content.try_commit("an ad that promises too much")
        assert not passed and "specs/s.md:1" in said, said
        content.git("checkout", "--quiet", "HEAD", "--", ".")
        content.write("picture.svg", "<svg/>\n")
        passed, said = content.try_commit("no content")
        assert passed and "no files to check" in said, said
        print("pre-commit blocks a commit that breaks a promise, from either side, and no other")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
