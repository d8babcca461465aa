"""Times the whole process on a rules file of 5,000 phrases in three languages and no content.

Fails above 15 ms, or above eight times a rules file of one phrase where the machine is slower.
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = {
    "en": "plan data speed limit free return delivery support line month price charge network "
    "device account change cancel order product trial".split(),
    "vi": "gói dữ liệu tốc độ giới hạn miễn phí đổi trả giao hàng hỗ trợ đường dây tháng giá cước "
    "mạng thiết bị tài khoản hủy đơn sản phẩm thử".split(),
    "zh": "套餐 流量 速度 限制 免费 退货 配送 客服 线路 每月 价格 收费 网络 设备 账户 更改 取消 订单".split(),
}
SYLLABLES = "ba co du fe gi ho ja ku lo mi na po ra su te vo wi".split()


def phrases(language: str, numbers: range) -> str:
    """Different phrases of the common shapes, one for each number."""
    made = []
    for number in numbers:
        one, two, three = random.sample(WORDS[language], 3)
        if language == "zh":
            mark = chr(0x4E00 + number)
            made.append(random.choice([f"{one}{two}{three}{mark}", f"({one}|{two})...{three}{mark}"]))
        else:
            rest, mark = number, ""
            for _ in range(4):
                rest, syllable = divmod(rest, len(SYLLABLES))
                mark += SYLLABLES[syllable]
            made.append(
                random.choice(
                    [f"{one} {two} {mark}", f"({one}|{two}) ... {mark} {three}", f"{mark}* {one}"]
                )
            )
    return ", ".join(f'"{phrase}"' for phrase in made)


def rules(promises: int) -> str:
    """A rules file of 50 phrases a promise: half English, a quarter each of the others."""
    random.seed(7)
    lines = []
    for at in range(promises):
        lines.append(f'[promise.p{at}]\nsummary = "Promise {at}."')
        tables = ["claims", "breaches.slowed"]
        for half, table in enumerate(tables):
            start = (at * 2 + half) * 13
            lines.append(f"[promise.p{at}.{table}]")
            for language, count in [("en", 13), ("vi", 6), ("zh", 6)]:
                lines.append(f"{language} = [{phrases(language, range(start, start + count))}]")
    return "\n".join(lines) + "\n"


def milliseconds(binary: str, text: str) -> float:
    """The median of nine runs."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pledgelint.toml").write_text(text, encoding="utf-8")
        times = []
        for _ in range(9):
            start = time.perf_counter()
            done = subprocess.run([binary, "check"], cwd=folder, capture_output=True, check=False)
            times.append((time.perf_counter() - start) * 1000)
            if b"no file matched" not in done.stderr:
                sys.exit(done.stderr.decode())
        return statistics.median(times)


def main() -> None:
    binary = str(Path(sys.argv[1]).resolve())
    one = milliseconds(binary, '[promise.p]\nclaims.en = ["unlimited data"]\n')
    many = milliseconds(binary, rules(100))
    print(f"5,000 phrases: {many:.1f} ms; one phrase: {one:.1f} ms; {many / one:.1f} times")
    if many > max(15, 8 * one):
        sys.exit("loading 5,000 phrases takes too long")


main()
