"""Draws cells, teaches the network and writes its weights: teach.py WEIGHTS [--lines N] [--ocr-b FOLDER]"""

import argparse
import time

import jax
import jax.numpy as jnp
import numpy as np

import cells
import network

SEED = 20261130
BATCH = 256


def told(answers, wanted):
    best = answers.argmax(1)
    return (best == wanted).mean()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("weights")
    arguments.add_argument("--lines", type=int, default=7000)
    arguments.add_argument("--rounds", type=int, default=16)
    arguments.add_argument("--ocr-b")
    given = arguments.parse_args()
    faces = cells.Faces(given.ocr_b)
    begin = time.time()
    tiles, wanted = cells.cells(SEED, given.lines, faces)
    print(len(tiles), "cells drawn in", round(time.time() - begin), "s", flush=True)
    x = network.spread(tiles)[..., None]
    layers = network.begun(SEED)
    moments = tuple(jax.tree.map(jnp.zeros_like, layers) for _ in range(2))
    noise = np.random.default_rng(SEED)
    steps, number = given.rounds * (len(x) // BATCH), 0
    for at in range(given.rounds):
        order, losses = noise.permutation(len(x)), []
        for some in range(len(x) // BATCH):
            number += 1
            rate = 2e-3 * (0.5 + 0.5 * np.cos(np.pi * number / steps)) + 1e-5
            chosen = order[some * BATCH:][:BATCH]
            batch = jnp.asarray(x[chosen], jnp.float32) / 255
            layers, moments, value = network.step(layers, moments, batch, wanted[chosen], rate, float(number))
            losses.append(value)
        print(at, float(np.mean(losses)), round(time.time() - begin), flush=True)
    written = network.quantised(layers)
    with open(given.weights, "wb") as file:
        file.write(network.packed(written))
    kinds = [("all", False, None), ("sharp", True, None), ("OCR-B, sharp", True, (faces.near[0], True))]
    for name, sharp, only in kinds:
        tiles, wanted = cells.cells(SEED + 1, 600, faces, sharp, only)
        answers = network.in_integers(written, tiles)
        digits, best, ahead = wanted < cells.NOTHING, answers.argmax(1), np.sort(answers, 1)
        ahead = ahead[:, -1] - ahead[:, -2]
        wrong = (best != wanted) & (best < cells.NOTHING)
        print(name, "digits told", told(answers[digits], wanted[digits]), "nothing told",
              told(answers[~digits], wanted[~digits]))
        for by in range(4):
            sure = ahead > 256 * by
            print("  ahead by", by, "nats: wrongly", int((wrong & sure).sum()), "rightly, of all digits",
                  round(float((digits & (best == wanted) & sure).sum() / digits.sum()), 4))
    probe = np.array([[(i * i * 3 + j * 29 + i * j * 11) % 256 for i in range(16)] for j in range(24)], np.uint8)
    print("probe", network.in_integers(written, probe[None])[0].tolist())


if __name__ == "__main__":
    main()
