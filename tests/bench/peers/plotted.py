"""matplotlib: a picture of five areas on five levels, as PNG and as SVG. Prints milliseconds of processor time."""

import io
import json
import sys
import time
from statistics import median

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt

PICTURES = 9
AREAS = ("Open data", "Data ecosystems", "Data analytics", "Decisions with data", "Participation and digital services")


def draw(number: int, form: str) -> bytes:
    figure, axes = plt.subplots(figsize=(10, 5.6), dpi=120)
    levels = [1 + (number + area) % 5 for area in range(len(AREAS))]
    for area, level in enumerate(levels):
        axes.barh(
            [area] * 5, [0.9] * 5, left=range(5), color=["#1d5c8a" if step < level else "#dfe6ec" for step in range(5)]
        )
        axes.text(5.1, area, f"{level} · Intermediate", va="center")
    axes.set_yticks(range(len(AREAS)), AREAS)
    axes.set_title(f"Picture {number}")
    axes.set_axis_off()
    buffer = io.BytesIO()
    figure.savefig(buffer, format=form)
    plt.close(figure)
    return buffer.getvalue()


def milliseconds(form: str) -> float:
    spent = []
    for number in range(PICTURES):
        before = time.process_time()
        draw(number, form)
        spent.append((time.process_time() - before) * 1000)
    return median(spent)


if __name__ == "__main__":
    sys.stdout.write(json.dumps({form: milliseconds(form) for form in ("png", "svg")}))
