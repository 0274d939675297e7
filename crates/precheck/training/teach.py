"""Teaches the network of directions and writes `direction.weights`.

    python -m venv .venv && .venv/bin/pip install jax==0.10.2 numpy pillow
    .venv/bin/python crates/precheck/training/teach.py OUT [pages] [minutes]

`README.md` beside this file says what it reached.
"""

import pathlib
import sys
import time

import jax
import jax.numpy as jnp
import numpy as np

import network
import pages

BATCH = 128


def taught(x, y, other_x, other_y, minutes, seed=1):
    rng = np.random.default_rng(seed)
    state, means = network.begun(seed)
    moments = tuple(jax.tree.map(jnp.zeros_like, state) for _ in range(2))
    started, number, done = time.time(), 0, 0.0
    total = 0.0
    while done < 1:
        done = min(1, (time.time() - started) / (minutes * 60))
        rate = 3e-3 * min(1, number / 100 + 0.01) * (0.5 * (1 + np.cos(np.pi * done)) + 0.005)
        pick = rng.integers(0, len(x), BATCH)
        # Every tile at all four turns: the network has no side that it prefers.
        turn = rng.integers(0, 4, BATCH)
        some = np.stack([np.rot90(x[at], -by) for at, by in zip(pick, turn)])
        label = np.where(y[pick] == pages.NOTHING, pages.NOTHING, (y[pick] + turn) % 4)
        gain, offset = rng.uniform(0.7, 1.1, (BATCH, 1, 1)), rng.uniform(-10, 40, (BATCH, 1, 1))
        some = np.clip(some * gain + offset + rng.normal(0, 3, some.shape), 0, 255)
        fed = network.of_tiles(some).astype(np.float32)[..., None] / 255
        number += 1
        state, means, moments, value = network.step(state, means, moments, fed, label, rate, number)
        total += float(value)
        if number % 100 == 0:
            print(f"{number} {time.time() - started:.0f} s, loss {total / 100:.3f}", flush=True)
            total = 0.0
        if number % 500 == 0:
            written = network.quantised(network.folded(state, means))
            print(f"  right of others: {rightness(written, other_x, other_y)}", flush=True)
    return network.folded(state, means)


def rightness(written, x, y):
    """Shares told rightly: of print, of what is nothing."""
    answers = [network.in_integers(written, x[at:at + 64]) for at in range(0, len(x), 64)]
    answers = np.concatenate(answers).argmax(-1)
    is_print = y != pages.NOTHING
    return [round(float((answers == y)[which].mean()), 3) for which in (is_print, ~is_print)]


def main():
    out = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2300
    minutes = float(sys.argv[3]) if len(sys.argv) > 3 else 30
    words = pages.Words(pathlib.Path(__file__).resolve().parents[3])
    x, y = pages.many(0, count, words)
    other_x, other_y = pages.many(1_000_000, 80, words)
    written = network.quantised(taught(x, y, other_x, other_y, minutes))
    print(f"in integers: {rightness(written, other_x, other_y)}")
    out.write_bytes(network.packed(written))


if __name__ == "__main__":
    main()
