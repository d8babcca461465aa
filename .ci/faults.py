"""Real faults under the binary: nothing is lost, nothing is half, and the exit code is honest.

    python3 .ci/faults.py target/release/pledgelint [CASE …]

Needs Linux, root (for mounts), `mkfs.ext4` and `debugfs`. A case that cannot be made here fails;
none is passed over.
"""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

RULES = """
[promise.data]
claims   = { en = ["unlimited data"] }
breaches = { en = ["throttled"] }
[promise.refund.value]
is    = "at least 30 days"
topic = { en = ["refund*"] }
"""
AD = "Unlimited data for everyone.\n"
BREACH = "The line is throttled.\n"
# By the clock, on a machine that does other work.
LONGEST = 300

# Only the cases of the cache have one.
os.environ["PLEDGELINT_NO_CACHE"] = "true"
BINARY = str(Path(sys.argv[1]).resolve())
CASES = {}


def case(make):
    CASES[make.__name__.replace("_", "-")] = make
    return make


def fill(folder, files):
    for path, text in ({"pledgelint.toml": RULES, "ad.md": AD} | files).items():
        path = Path(folder, path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@contextmanager
def content(files):
    with tempfile.TemporaryDirectory() as folder:
        fill(folder, files)
        yield Path(folder)


def run(folder, *args, limits=(), **more):
    """Exit code and all that is printed."""

    def limit():
        for which, most in limits:
            resource.setrlimit(which, (most, most))

    done = subprocess.run(
        [BINARY, *args], cwd=folder, capture_output=True, timeout=LONGEST, preexec_fn=limit, **more
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def expect(holds, told):
    if not holds:
        raise AssertionError(told)


@contextmanager
def mounted(*options):
    """A folder that another file system is mounted on."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", *options, folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def tmpfs(kilobytes):
    return mounted("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs")


def fill_disk(folder):
    """Leaves no byte free."""
    with open(folder / "filler", "wb", buffering=0) as filler:
        try:
            while True:
                filler.write(b"x" * 4096)
        except OSError:
            pass


@case
def a_report_on_a_full_disk_is_an_error():
    with content({"b.md": BREACH * 2000}) as folder, tmpfs(1024) as disk:
        report = disk / "report.json"
        code, told = run(folder, "check", "--output", f"json={report}")
        expect(code == 2 and "cannot write" in told and "report.json" in told, (code, told[-300:]))
        # Room for it, and the same run is whole.
        whole = folder / "report.json"
        code, told = run(folder, "check", "--output", f"json={whole}")
        expect(code == 1 and whole.stat().st_size > 1 << 20, (code, told[-300:]))
        json.loads(whole.read_text())


@case
def standard_output_on_a_full_disk_is_an_error():
    with content({"b.md": BREACH}) as folder, open("/dev/full", "wb") as full:
        for args in (["check"], ["check", "--format", "json"], ["facts"], ["blocks"]):
            done = subprocess.run([BINARY, *args], cwd=folder, stdout=full, stderr=subprocess.PIPE)
            told = done.stderr.decode()
            expect(done.returncode == 2 and "no space" in told.lower(), (args, done.returncode, told))


@case
def a_baseline_on_a_full_disk_stays_as_it_was():
    with tmpfs(1024) as disk:
        fill(disk, {"b.md": BREACH})
        code, told = run(disk, "baseline")
        expect(code == 0, told)
        before = (disk / "pledgelint-baseline.json").read_bytes()
        (disk / "b.md").write_text("".join(f"Line {at} is throttled.\n\n" for at in range(500)))
        fill_disk(disk)
        code, told = run(disk, "baseline")
        expect(code == 2 and "cannot write" in told, (code, told))
        expect((disk / "pledgelint-baseline.json").read_bytes() == before, "it was changed")
        left = [path.name for path in disk.iterdir() if "tmp" in path.name]
        expect(not left, f"{left} is left behind")


WRONG = "Refunds are given within 14 days.\n\n"


@case
def a_fix_on_a_full_disk_leaves_the_file_as_it_was():
    with tmpfs(1024) as disk:
        fill(disk, {"b.md": WRONG * 2000})
        before = (disk / "b.md").read_bytes()
        fill_disk(disk)
        code, told = run(disk, "check", "--fix", "--format", "concise")
        expect(code == 2 and "cannot write" in told, (code, told[-300:]))
        expect((disk / "b.md").read_bytes() == before, "it was changed")
        (disk / "filler").unlink()
        code, told = run(disk, "check", "--fix", "--format", "concise")
        expect(code == 0, (code, told[-300:]))
        expect((disk / "b.md").read_bytes() == before.replace(b"14", b"30"), "it was not mended")


def killed(folder, args, target, allowed, again=None):
    """Kills a run as soon as it writes beside `target`, over and over; every time the target must
    hold one of the contents that are allowed. Gives how often it was caught while writing."""
    caught = 0
    for attempt in range(20):
        if again is not None:
            target.write_bytes(again)
        process = subprocess.Popen(
            [BINARY, *args], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + LONGEST
        beside = f"{target.name}.{process.pid}.tmp"
        while process.poll() is None and time.monotonic() < end:
            if os.path.exists(target.with_name(beside)):
                time.sleep(random.random() * 0.005)
                break
            time.sleep(0.0005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        expect(target.read_bytes() in allowed, f"attempt {attempt}: half a file")
        for left in target.parent.glob("*.tmp"):
            caught += 1
            left.unlink()
    return caught


@case
def a_baseline_is_old_or_new_after_kill_9():
    with content({}) as folder:
        lines = "".join(f"Line {at} of all is throttled.\n\n" for at in range(5_000))
        (folder / "b.md").write_text(lines)
        code, told = run(folder, "baseline")
        expect(code == 0, told)
        target = folder / "pledgelint-baseline.json"
        new = target.read_bytes()
        old = b'{"version": 1, "entries": []}\n'
        target.write_bytes(old)
        caught = killed(folder, ["baseline", "--quiet"], target, {old, new})
        expect(caught > 0, "no run was caught while it wrote")
        return f"caught {caught} of 20 while writing"


@case
def a_fixed_file_is_old_or_new_after_kill_9():
    with content({}) as folder:
        target = folder / "b.md"
        old = (WRONG * 5_000).encode()
        target.write_bytes(old)
        new = old.replace(b"14", b"30")
        args = ["check", "--fix", "--quiet"]
        caught = killed(folder, args, target, {old, new}, again=old)
        expect(caught > 0, "no run was caught while it wrote")
        return f"caught {caught} of 20 while writing"


def cached(cache):
    """The environment of a run that keeps its cache in a folder."""
    rest = {name: value for name, value in os.environ.items() if name != "PLEDGELINT_NO_CACHE"}
    return rest | {"PLEDGELINT_CACHE_DIR": str(cache)}


@case
def a_cache_is_whole_or_none_after_kill_9():
    files = {f"f{at}.md": f"Line {at} is throttled.\n\n" * 100 for at in range(60)}
    with content(files) as folder, tempfile.TemporaryDirectory() as cache:
        env = cached(cache)
        args = ["check", "--format", "json"]
        code, plain = run(folder, *args)
        expect(code == 1 and json.loads(plain)["summary"]["errors"] == 6_000, (code, plain[:300]))
        caught = 0
        for attempt in range(20):
            (folder / "f0.md").write_text(files["f0.md"] + "Good morning.\n" * attempt)
            process = subprocess.Popen(
                [BINARY, *args], cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            while process.poll() is None and not list(Path(cache).glob(".half-*")):
                time.sleep(0.0002)
            time.sleep(random.random() * 0.003)
            process.send_signal(signal.SIGKILL)
            process.wait()
            caught += len(list(Path(cache).glob(".half-*")))
            for left in Path(cache).glob(".half-*"):
                left.unlink()
            found, whole = run(folder, *args, env=env), run(folder, *args)
            expect(found == whole, f"attempt {attempt}: another report")
        expect(caught > 0, "no run was caught while it wrote")
        return f"caught {caught} of 20 while writing"


@case
def a_cache_on_a_full_disk_changes_nothing():
    files = {f"f{at}.md": f"Line {at} is throttled.\n\n" * 100 for at in range(30)}
    with content(files) as folder, tmpfs(1024) as disk:
        plain = run(folder, "check", "--format", "json")
        fill_disk(disk)
        for _ in range(2):
            found = run(folder, "check", "--format", "json", env=cached(disk / "kept"))
            expect(found == plain, found[1][-300:])
            found = run(folder, "check", "--format", "json", env=cached(disk))
            expect(found == plain, found[1][-300:])
        left = [path.name for path in disk.iterdir() if path.name not in ("filler", "kept")]
        expect(not left, f"{left} is left behind")


@case
def a_cache_in_a_folder_that_is_only_read_is_used_and_not_written():
    with content({"b.md": BREACH}) as folder, tempfile.TemporaryDirectory() as cache:
        env = cached(cache)
        plain = run(folder, "check", "--format", "json")
        expect(run(folder, "check", "--format", "json", env=env) == plain, "another report")
        before = {path.name: path.read_bytes() for path in Path(cache).iterdir()}
        subprocess.run(["mount", "--bind", cache, cache], check=True)
        try:
            subprocess.run(["mount", "-o", "remount,ro,bind", cache], check=True)
            (folder / "b.md").write_text(BREACH * 2)
            found = run(folder, "check", "--format", "json", env=env)
            expect(found == run(folder, "check", "--format", "json"), found[1][-300:])
        finally:
            subprocess.run(["umount", cache], check=True)
        after = {path.name: path.read_bytes() for path in Path(cache).iterdir()}
        expect(before == after and len(after) == 1, list(after))


@case
def files_that_change_while_they_are_read_are_not_kept_as_they_were():
    texts = [BREACH * 300, "Good morning.\n" * 300, BREACH]
    with content({f"f{at}.md": texts[0] for at in range(8)}) as folder:
        with tempfile.TemporaryDirectory() as cache:
            env = cached(cache)
            for attempt in range(20):
                process = subprocess.Popen(
                    [BINARY, "check", "--format", "json"], cwd=folder, env=env, stdout=subprocess.DEVNULL
                )
                chosen = random.Random(attempt)
                while process.poll() is None:
                    # Texts of one length in turn: nothing but the time and the content tells them apart.
                    text = chosen.choice(texts)
                    (folder / f"f{chosen.randrange(8)}.md").write_text(text.ljust(8_000))
                found, whole = (run(folder, "check", "--format", "json", env=of) for of in (env, None))
                expect(found == whole, f"attempt {attempt}: another report")


@case
def a_read_error_in_the_middle_of_a_file_is_told():
    with tempfile.TemporaryDirectory() as place:
        image = Path(place, "image")
        with open(image, "wb") as disk:
            disk.truncate(16 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-b", "4096", "-O", "^has_journal", image], check=True)
        text = (AD + "\n") * 100_000
        with mounted("-o", "loop", str(image)) as disk:
            fill(disk, {"b.md": BREACH, "long.md": text})
        asked = ["debugfs", "-R", "bmap /long.md 300", str(image)]
        block = int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
        expect(block > 0, "the file has no such block")
        with mounted("-o", "loop,ro", str(image)) as disk:
            # What lies behind is gone from the device while it is mounted.
            os.truncate(image, block * 4096)
            start = (disk / "long.md").open("rb").read(4096)
            expect(start == text.encode()[:4096], "its beginning can be read")
            code, told = run(disk, "check", "--format", "concise")
        expect(code == 2, (code, told[-300:]))
        expect("long.md: error: cannot be read: input/output error" in told, told[-300:])
        expect("b.md:1:13: error: data contradicted" in told, told[-300:])


@case
def files_that_change_while_they_are_read_are_one_content_or_a_problem():
    texts = [BREACH * 3000, "Good morning.\n" * 40_000, "", BREACH]
    with content({f"f{at}.md": texts[0] for at in range(8)}) as folder:
        ended = threading.Event()

        def write():
            chosen = random.Random(1)
            while not ended.is_set():
                path = folder / f"f{chosen.randrange(8)}.md"
                match chosen.randrange(4):
                    case 0:
                        path.write_text(chosen.choice(texts))
                    case 1:
                        with path.open("a") as file:
                            file.write(BREACH * 100)
                    case 2:
                        os.truncate(path, chosen.randrange(50_000))
                    case 3:
                        path.unlink(missing_ok=True)
                        path.write_text(BREACH)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            codes = {}
            for _ in range(30):
                code, told = run(folder, "check", "--format", "json")
                codes[code] = codes.get(code, 0) + 1
                expect(code in (0, 1, 2), (code, told[-300:]))
                report = json.loads(told)
                summary, problems = report["summary"], report["problems"]
                expect((code == 2) == bool(problems), (code, problems))
                expect((code == 1) == (not problems and summary["errors"] > 0), (code, summary))
                expect(summary["failed"] == len(problems), summary)
                for finding in report["findings"]:
                    expect(finding["primary"]["text"] == "throttled", finding["primary"])
        finally:
            ended.set()
            writer.join()
        return f"exit codes {codes}"


@case
def a_device_without_an_end_is_refused():
    with content({}) as folder:
        begun = time.monotonic()
        limits = [(resource.RLIMIT_AS, 4 << 30)]
        code, told = run(folder, "check", "--format", "concise", "/dev/zero", limits=limits)
        expect(code == 2 and "too large" in told, (code, told))
        expect(time.monotonic() - begun < LONGEST / 5, "it took long")


def many_files(count):
    files = {f"d{at % 50}/f{at}.md": f"Line {at} is throttled.\n" for at in range(count)}
    return content(files)


@case
def few_open_files_suffice_for_ten_thousand():
    with many_files(10_000) as folder:
        code, whole = run(folder, "check", "--format", "json")
        expect(code == 1 and json.loads(whole)["summary"]["errors"] == 10_000, (code, whole[:300]))
        for most in (10_000, 64, 32):
            limits = [(resource.RLIMIT_NOFILE, most)]
            found = run(folder, "check", "--format", "json", limits=limits)
            expect(found == (code, whole), (most, found[0], found[1][:300]))


@case
def too_few_open_files_are_never_a_clean_run():
    with many_files(200) as folder:
        codes = []
        for most in range(3, 16):
            limits = [(resource.RLIMIT_NOFILE, most)]
            code, told = run(folder, "check", "--format", "concise", "--fail-on", "error", limits=limits)
            whole = told.count(": error: data contradicted") == 200
            expect(code == (1 if whole else 2) or code in (3, 127), (most, code, told[-300:]))
            codes.append(code)
        return f"exit codes {codes} with 3 to 15 open files"


@case
def too_little_memory_is_never_a_clean_run():
    with content({"b.md": (BREACH + "\n") * 20_000}) as folder:
        codes = []
        for megabytes in (64, 128, 256, 512):
            limits = [(resource.RLIMIT_AS, megabytes << 20), (resource.RLIMIT_CORE, 0)]
            code, told = run(folder, "check", "--format", "concise", limits=limits)
            expect(code != 0, (megabytes, told[-300:]))
            expect(code != 1 or told.count("contradicted") >= 20_000, (megabytes, code))
            codes.append(code)
        return f"exit codes {codes}"


@case
def threads_in_any_order_lose_nothing():
    files = {f"d{at % 7}/f{at}.md": BREACH * (1 + at * 37 % 20) for at in range(400)}
    with content(files) as folder:
        code, first = run(folder, "check", "--format", "json", "-j", "1")
        expect(code == 1, first[-300:])
        expected = sum(text.count("throttled") for text in files.values())
        expect(json.loads(first)["summary"]["errors"] == expected, first[:300])
        # Other work makes the threads end in another order each time.
        burners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(3)]
        try:
            for threads in (2, 3, 8, 64, 2, 3, 8, 64):
                found = run(folder, "check", "--format", "json", "-j", str(threads))
                expect(found == (code, first), f"{threads} threads give another report")
        finally:
            for burner in burners:
                burner.kill()
                burner.wait()


@case
def folders_that_vanish_while_they_are_walked_are_told_or_gone():
    for attempt in range(10):
        with many_files(500) as folder:
            process = subprocess.Popen(
                [BINARY, "check", "--format", "json"], cwd=folder,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )
            time.sleep(attempt * 0.004)
            for number in range(25):
                shutil.rmtree(folder / f"d{number}")
            out, told = process.communicate(timeout=LONGEST)
            expect(process.returncode in (1, 2), (process.returncode, told[-300:]))
            summary = json.loads(out)["summary"]
            expect((process.returncode == 2) == (summary["failed"] > 0), summary)
            expect(summary["errors"] >= 250, summary)


def main():
    wanted = sys.argv[2:] or list(CASES)
    failed = 0
    for name in wanted:
        begun = time.monotonic()
        try:
            told = CASES[name]()
        except Exception as error:  # noqa: BLE001: a case that cannot be made here fails, too
            failed += 1
            print(f"{name}: FAILED: {type(error).__name__}: {error}", flush=True)
            continue
        told = f": {told}" if told else ""
        print(f"{name} ({time.monotonic() - begun:.1f} s){told}", flush=True)
    if failed:
        sys.exit(f"{failed} of {len(wanted)} faults fail")
    print(f"{len(wanted)} faults, all as they should be")


main()
