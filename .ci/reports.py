#!/usr/bin/env python3
"""Holds the reports of a binary against schemas and readers that are not ours.

The schema of SARIF, Microsoft's validator of it, a validator of rdjson and a reader of Checkstyle
come from npm; the schema of JUnit is that of Jenkins' xUnit plugin, as the sources of pytest hold
it, and its reader is from PyPI. GitLab and Checkstyle have no package: what their sources say is
written down in fixtures/reports/schemas.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tools import installed

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "fixtures/reports/schemas"
PYPI = ["jsonschema==4.26.0", "xmlschema==4.3.2", "junitparser==5.0.3"]
SCHEMA_PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
VALIDATOR = "@microsoft/sarif-multitool-linux@5.7.0"
JUNIT_SOURCE = "pytest==8.4.2"
READERS = ["danger-plugin-lint-report@1.8.1", "@umbrelladocs/rdformat-validator@1.0.1"]
READ_CHECKSTYLE = """
const [modules, file] = process.argv.slice(1);
const { xml2js } = require(modules + "/xml-js");
const reader = require(modules + "/danger-plugin-lint-report/dist/parse/checkstyle_parser.js");
const text = require("fs").readFileSync(file, "utf8");
console.log(JSON.stringify(reader.parseCheckstyle(xml2js(text), "/nowhere")));
"""
FORMATS = ["sarif", "gitlab", "junit", "checkstyle", "rdjson", "json", "json-lines"]


def reports(binary, content, out):
    """Writes all reports of one run."""
    outputs = [word for name in FORMATS for word in ("--output", f"{name}={out}/report.{name}")]
    hidden = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    command = [binary, "check", "--notes", "--today", "2026-06-01", *outputs]
    done = subprocess.run(command, cwd=content, env=environment)
    assert done.returncode in (0, 1, 2), done
    return {name: out / f"report.{name}" for name in FORMATS}


def npm(package, folder):
    """Unpacks a package of npm, and gives its folder."""
    folder.mkdir()
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    subprocess.run(["tar", "xzf", packed.stdout.split()[-1]], cwd=folder, check=True)
    return folder / "package"


def check_sarif(path, schema, validator):
    import jsonschema

    log = json.loads(path.read_text("utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind(schema, format_checker=kind.FORMAT_CHECKER).validate(log)
    for result in log["runs"][0]["results"]:
        ids = {str(at["id"]) for at in result.get("relatedLocations", [])}
        message = result["message"]["text"]
        assert set(re.findall(r"(?<!\\)\]\((\d+)\)", message)) == ids, message
        assert len(result["locations"]) == 1
    told = path.with_name("validated.json")
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    subprocess.run(
        [validator, "validate", str(path), "--output", str(told), "--log", "ForceOverwrite",
         "--rule-kind", "Sarif;Ghas", "--quiet"],
        check=True, env=environment,
    )
    found = json.loads(told.read_text("utf-8-sig"))["runs"][0].get("results", [])
    errors = [one for one in found if one.get("level", "warning") == "error"]
    assert not errors, json.dumps(errors, indent=1)
    return len(log["runs"][0]["results"])


def junit_schema(python, folder):
    """The schema of Jenkins' xUnit plugin."""
    subprocess.run(
        [python, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "pytest",
         "--dest", folder, JUNIT_SOURCE],
        check=True,
    )
    packed = next(folder.glob("pytest-*.tar.gz"))
    subprocess.run(["tar", "xzf", packed, "-C", folder], check=True)
    return next(folder.glob("pytest-*/testing/example_scripts/junit-10.xsd"))


def check_junit(path, schema, told):
    import junitparser
    import xmlschema

    xmlschema.XMLSchema(schema).validate(str(path))
    suites = junitparser.JUnitXml.fromfile(str(path))
    outcomes = Counter()
    for suite in suites:
        cases = list(suite)
        kinds = Counter(type(result).__name__ for case in cases for result in case.result)
        counted = {"Failure": suite.failures, "Error": suite.errors, "Skipped": suite.skipped}
        assert suite.tests == len(cases), suite.name
        assert counted == {kind: kinds[kind] for kind in counted}, (suite.name, counted, kinds)
        assert all(case.classname == suite.name for case in cases), suite.name
        outcomes += kinds
    assert suites.tests == sum(suite.tests for suite in suites)
    expected = {
        "Failure": len(told["findings"]),
        "Error": len(told["problems"]),
        "Skipped": len(told["suppressed"]),
    }
    assert {kind: outcomes[kind] for kind in expected} == expected, (outcomes, expected)
    return suites.tests


