"""Draws the training losses of several runs into one SVG: loss_curves.py OUT.svg NAME=runs/x/metrics.jsonl …; prints the mean of the last 20 steps of each."""
import json
import sys

WIDTH, HEIGHT, LEFT, BOTTOM = 720, 360, 60, 40
COLOURS = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd"]


def read(file):
    lines = [json.loads(line) for line in open(file)]
    return [(line["step"], line["loss"]) for line in lines if "loss" in line]


def main():
    out, runs = sys.argv[1], [argument.split("=", 1) for argument in sys.argv[2:]]
    curves = {name: read(file) for name, file in runs}
    last = max(step for curve in curves.values() for step, _ in curve)
    losses = [loss for curve in curves.values() for _, loss in curve]
    low, high = min(losses), max(losses)
    x = lambda step: LEFT + (WIDTH - LEFT - 10) * step / last
    y = lambda loss: 10 + (HEIGHT - BOTTOM - 10) * (high - loss) / (high - low)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for i in range(6):
        loss = low + (high - low) * i / 5
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - 10}" y1="{y(loss):.1f}" y2="{y(loss):.1f}" stroke="#ddd"/><text x="{LEFT - 8}" y="{y(loss) + 4:.1f}" text-anchor="end">{loss:.2f}</text>')
    for i in range(5):
        step = last * i // 4
        parts.append(f'<text x="{x(step):.1f}" y="{HEIGHT - 18}" text-anchor="middle">{step}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH) / 2}" y="{HEIGHT - 4}" text-anchor="middle">step</text>')
    for (name, curve), colour in zip(curves.items(), COLOURS):
        points = " ".join(f"{x(step):.1f},{y(loss):.1f}" for step, loss in curve)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-opacity="0.8"/>')
    for i, (name, colour) in enumerate(zip(curves, COLOURS)):
        parts.append(f'<text x="{WIDTH - 20}" y="{30 + 18 * i}" text-anchor="end" fill="{colour}">{name}</text>')
    open(out, "w").write("\n".join(parts + ["</svg>"]) + "\n")
    for name, curve in curves.items():
        tail = [loss for _, loss in curve[-20:]]
        print(f"{name}: {sum(tail) / len(tail):.4f}")


main()
