#!/usr/bin/env python3
"""Holds the schema of rules files against the program by which editors read it: Taplo, from PyPI.

Right rules files and packs must be let go, by a `#:schema` line as `init` writes it, and wrong ones
must not.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import installed

ROOT = Path(__file__).resolve().parent.parent
TAPLO = "taplo==0.9.3"
LINE = "#:schema ./pledgelint.schema.json\n"
# Those that are no TOML, and those whose mistakes only the whole of the rules shows.
NOT_OF_SHAPE = {
    "comments", "syntax", "unclosed", "empty", "places", "subjects", "values", "version",
    "version-form",
}


def fits(taplo, folder, text, line=LINE):
    file = folder / "pledgelint.toml"
    file.write_text(line + text, "utf-8")
    done = subprocess.run([taplo, "lint", file.name], cwd=folder, capture_output=True, text=True)
    assert done.returncode in (0, 1), done
    return done.returncode == 0, done.stderr


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        tools = installed(folder / "tools", TAPLO)
        content = folder / "content"
        content.mkdir()
        subprocess.run(
            [Path(binary).resolve(), "schema", "rules", "-o", "pledgelint.schema.json"],
            cwd=content, check=True,
        )
        right = [*ROOT.glob("rules/packs/*.toml"), *ROOT.glob("fixtures/**/pledgelint.toml")]
        right.append(ROOT / "fixtures/rules/right/complete.toml")
        for file in right:
            let_go, told = fits(tools / "bin/taplo", content, file.read_text("utf-8"))
            assert let_go, f"{file}: {told}"
        wrong = [
            file for file in sorted(ROOT.glob("fixtures/rules/wrong/*.toml"))
            if file.stem not in NOT_OF_SHAPE
        ]
        assert len(wrong) >= 6, wrong
        for file in wrong:
            text = file.read_text("utf-8")
            without, told = fits(tools / "bin/taplo", content, text, "")
            assert without, f"{file} is no TOML: {told}"
            let_go, _ = fits(tools / "bin/taplo", content, text)
            assert not let_go, f"{file} is let go"
        print(f"Taplo lets {len(right)} right files go, and refuses {len(wrong)} wrong ones")


if __name__ == "__main__":
    main(*sys.argv[1:])
