#!/usr/bin/env python3
"""Times `pledgelint check` beside a plain search for the same phrases, on the same files.

    cargo bench --bench corpus -- /tmp/corpus every=20000
    python3 benches/compare.py target/release/pledgelint /tmp/corpus

Both sides run in turn, and the medians of their times and of the pairs' ratios are printed, for
one thread and for two. Needs ripgrep (`cargo install ripgrep`). `--runs N` pairs are run, five
unless told; `--cold` empties the page cache before each run and needs to be root.

With `--packs` the built-in packs are checked, without a rules file, and the search looks for the
words that their phrases are made of.

The seconds of the processor say more than those of the clock on a machine that does other work.
"""

import argparse
import os
import re
import statistics
import subprocess
import tempfile
import time
import tomllib
from pathlib import Path

PACKS = Path(__file__).parent.parent / "rules" / "packs"


class Run:
    """One process: seconds by the clock and of the processor, and its largest memory in MB."""

    def __init__(self, command, folder):
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        self.wall = time.perf_counter() - begun
        self.cpu = used.ru_utime + used.ru_stime
        self.memory = used.ru_maxrss / 1000
        code = os.waitstatus_to_exitcode(status)
        # A search that finds nothing and a check that finds something both end with 1.
        if code not in (0, 1):
            raise SystemExit(f"{command[0]} ended with {code}: {said.decode(errors='replace')}")


def empty_cache():
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3")


def words_of_packs():
    """The words of all phrases of the packs, each once."""

    def texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (text for item in value for text in texts(item))
        elif isinstance(value, dict):
            yield from (text for item in value.values() for text in texts(item))

    words = set()
    for pack in PACKS.glob("*.toml"):
        for promise in tomllib.loads(pack.read_text(encoding="utf-8"))["promise"].values():
            value = promise.get("value", {})
            said = [promise.get(key, {}) for key in ("claims", "breaches")] + [value.get("topic", {})]
            for text in texts(said):
                plain = re.sub(r"\{\w+\}|\$\w+", " ", text)
                words.update(re.findall(r"\w+", plain.lower()))
    return sorted(words)


def compare(name, ours, theirs, folder, options):
    pairs = []
    for _ in range(options.runs):
        pair = []
        for command in (ours, theirs):
            if options.cold:
                empty_cache()
            pair.append(Run(command, folder))
        pairs.append(pair)

    def median(of):
        return statistics.median(of(own, other) for own, other in pairs)

    print(
        f"| {name} | {median(lambda own, _: own.wall):.2f} | {median(lambda _, other: other.wall):.2f} "
        f"| {median(lambda own, other: own.wall / other.wall):.1f} "
        f"| {median(lambda own, other: own.cpu / other.cpu):.1f} "
        f"| {median(lambda own, _: own.memory):.0f} | {median(lambda _, other: other.memory):.0f} |",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", type=Path)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--phrases", type=Path, help="instead of `phrases.txt` in the folder")
    parser.add_argument("--packs", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--cold", action="store_true")
    options = parser.parse_args()
    binary = options.binary.resolve()
    print("| corpus, threads | check, s | search, s | clock | processor | check, MB | search, MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    if options.packs:
        options.phrases = Path(tempfile.mkdtemp()) / "words.txt"
        options.phrases.write_text("\n".join(words_of_packs()) + "\n", encoding="utf-8")
    for folder in options.folder:
        phrases = (options.phrases or folder / "phrases.txt").resolve()
        for threads in options.threads:
            ours = [binary, "check", "--quiet", "--no-cache", f"-j{threads}", "."]
            theirs = ["rg", f"-j{threads}", "-c", "-i", "-F", "-f", phrases, "."]
            compare(f"`{folder.name}`, {threads}", ours, theirs, folder, options)


if __name__ == "__main__":
    main()
