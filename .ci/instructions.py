#!/usr/bin/env python3
"""Counts the instructions of three small runs and compares them with `.ci/instructions.toml`.

    python3 .ci/instructions.py target/debug/pledgelint
    python3 .ci/instructions.py target/debug/pledgelint --update

Fails where a count is more than 5 % above or below the one that is kept: a rise is a cost that
nobody asked for, a fall is a gain that the next change may lose unnoticed. `--update` writes the
counts that the binary has now.

A count does not depend on how fast or how busy the machine is. It does depend on the compiler and
on how the binary was built, so that it holds for the build of `.ci/run` alone, and on the width of
the processor's vectors. Needs valgrind; where it is missing it is installed from Debian's packages.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".ci" / "instructions.toml"
TOLERANCE = 0.05
# Sentences that state nothing.
SILENT = {
    "en": [
        "The river runs past a small house of stone and wood",
        "Since spring the office in Harbour Street has answered 40 letters about the garden.",
        "Open the window, choose a chair, and read the page again.",
        "The picture shows how the bridge looked 12 years ago.",
    ],
    "vi": [
        "Con sông chảy qua một ngôi làng nhỏ bên đồi",
        "Từ mùa xuân, văn phòng ở phố Cảng đã trả lời 40 lá thư về khu vườn.",
        "Hãy mở cửa sổ, chọn một chiếc ghế rồi đọc lại trang này.",
        "Bức ảnh cho thấy cây cầu trông thế nào 12 năm trước.",
    ],
    "zh": [
        "河水流过一座石头小屋",
        "从春天起，港口街的办公室回复了40封关于花园的来信。",
        "请打开窗户，选一把椅子，再读一遍这一页。",
        "照片上是这座桥12年前的样子。",
    ],
}
HEAD = f"""\
# Instructions of three fixed runs of the binary that `.ci/run` builds, in millions; `.ci/instructions.py` says
# which, and holds every build to them within {TOLERANCE:.0%} either way.
# They were taken on x86-64 with AVX2 and may move with the compiler: after a change of it, or one
# that is worth its cost, write them anew with `--update`.
"""


def runs(folder):
    """The runs: a name, the folder that each stands in, and its arguments."""
    page = folder / "page"
    page.mkdir()
    text = (ROOT / "fixtures" / "formats" / "story.md").read_text(encoding="utf-8")
    while len(text.encode()) < 2000:
        text += text
    (page / "page.md").write_bytes(text.encode()[:2000].decode(errors="ignore").encode())
    carrier = folder / "carrier"
    shutil.copytree(ROOT / "fixtures" / "carrier", carrier)
    corpus = folder / "corpus"
    corpus.mkdir()
    write_corpus(corpus)
    yield "one page of 2 KB, all packs", page
    yield "fixtures/carrier", carrier
    yield "thirty pages in three languages", corpus


def write_corpus(folder):
    """Thirty pages of silent sentences, in which each text of `fixtures/scaling/` stands now and then."""
    source = ROOT / "fixtures" / "scaling"
    shutil.copy(source / "rules.toml", folder / "pledgelint.toml")
    for code, silent in SILENT.items():
        texts = (source / f"{code}.md").read_text(encoding="utf-8").split("\n---\n")
        for page in range(10):
            parts = [f"# {silent[page % len(silent)]}"]
            for at in range(40):
                said = [silent[(page + at + one) % len(silent)] for one in range(3)]
                if at % 8 == page % 8:
                    said.append(texts[(page + at) % len(texts)].strip())
                parts.append("\n".join(said))
            (folder / f"{code}-{page}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def valgrind():
    """The path of valgrind, which is installed where it is missing; `None` where it cannot be."""
    if shutil.which("valgrind") is None and shutil.which("apt-get") and os.geteuid() == 0:
        print("valgrind is missing; installing it", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "check": False}
        subprocess.run(["apt-get", "update", "-q"], **quiet)
        subprocess.run(["apt-get", "install", "-q", "-y", "--no-install-recommends", "valgrind"], **quiet)
    return shutil.which("valgrind")


def counted(tool, binary, folder):
    """The instructions of a check of `folder`, in millions."""
    command = [tool, "--tool=callgrind", "--callgrind-out-file=/dev/null", binary]
    command += ["check", "--quiet", "-j1", "--today", "2026-06-01", "--exit-zero", "."]
    # Nothing of the caller's surroundings is to be read or looked up.
    surroundings = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, check=False)
    said = done.stderr.decode(errors="replace")
    found = re.search(r"Collected : (\d+)", said)
    if done.returncode != 0 or not found:
        sys.exit(f"the run in {folder.name} ended with {done.returncode}:\n{said}")
    return int(found[1]) / 1e6


def wrong(counts, kept):
    """What the counts are wrong by, a line each."""
    for name in sorted(counts.keys() | kept.keys()):
        now, before = counts.get(name), kept.get(name)
        if now is None or before is None:
            yield f"{name}: stands on one side alone; write the counts anew"
        elif abs(now / before - 1) > TOLERANCE:
            yield f"{name}: {now:.1f} million instructions, {now / before - 1:+.1%} of {before:.1f}"


def sees_changes(counts):
    """Whether the comparison tells numbers that were changed from those that were not."""
    changed = [{name: count * by for name, count in counts.items()} for by in (0.94, 1.06)]
    changed.append({})
    return not any(wrong(counts, counts)) and all(
        len(list(wrong(counts, other))) == len(counts) for other in changed
    )


def compiler():
    return subprocess.run(["rustc", "-V"], capture_output=True, check=True, text=True).stdout.strip()


def comparable():
    """Why no count can be taken here that could be compared; `None` where one can."""
    if platform.machine() != "x86_64":
        return f"this is {platform.machine()}"
    cpu = Path("/proc/cpuinfo")
    if not cpu.exists() or " avx2 " not in cpu.read_text():
        return "this processor has no AVX2"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", type=Path)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    reason = comparable()
    if reason:
        return print(f"NOT COUNTED: the kept counts are of x86-64 with AVX2, and {reason}")
    tool = valgrind()
    if tool is None:
        return print("NOT COUNTED: valgrind is missing and cannot be installed here")
    with tempfile.TemporaryDirectory() as folder:
        counts = {
            name: counted(tool, options.binary.resolve(), place)
            for name, place in runs(Path(folder))
        }
    if not sees_changes(counts):
        sys.exit("the comparison does not see a change of 6 %")
    for name, count in counts.items():
        print(f"{name}: {count:.1f} million instructions")
    if options.update:
        lines = [f'"{name}" = {count:.1f}\n' for name, count in counts.items()]
        text = f'{HEAD}\ncompiler = "{compiler()}"\n\n[millions]\n{"".join(lines)}'
        return KEPT.write_text(text, encoding="utf-8")
    kept = tomllib.loads(KEPT.read_text(encoding="utf-8"))
    found = list(wrong(counts, kept["millions"]))
    if found and kept["compiler"] != compiler():
        found.append(f"the kept counts are of {kept['compiler']}, these of {compiler()}")
    if found:
        sys.exit("\n".join(found))


main()
