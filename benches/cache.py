#!/usr/bin/env python3
"""Times the check of one draft against many unchanged files, with the cache and without.

    cargo bench --bench corpus -- /tmp/corpus bytes=20000000 every=20000
    python3 benches/cache.py target/release/pledgelint /tmp/corpus

Both sides run in turn, each time with another draft, and print the same, which is checked. Told
are the medians of their seconds of the processor and by the clock, and of the pairs' ratios; also
those of a run that finds no cache, and has to write one. `--without-subjects` takes the declared
subjects out of the rules, so that subjects are looked for in all texts.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from compare import Run


def draft(folder, number):
    """A page that says some of what the pages promise and break."""
    phrases = (folder / "phrases.txt").read_text(encoding="utf-8").splitlines()
    said = phrases[number :: len(phrases) // 12]
    return f"# Draft {number}\n\n" + "\n\n".join(f"Here is {phrase}." for phrase in said) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cold", type=int, default=1, help="how many runs write a cache anew")
    parser.add_argument("--without-subjects", action="store_true")
    options = parser.parse_args()
    binary = options.binary.resolve()
    rules = options.folder / "pledgelint.toml"
    written = rules.read_text(encoding="utf-8")
    cache = Path(tempfile.mkdtemp())
    page = options.folder / "pages" / "draft.md"
    command = [binary, "check", "--quiet", f"-j{options.threads}", "--format", "json", page]
    sides = {"cached": ["--cache-dir", cache], "whole": ["--no-cache"]}

    def output(side):
        return subprocess.run([*command, *sides[side]], cwd=options.folder, capture_output=True).stdout

    pairs, cold = [], []
    try:
        if options.without_subjects:
            rules.write_text(re.sub(r"\[subject\..*?\n(?=\[(?!subject))", "", written, flags=re.S))
        for number in range(options.cold):
            page.write_text(draft(options.folder, number), encoding="utf-8")
            shutil.rmtree(cache)
            cold.append(Run([*command, *sides["cached"]], options.folder))
        # Files that were written just before are known by their content alone.
        time.sleep(3)
        output("cached")
        for number in range(options.runs):
            page.write_text(draft(options.folder, options.cold + number), encoding="utf-8")
            pairs.append([Run([*command, *of], options.folder) for of in sides.values()])
        page.write_text(draft(options.folder, 0), encoding="utf-8")
        if output("cached") != output("whole"):
            raise SystemExit("the cache changes what is printed")
    finally:
        rules.write_text(written, encoding="utf-8")
        page.unlink(missing_ok=True)
    files = sum(1 for _ in options.folder.glob("pages/**/*.md"))
    kept = sum(path.stat().st_size for path in cache.glob("*.cache"))
    shutil.rmtree(cache)
    print(f"{files} files, {options.runs} pairs, {kept / 1e6:.1f} MB kept")
    print("| seconds | cached | without | ratio | cold | cold, ratio |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, of in (("processor", lambda run: run.cpu), ("clock", lambda run: run.wall)):
        ours, whole = (statistics.median(of(pair[at]) for pair in pairs) for at in (0, 1))
        ratio = statistics.median(of(one) / of(other) for one, other in pairs)
        first = statistics.median(map(of, cold)) if cold else float("nan")
        print(f"| {name} | {ours:.2f} | {whole:.2f} | {ratio:.3f} | {first:.2f} | {first / whole:.2f} |")
    memory = [statistics.median(pair[at].memory for pair in pairs) for at in (0, 1)]
    print(f"memory, MB: {memory[0]:.0f} cached, {memory[1]:.0f} without")


main()