def check_places(paths, told, modules):
    """Checkstyle, rdjson and Code Quality show each finding, at the place that JSON gives it."""
    import xmlschema

    xmlschema.XMLSchema(SCHEMAS / "checkstyle.xsd").validate(str(paths["checkstyle"]))
    read = subprocess.run(
        ["node", "-e", READ_CHECKSTYLE, modules, paths["checkstyle"]],
        check=True, capture_output=True, text=True,
    )
    errors = json.loads(read.stdout)
    subprocess.run(
        ["node", modules / "@umbrelladocs/rdformat-validator/bin/rdformat-validator.js",
         "--strict", "--no-extra-fields", paths["rdjson"]],
        check=True, capture_output=True,
    )
    diagnostics = json.loads(paths["rdjson"].read_text("utf-8"))["diagnostics"]
    issues = json.loads(paths["gitlab"].read_text("utf-8"))
    findings = told["findings"] + told["notes"]
    for reported in (errors, diagnostics, issues):
        assert len(reported) == len(findings) + len(told["problems"]), len(reported)
    sides = [finding["primary"] for finding in findings]
    expected = Counter(
        (side["path"], side["start"]["line"]) for side in sides if "start" in side and "path" in side
    )
    assert expected, "no finding has a line"
    assert all(isinstance(error["line"], int) for error in errors), errors
    in_checkstyle = Counter((error["file"], error["line"]) for error in errors)
    in_rdjson = Counter(
        (at["path"], at["range"]["start"]["line"])
        for at in (diagnostic["location"] for diagnostic in diagnostics)
        if "range" in at
    )
    in_gitlab = Counter(
        (at["path"], at["lines"]["begin"]) for at in (issue["location"] for issue in issues)
    )
    for name, found in {
        "checkstyle": in_checkstyle, "rdjson": in_rdjson, "gitlab": in_gitlab
    }.items():
        assert expected <= found, (name, expected - found)
    return len(errors)


def check_json(paths, told):
    import jsonschema

    for name in ("gitlab", "rdjson"):
        schema = json.loads((SCHEMAS / f"{name}.json").read_text())
        jsonschema.Draft202012Validator(schema).validate(json.loads(paths[name].read_text("utf-8")))
    for name, schema in {"json": "check", "json-lines": "json-lines"}.items():
        schema = json.loads((ROOT / f"docs/{schema}.schema.json").read_text("utf-8"))
        validator = jsonschema.Draft202012Validator(schema)
        lines = paths[name].read_text("utf-8")
        for value in [lines] if name == "json" else lines.splitlines():
            validator.validate(json.loads(value))
    issues = json.loads(paths["gitlab"].read_text("utf-8"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    lines = [json.loads(line) for line in paths["json-lines"].read_text("utf-8").splitlines()]
    kinds = Counter(line["kind"] for line in lines)
    for kind, key in {"finding": "findings", "note": "notes", "suppressed": "suppressed"}.items():
        assert kinds[kind] == len(told[key]), (kind, kinds)
    return len(lines)


def main(binary):
    binary = str(Path(binary).resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        tools = installed(folder / "tools", *PYPI)
        python = tools / "bin/python"
        sys.path.append(str(next(tools.glob("lib/python*/site-packages"))))
        package = npm(SCHEMA_PACKAGE, folder / "schema")
        schema = json.loads((package / "lib/schemas/sarif-2.1.0-rtm.5.json").read_text("utf-8-sig"))
        validator = npm(VALIDATOR, folder / "validator") / "Sarif.Multitool"
        validator.chmod(0o755)
        junit = junit_schema(python, folder)
        subprocess.run(
            ["npm", "install", "--silent", "--no-audit", "--no-fund", "--legacy-peer-deps",
             "--prefix", folder / "readers", *READERS],
            check=True,
        )
        modules = folder / "readers/node_modules"
        for index, content in enumerate(["fixtures/reports/content", "fixtures/carrier"]):
            out = folder / f"out-{index}"
            out.mkdir()
            paths = reports(binary, ROOT / content, out)
            told = json.loads(paths["json"].read_text("utf-8"))
            print(
                f"{content}: every report fits its schema and is read back:",
                f"{check_sarif(paths['sarif'], schema, str(validator))} results of SARIF,",
                f"{check_junit(paths['junit'], junit, told)} cases,",
                f"{check_places(paths, told, modules)} places in three formats,",
                f"{check_json(paths, told)} lines",
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
