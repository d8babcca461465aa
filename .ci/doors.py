#!/usr/bin/env python3
"""Runs the steps of the GitHub Action and of the GitLab job, and the hooks of git, as they stand.

Each runs in repositories made for it, in the environment that its host gives.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from repository import RULES, Repository
from tools import installed

ROOT = Path(__file__).resolve().parent.parent
YAML = "PyYAML==6.0.3"

AD = "# Freedom\n\nUnlimited data for everyone.\n"
SPEC = "# Freedom\n\nAfter 30 GB the line is throttled.\n"


def load(path):
    import yaml

    return yaml.safe_load(path.read_text("utf-8"))


def valued(text, values):
    """A text of the action with its expressions replaced."""
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda found: values.get(found[1], ""), str(text))


class Action:
    """The composite action, run step by step as a runner does."""

    def __init__(self, folder):
        self.action = load(ROOT / "action.yml")
        self.temporary = folder / "runner"
        self.temporary.mkdir()
        self.number = 0

    def run(self, repository, event="", inputs=None, path=None):
        """Gives the exit code of the failing step or 0, what was said, and the outputs."""
        given = {name: entry["default"] for name, entry in self.action["inputs"].items()}
        given.update(inputs or {})
        values = {f"inputs.{name}": value for name, value in given.items()}
        values["github.action_path"] = str(ROOT)
        values["github.event.pull_request.base.sha"] = event
        said, outputs, path = "", {}, path or repository.environment["PATH"]
        for step in self.action["runs"]["steps"]:
            assert "${{" not in step["run"], "an expression in a script can be injected"
            assert step["shell"] == "bash"
            self.number += 1
            files = {name: self.temporary / f"{name}.{self.number}" for name in ("output", "path", "summary")}
            for file in files.values():
                file.touch()
            folder = repository.folder / valued(step.get("working-directory", "."), values)
            environment = {
                **repository.environment,
                "PATH": path,
                "GITHUB_ACTIONS": "true",
                "CI": "true",
                "GITHUB_REF": "refs/pull/1/merge" if event else "refs/heads/main",
                "GITHUB_WORKSPACE": str(repository.folder),
                "GITHUB_OUTPUT": str(files["output"]),
                "GITHUB_PATH": str(files["path"]),
                "GITHUB_STEP_SUMMARY": str(files["summary"]),
                "RUNNER_TEMP": str(self.temporary),
                **{key: valued(value, values) for key, value in step.get("env", {}).items()},
            }
            # As a runner calls it.
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            done = subprocess.run(
                command, cwd=folder, env=environment, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )
            said += done.stdout
            lines = files["output"].read_text().splitlines()
            outputs.update(line.split("=", 1) for line in lines)
            added = files["path"].read_text().splitlines()
            path = os.pathsep.join([*added, path])
            outputs["summary"] = files["summary"].read_text("utf-8")
            if done.returncode != 0:
                return done.returncode, said, outputs
        return 0, said, outputs


def origin(folder, environment):
    """A repository with a good main line."""
    repository = Repository(folder, environment)
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.write("pledgelint.toml", RULES)
    repository.write("ads/a.md", "# Freedom\n\nA fine line.\n")
    repository.write("specs/s.md", SPEC)
    repository.commit("start")
    return repository


def pull_request(repository, files):
    """The only commit of a checkout of a pull request with these files."""
    repository.git("checkout", "--quiet", "-B", "work", "main")
    for path, text in files.items():
        repository.write(path, text)
    repository.commit("work")
    repository.git("checkout", "--quiet", "main")
    repository.write("news.md", f"{len(repository.git('log', '--format=%h'))}\n")
    repository.commit("the main line goes on")
    repository.git("checkout", "--quiet", "--detach", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "work")
    repository.git("update-ref", "refs/pull/1/merge", "HEAD")
    repository.git("checkout", "--quiet", "main")
    checkout = Repository(Path(tempfile.mkdtemp(dir=repository.folder.parent)), repository.environment)
    checkout.git("init", "--quiet")
    checkout.git("remote", "add", "origin", f"file://{repository.folder}")
    checkout.git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", "+refs/pull/1/merge:refs/remotes/pull/1/merge")
    checkout.git("checkout", "--quiet", "--force", "refs/remotes/pull/1/merge")
    return checkout, repository.git("rev-parse", "main")


def github(folder, environment):
    action = Action(folder)
    source = origin(folder / "origin", environment)

    checkout, target = pull_request(source, {"ads/a.md": AD})
    code, said, outputs = action.run(checkout, target)
    assert code == 1 and outputs["exit-code"] == "1" and outputs["outcome"] == "findings", said
    assert "::error file=ads/a.md,line=3," in said, said
    assert "specs/s.md:3" in outputs["summary"], outputs
    sarif = json.loads((checkout.folder / outputs["sarif-file"]).read_text("utf-8"))
    location = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "ads/a.md" and location["region"]["startLine"] == 3

    code, said, outputs = action.run(checkout, target, {"fail-on": "error", "diff-base": ""})
    assert code == 1 and "::error file=specs/s.md,line=3," in said, said
    code, said, outputs = action.run(checkout, target, {"paths": " news.md\n"})
    assert (code, outputs["outcome"]) == (0, "clean"), said

    checkout, target = pull_request(source, {"ads/b.md": "A faster line.\n"})
    code, said, outputs = action.run(checkout, target)
    assert (code, outputs["exit-code"], outputs["outcome"]) == (0, "0", "clean"), said

    checkout, target = pull_request(source, {"pledgelint.toml": "[promise"})
    code, said, outputs = action.run(checkout, target)
    assert (code, outputs["outcome"]) == (2, "not-checked"), said

    # A push, with the content in a folder, and nothing installed.
    content = Repository(folder / "push", environment)
    content.git("init", "--quiet")
    for path, text in {"pledgelint.toml": RULES, "ads/a.md": AD, "specs/s.md": SPEC}.items():
        content.write(f"site/{path}", text)
    tools = folder / "tools-without"
    tools.mkdir()
    cargo = tools / "cargo"
    binary = shutil.which("pledgelint", path=environment["PATH"])
    # Building takes minutes; what would be built is copied to where it would be.
    cargo.write_text(
        "#!/bin/bash\n"
        'test "$1 $2 $3 $4 $5 $6" = "install --locked --quiet --path '
        f'{ROOT} --root" || exit 9\n'
        f'mkdir -p "$7/bin" && cp {binary} "$7/bin"\n'
    )
    cargo.chmod(0o755)
    bare = os.pathsep.join([str(tools), environment["SYSTEM_PATH"]])
    code, said, outputs = action.run(content, inputs={"working-directory": "site"}, path=bare)
    assert code == 1 and "::error file=site/specs/s.md,line=3," in said, said
    assert outputs["sarif-file"] == "site/pledgelint.sarif", outputs
    assert (content.folder / outputs["sarif-file"]).exists()


def gitlab(folder, environment):
    job = load(ROOT / "templates/pledgelint.gitlab-ci.yml")["pledgelint"]
    source = origin(folder / "gitlab", environment)
    base = source.git("rev-parse", "HEAD")

    def run(**more):
        # A runner joins the lines of both scripts, and stops at the first that fails.
        script = "\n".join(["set -eo pipefail", *job["before_script"], *job["script"]])
        variables = {**job["variables"], "CI": "true", "CI_PROJECT_DIR": str(source.folder), **more}
        done = source.run("bash", "-c", script, **variables)
        issues = json.loads((source.folder / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
        assert (source.folder / job["artifacts"]["reports"]["junit"]).exists()
        return done.returncode, done.stdout, issues

    source.write("notes/n.md", "Nothing.\n")
    source.write(".gitignore", "gl-code-quality-report.json\npledgelint.xml\n")
    source.write("ads/a.md", AD)
    source.commit("work")
    code, said, issues = run(CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert code == 1 and "ads/a.md:3" in said, said
    assert [issue["location"]["path"] for issue in issues] == ["ads/a.md"], issues
    code, said, issues = run()
    assert code == 1 and [issue["location"]["path"] for issue in issues] == ["specs/s.md"], said
    code, said, issues = run(CI_MERGE_REQUEST_DIFF_BASE_SHA=source.git("rev-parse", "HEAD"))
    assert (code, issues) == (0, []), said
    code, said, issues = run(PLEDGELINT_FAIL_ON="warning", PLEDGELINT_PATHS="notes")
    assert code == 0, said


def hooks(folder, environment):
    remote = Repository(folder / "remote.git", environment)
    remote.git("init", "--quiet", "--bare", "--initial-branch=main")
    content = origin(folder / "hooked", environment)
    content.git("remote", "add", "origin", str(remote.folder))
    for name in ("pre-commit", "pre-push"):
        shutil.copy(ROOT / "examples/hooks" / name, content.folder / ".git/hooks")

    def commits(*words):
        done = content.run("git", "commit", "--message", "work", *words)
        return done.returncode == 0, done.stdout

    done = content.run("git", "push", "origin", "main")
    assert done.returncode == 0, done.stdout
    content.git("remote", "set-head", "origin", "main")
    # What is staged counts, not what lies in the working tree.
    content.write("ads/a.md", AD)
    content.git("add", "ads/a.md")
    content.write("ads/a.md", "# Freedom\n\nA fine line.\n")
    passed, said = commits()
    assert not passed and "ads/a.md:3" in said, said
    content.git("add", "--all")
    content.write("ads/a.md", AD)
    content.write("notes.md", "Nothing.\n")
    content.git("add", "notes.md")
    passed, said = commits()
    assert passed, said
    passed, said = commits("--all")
    assert not passed and "ads/a.md:3" in said, said
    # An old finding blocks nothing.
    content.git("commit", "--quiet", "--no-verify", "--all", "--message", "unchecked")
    content.write("notes.md", "More.\n")
    passed, said = commits("--all")
    assert passed, said

    done = content.run("git", "push", "origin", "main")
    assert done.returncode != 0 and "ads/a.md:3" in done.stdout, done.stdout
    done = content.run("git", "push", "origin", "main:other")
    assert done.returncode != 0, done.stdout
    assert not content.git("worktree", "list").splitlines()[1:], "no working tree is left behind"
    content.write("specs/s.md", "# Freedom\n\nThe line is never throttled.\n")
    content.git("commit", "--quiet", "--all", "--message", "mend")
    done = content.run("git", "push", "origin", "main", "main:other")
    assert done.returncode == 0, done.stdout
    done = content.run("git", "push", "origin", ":other")
    assert done.returncode == 0, done.stdout


def cms(folder, environment):
    """The example of docs/drafts.md, as it stands."""
    content = origin(folder / "cms", environment)
    page = (ROOT / "docs/drafts.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)[1]
    names = {}
    os.environ["PATH"] = environment["PATH"]
    exec(code, names)
    publish = names["may_publish"]
    allowed, messages = publish([{"path": "ads/a.md", "text": AD}], content.folder)
    assert not allowed and "throttled" in messages[0], messages
    assert publish([{"path": "ads/a.md", "text": "Hello.\n"}], content.folder) == (True, [])
    try:
        publish([{"path": "ads/a.md"}], content.folder)
        raise AssertionError("a draft without a text passed")
    except RuntimeError as error:
        assert "missing field" in str(error), error


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder).resolve()
        tools = installed(folder / "tools", YAML)
        found = subprocess.run(
            [tools / "bin/python", "-c", "import site; print(site.getsitepackages()[0])"],
            check=True, capture_output=True, text=True,
        )
        sys.path.insert(0, found.stdout.strip())
        commands = folder / "commands"
        commands.mkdir()
        shutil.copy(binary, commands / "pledgelint")
        # Nothing that is installed here, save the tools of the system.
        system = os.pathsep.join(["/usr/local/bin", "/usr/bin", "/bin"])
        environment = {
            "HOME": str(folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Test",
            "GIT_AUTHOR_EMAIL": "test@example.com",
            "GIT_COMMITTER_NAME": "Test",
            "GIT_COMMITTER_EMAIL": "test@example.com",
            "SYSTEM_PATH": system,
            "PATH": os.pathsep.join([str(commands), system]),
        }
        for door in (github, gitlab, hooks, cms):
            door(folder, environment)
            print(f"{door.__name__}: runs as it stands")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
