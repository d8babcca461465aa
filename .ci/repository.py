"""Repositories of git, made for a check, and what the content in them says."""
import subprocess

RULES = """
[promise.data]
applies = "when-claimed"
claims  = { en = ["unlimited data"] }
breaches.slowed = { en = ["throttled"] }
"""


class Repository:
    """A repository of git, and commands in it."""

    def __init__(self, folder, environment):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.environment = environment

    def run(self, *command, **more):
        environment = {**self.environment, **more}
        return subprocess.run(
            command, cwd=self.folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )

    def git(self, *words):
        done = self.run("git", *words)
        assert done.returncode == 0, f"{words}: {done.stdout}"
        return done.stdout.strip()

    def write(self, path, text):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def try_commit(self, message):
        """Commits all, and gives whether that passed and what was said."""
        self.git("add", "--all")
        done = self.run("git", "commit", "--message", message)
        return done.returncode == 0, done.stdout

    def commit(self, message):
        passed, said = self.try_commit(message)
        assert passed, said
