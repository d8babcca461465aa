"""Gives the binary inputs that are made to break it, each within a bound of time and of memory.

    python3 .ci/hostile.py target/release/pledgelint [CASE …]

Fails where a bound is not kept, where the exit code or the findings are not those expected, and
where the process is ended by a signal. Seconds are those of the processors, all threads together,
so that other work on the machine changes them little; `ulimit -t` ends a run behind its bound, and
the clock one that waits. `ulimit -v` stands 4 GB above the bound of memory, since the allocator
reserves more than it uses.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RULES = """
[channel.marketing]
paths = ["ads/**"]
[promise.data]
summary  = "Data without limit, at full speed."
claims   = { en = ["unlimited data"] }
breaches = { en = ["throttled"] }
"""
AD = "Unlimited data for everyone."
BREACH = "The line is throttled after 30 GB."

CASES = {}


def case(seconds, megabytes, findings=1, code=1, told=""):
    """Takes a function that gives the files of a case; all of them lie beside an ad."""

    def add(make):
        name = make.__name__.replace("_", "-")
        CASES[name] = (make, seconds, megabytes, findings, code, told)
        return make

    return add


@case(60, 1500)
def list_items_nested_a_hundred_thousand_deep_in_html():
    return {"a.html": "<ul><li>item" * 100_000 + f"<p>{BREACH}</p>"}


@case(60, 1500)
def list_items_nested_a_hundred_thousand_deep_in_markdown():
    return {"a.md": "- " * 100_000 + BREACH}


@case(60, 1500)
def quotations_nested_a_hundred_thousand_deep_in_markdown():
    return {"a.md": "> " * 100_000 + BREACH}


@case(60, 1500)
def environments_nested_a_hundred_thousand_deep_in_latex():
    return {"a.tex": "\\begin{document}" + "\\begin{itemize}\\item " * 100_000 + BREACH}


@case(60, 1500)
def items_nested_a_thousand_deep_by_indentation():
    marks = {"a.md": "-", "a.org": "-", "a.rst": "-"}
    line = "{}{} item\n\n"
    return {
        name: "".join(line.format("  " * depth, mark) for depth in range(1000)) + f"\n\n{BREACH}\n"
        for name, mark in marks.items()
    }, 3


@case(60, 1500)
def elements_nested_a_hundred_thousand_deep_in_mdx():
    return {"a.mdx": "<Card>\n" * 100_000 + f"\n{BREACH}\n"}


@case(60, 1500, findings=0, code=2, told="nested too deep")
def data_nested_a_hundred_thousand_deep():
    return {"a.json": "[" * 100_000 + '"text"' + "]" * 100_000}


def cells(row, breach):
    return row * 199_999 + breach


@case(180, 3000)
def a_table_of_a_million_cells_in_markdown():
    head = "| a | b | c | d | e |\n| - | - | - | - | - |\n"
    return {"a.md": head + cells("| x | y z | 5 GB | $3 | v |\n", f"| {BREACH} | | | | |\n")}


@case(180, 3000)
def a_table_of_a_million_cells_in_html():
    row = "<tr><td>x<td>y z<td>5 GB<td>$3<td>v</tr>\n"
    return {"a.html": "<table>" + cells(row, f"<tr><td>{BREACH}</tr>") + "</table>"}


@case(180, 3000)
def a_table_of_a_million_cells_in_csv():
    return {"a.csv": "a,b,c,d,e\n" + "x,y z,5 GB,$3,v\n" * 199_990 + f"{BREACH},,,,\n"}


@case(60, 1500, findings=0, code=2, told="1000000 cells")
def a_table_of_more_than_a_million_cells():
    return {"a.csv": "a,b,c,d,e\n" + "x,y z,5 GB,$3,v\n" * 200_001}


@case(120, 2500)
def a_million_footnotes():
    marks = "".join(f"word[^{note}] " for note in range(1_000_000))
    notes = "".join(f"[^{note}]: A note.\n" for note in range(1_000_000))
    return {"a.md": f"{marks}\n\n{notes}\n\n{BREACH}\n"}


@case(60, 1500, findings=20_000)
def a_footnote_of_many_statements_and_many_marks():
    marks = "A line[^1] and more. " * 20_000
    return {"a.md": f"{marks}\n\n[^1]: " + (BREACH + " ") * 20_000}


@case(60, 1500, findings=0, code=0)
def many_claims_with_many_footnotes():
    claims = "".join(f"Unlimited data[^{note}] and more. " for note in range(20_000))
    notes = "".join(f"[^{note}]: It is fast at home.\n\n" for note in range(20_000))
    return {"a.md": f"{claims}\n\n{notes}"}


@case(400, 8000, findings=1_000_000)
def a_million_statements_of_one_promise():
    return {f"a{file}.md": (BREACH + "\n\n") * 100_000 for file in range(10)}


@case(240, 6000, findings=1)
def a_million_claims_of_one_promise():
    files = {f"a{file}.md": (AD + "\n\n") * 100_000 for file in range(10)}
    return files | {"b.md": BREACH}


PATHOLOGICAL = ["... ... ... word*", "word ... ... ... word*", "(a|b|word) ... (a|b|word) ... z*"]


@case(120, 1500)
def phrases_of_many_gaps_over_a_text_without_an_end():
    phrases = ", ".join(f"'{phrase}'" for phrase in PATHOLOGICAL)
    rules = RULES + f"[promise.x]\nbreaches.y = {{ en = [{phrases}] }}\nclaims.en = ['never said']\n"
    return {"pledgelint.toml": rules, "a.txt": "a word b and " * 50_000 + f"\n\n{BREACH}"}


@case(60, 2500)
def a_hundred_thousand_phrases():
    lines = [RULES]
    for promise in range(1000):
        made = [f"'thing{promise} (of|for) kind{phrase} ...'" for phrase in range(100)]
        made = [phrase.replace(" ...'", " plan'") for phrase in made]
        lines.append(f"[promise.p{promise}]\nclaims.en = [{', '.join(made)}]")
    text = "\n\n".join(f"A thing{at % 1000} of kind{at % 100} plan." for at in range(20_000))
    return {"pledgelint.toml": "\n".join(lines), "a.md": f"{text}\n\n{BREACH}"}


@case(30, 1000, findings=0, code=2, told="too large")
def a_regular_expression_that_grows_without_bound():
    rules = RULES + "[promise.x]\nclaims = { en = ['/data(x{1000}){1000}/'] }\n"
    return {"pledgelint.toml": rules}


@case(60, 1000)
def a_regular_expression_that_would_go_back():
    rules = RULES + "[promise.x]\nbreaches = { en = ['/data(a|a|aa)*end/'] }\n"
    return {"pledgelint.toml": rules, "a.txt": "data" + "a" * 5_000_000 + f"\n\n{BREACH}"}


@case(30, 1000, findings=0, code=2, told="mistake")
def rules_nested_a_hundred_thousand_deep():
    return {"pledgelint.toml": RULES + "x = " + "[" * 100_000 + "]" * 100_000}


@case(60, 1500)
def a_line_of_thirty_megabytes():
    return {"a.txt": "x" * (30 << 20), "b.txt": BREACH}


@case(60, 1500)
def ten_megabytes_of_characters_that_no_eye_sees():
    return {"a.txt": "The line is thrott" + "\u200b" * 3_000_000 + "led."}


@case(60, 1500)
def three_million_marks_on_one_letter():
    return {"a.txt": "a" + "\u0301\u0323" * 1_500_000 + f"\n\n{BREACH}"}


@case(120, 1500, findings=6)
def openings_that_never_close_in_markdown():
    openings = ["[", "*a **b ", "`" , "<a ", "![", "<!-- "]
    return {
        f"a{at}.md": f"{BREACH}\n\n" + opening * 200_000 for at, opening in enumerate(openings)
    }


@case(120, 1500)
def code_marks_of_growing_length():
    marks = "".join("e" + "`" * length for length in range(3000))
    return {"a.md": f"{BREACH}\n\n{marks}"}


@case(120, 1500, findings=3)
def tags_and_attributes_without_end_in_html():
    attributes = " ".join(f"a{at}='{at}'" for at in range(200_000))
    return {
        "a.html": f"<p>{BREACH}</p><a {attributes}>",
        "b.html": f"<p>{BREACH}</p>" + "<a href='" * 200_000,
        "c.html": f"<p>{BREACH}</p>" + "&#x41;&amp;&" * 1_000_000,
    }


@case(120, 2500)
def a_hundred_thousand_headings_that_could_be_plans():
    rules = RULES.replace("[channel", "packs = ['telecom']\n[channel")
    plans = "".join(f"## Plan {at} Max\n\nIt has {at} GB.\n\n" for at in range(100_000))
    return {"pledgelint.toml": rules, "a.md": f"{BREACH}\n\n{plans}"}


@case(120, 2500)
def a_hundred_thousand_directives():
    line = "<!-- pledgelint-disable-next data reason=\"r{}\" -->\n\nGood morning.\n\n"
    return {"a.md": f"{BREACH}\n\n" + "".join(map(line.format, range(100_000)))}, None


@case(120, 2500)
def twenty_thousand_files():
    files = {f"d{at % 100}/f{at}.md": "Good morning." for at in range(20_000)}
    return files | {"z.md": BREACH}


def limit(seconds, megabytes):
    """Ends a process that takes much more than it may."""
    size = (megabytes + 4096) << 20

    def set_limits():
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return set_limits


def run(binary, name):
    """Runs one case; gives what is wrong with it, or nothing, and the seconds and megabytes."""
    make, seconds, megabytes, findings, code, told = CASES[name]
    files = make()
    if isinstance(files, tuple):
        files, findings = files
    with tempfile.TemporaryDirectory() as folder:
        for path, text in ({"pledgelint.toml": RULES, "ads/ad.md": AD} | files).items():
            path = Path(folder, path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        report = Path(folder, "report.out")
        with report.open("w") as out:
            process = subprocess.Popen(
                [binary, "check", "--quiet", "--format", "concise"],
                cwd=folder, stdout=out, stderr=subprocess.STDOUT, preexec_fn=limit(seconds, megabytes),
            )
            timer = time.monotonic() + 5 * seconds + 30
            while True:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                if time.monotonic() > timer:
                    process.kill()
                    os.wait4(process.pid, 0)
                    return f"no end after {5 * seconds + 30} s by the clock", seconds, 0
                time.sleep(0.01)
        process.returncode = os.waitstatus_to_exitcode(status)
        taken, used = usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024
        text = report.read_text(encoding="utf-8", errors="replace")
    found = text.count(": error: data contradicted: ")
    wrong = []
    if process.returncode != code:
        wrong.append(f"exit code {process.returncode}, not {code}: {text[-300:]}")
    if findings is not None and found != findings:
        wrong.append(f"{found} findings, not {findings}: {text[:300]}")
    if told not in text:
        wrong.append(f"{told!r} is not told: {text[:300]}")
    if taken > seconds:
        wrong.append(f"took {taken:.1f} s, more than {seconds}")
    if used > megabytes:
        wrong.append(f"took {used} MB, more than {megabytes}")
    return "; ".join(wrong), taken, used


def main():
    os.environ["PLEDGELINT_NO_CACHE"] = "true"
    binary = str(Path(sys.argv[1]).resolve())
    wanted = sys.argv[2:] or list(CASES)
    failed = 0
    print("| input | seconds | bound | MB | bound |\n| --- | --- | --- | --- | --- |")
    for name in wanted:
        wrong, seconds, megabytes = run(binary, name)
        _, most_seconds, most_megabytes, *_ = CASES[name]
        words = name.replace("-", " ")
        print(f"| {words} | {seconds:.1f} | {most_seconds} | {megabytes} | {most_megabytes} |", flush=True)
        if wrong:
            failed += 1
            print(f"{name}: {wrong}", file=sys.stderr, flush=True)
    if failed:
        sys.exit(f"{failed} of {len(wanted)} inputs fail")
    print(f"\n{len(wanted)} inputs, all within their bounds")


main()
