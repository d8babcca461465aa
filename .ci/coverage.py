"""Line coverage of the library by its parts, from an lcov file; fails under 90 %.

Tests that stand in a source file count for nothing. With a part of a path as second argument
(`language/`, or `src/` for all) the lines that no test reaches are printed instead."""
import sys
from collections import defaultdict
from pathlib import Path

LEAST = 0.9


def ends(path: Path) -> int:
    """The line at which the tests of a file begin, or one past its end."""
    lines = path.read_text().splitlines()
    starts = [at for at, line in enumerate(lines, 1) if line == "#[cfg(test)]"]
    held = [at for at in starts if at < len(lines) and lines[at].endswith("{")]
    return min(held, default=len(lines) + 1)


def lines(info: Path):
    """Each file of the library with how often each of its lines ran."""
    path, ran = None, {}
    for entry in info.read_text().splitlines():
        key, _, value = entry.partition(":")
        if key == "SF":
            path, ran = Path(value), {}
        elif key == "DA":
            line, count = value.split(",")[:2]
            ran[int(line)] = max(ran.get(int(line), 0), int(count))
        elif entry == "end_of_record":
            parts = path.parts[path.parts.index("src") + 1 :] if "src" in path.parts else ()
            # The binary is measured too, but what is promised is of the library.
            if parts and parts[0] != "cli" and "tests" not in [Path(part).stem for part in parts]:
                last = ends(path)
                yield "/".join(parts), path, {at: n for at, n in ran.items() if at < last}


def main(info: str, shown: str = "") -> str | int:
    parts = defaultdict(lambda: [0, 0])
    for name, path, ran in lines(Path(info)):
        if shown and shown in f"src/{name}":
            source = path.read_text().splitlines()
            for at in sorted(at for at, count in ran.items() if not count):
                print(f"src/{name}:{at}: {source[at - 1]}")
        for key in (name.split("/")[0], "the library"):
            parts[key][0] += sum(count > 0 for count in ran.values())
            parts[key][1] += len(ran)
    if not shown:
        print("| part | lines | covered |\n| --- | --- | --- |")
        for name, (covered, count) in sorted(parts.items()):
            print(f"| `{name}` | {count} | {100 * covered / max(count, 1):.1f} % |")
    covered, count = parts["the library"]
    return 0 if count and covered >= LEAST * count else f"{covered} of {count} lines, and 90 % are asked for"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
