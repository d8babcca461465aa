#!/usr/bin/env python3
"""Holds the reports of a binary against schemas and readers that are not ours.

The schema of SARIF and Microsoft's validator come from npm, the readers from PyPI; those of the
other formats are in fixtures/reports/schemas.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "fixtures/reports/schemas"
PYPI = ["jsonschema==4.26.0", "xmlschema==4.3.2", "junitparser==5.0.3"]
SCHEMA_PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
VALIDATOR = "@microsoft/sarif-multitool-linux@5.7.0"
FORMATS = ["sarif", "gitlab", "junit", "checkstyle", "rdjson", "json-lines"]


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


def check_xml(paths):
    import junitparser
    import xmlschema

    for name in ("junit", "checkstyle"):
        xmlschema.XMLSchema(SCHEMAS / f"{name}.xsd").validate(str(paths[name]))
    suites = junitparser.JUnitXml.fromfile(str(paths["junit"]))
    cases = [case for suite in suites for case in suite]
    assert len(cases) == suites.tests, (len(cases), suites.tests)
    files = ElementTree.parse(paths["checkstyle"]).getroot()
    return len(cases), len(files.findall("file/error"))


def check_json(paths):
    import jsonschema

    for name in ("gitlab", "rdjson"):
        schema = json.loads((SCHEMAS / f"{name}.json").read_text())
        jsonschema.Draft202012Validator(schema).validate(json.loads(paths[name].read_text("utf-8")))
    issues = json.loads(paths["gitlab"].read_text("utf-8"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    lines = paths["json-lines"].read_text("utf-8").splitlines()
    return len(issues), len([json.loads(line) for line in lines])


def main(binary):
    binary = str(Path(binary).resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        tools = folder / "tools"
        venv.create(tools, with_pip=True)
        python = tools / "bin/python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PYPI], check=True)
        sys.path.append(str(next(tools.glob("lib/python*/site-packages"))))
        package = npm(SCHEMA_PACKAGE, folder / "schema")
        schema = json.loads((package / "lib/schemas/sarif-2.1.0-rtm.5.json").read_text("utf-8-sig"))
        validator = npm(VALIDATOR, folder / "validator") / "Sarif.Multitool"
        validator.chmod(0o755)
        for index, content in enumerate(["fixtures/reports/content", "fixtures/carrier"]):
            out = folder / f"out-{index}"
            out.mkdir()
            paths = reports(binary, ROOT / content, out)
            results = check_sarif(paths["sarif"], schema, str(validator))
            counts = (results, *check_xml(paths), *check_json(paths))
            print(f"{content}: {results} results; every report fits its schema {counts}")


if __name__ == "__main__":
    main(*sys.argv[1:])
