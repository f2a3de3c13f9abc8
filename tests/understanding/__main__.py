"""Prints how well typed words are understood, by language and label: `make understanding`."""

import sys
from collections import defaultdict
from time import perf_counter

from tests.understanding.corpus import LANGUAGES, PARTS, context, fits, got, lines, recorded


def report(language: str, part: str, show: bool) -> str:
    """One table: right of all for each label, and the lines that are not."""
    where = context(language)
    right: defaultdict[str, int] = defaultdict(int)
    total: defaultdict[str, int] = defaultdict(int)
    wrong, misread, unasked, asked = [], 0, 0, 0
    for line in lines(language, part):
        came = got(line.text, where)
        good = fits(line.wanted, came)
        total[line.wanted] += 1
        right[line.wanted] += good
        asked += line.wanted.startswith("ask ")
        if not good:
            wrong.append(f"    {line.wanted} -> {came}: {line.text}")
            misread += recorded(came) and not line.wanted.startswith("ask ")
            unasked += recorded(came) and line.wanted.startswith("ask ")
    rows = [f"  {each:12} {right[each]:3} of {total[each]:3}" for each in total]
    everything = sum(total.values())
    clear = [each for each in total if not each.startswith(("ask", "note", "chat"))]
    share = sum(right[each] for each in clear) / sum(total[each] for each in clear)
    head = (
        f"{language}, {part}: {sum(right.values())} of {everything} right; clear ones {share:.1%}; "
        f"recorded but not meant {misread / everything:.1%}; recorded instead of asked back {unasked / asked:.1%}"
    )
    return "\n".join([head, *rows, *(wrong if show else [])])


def speed() -> str:
    everything = [each for language in LANGUAGES for part in PARTS for each in lines(language, part)]
    texts = [(each.text, context(each.language)) for each in everything]
    for text, where in texts:
        got(text, where)
    taken = []
    for text, where in texts:
        begun = perf_counter()
        got(text, where)
        taken.append(perf_counter() - begun)
    taken.sort()
    return f"One message: {taken[len(taken) // 2] * 1e6:.0f} µs in the middle, {taken[-1] * 1e6:.0f} µs at most"


if __name__ == "__main__":
    for language in LANGUAGES:
        for part in PARTS:
            print(report(language, part, "--all" in sys.argv))  # noqa: T201 - a report
    print(speed())  # noqa: T201 - a report
