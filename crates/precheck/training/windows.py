"""Squares of pages and photographs as a phone sees them, all upright, for teaching which way print stands.

    python windows.py FOLDER

reads what `sources.py` gathered in the folder and writes `windows_*.npy` and `labels_*.npy` beside it. Everything
follows from seeds.
"""

import collections
import math
import pathlib
import random
import sys

import cv2
import numpy as np

import drawn
import sources

# A little more than the network takes, so that it can be moved about.
SIDE = 208
# The label of what has no direction; all else is upright (0).
NOTHING = 4


def texture(noise, rng):
    """Noise of all sizes, of standard deviation 1: cloth, wood, skin, a desk out of focus."""
    fy, fx = np.fft.fftfreq(SIDE)[:, None], np.fft.rfftfreq(SIDE)[None, :]
    stretch = rng.choice([1, 1, 4, 12])
    roughness = rng.uniform(0.6, 2.2)
    power = (fx ** 2 + (fy * stretch) ** 2 + 1e-4) ** (-roughness / 2)
    field = np.fft.irfft2(power * np.exp(2j * np.pi * noise.random(power.shape)), (SIDE, SIDE)).astype(np.float32)
    field -= field.mean()
    field /= field.std() + 1e-9
    return field if rng.random() < 0.5 else field.T


class Camera:
    """Takes squares of pictures: from a little aside, a little turned, in some light, through some lens."""

    def __init__(self, seed, grounds):
        self.rng, self.noise, self.grounds = random.Random(seed), np.random.default_rng(seed), grounds
        self.textures = [texture(self.noise, self.rng) for _ in range(60)]

    def ground(self):
        rng = self.rng
        if rng.random() < 0.5:
            ground = rng.choice(self.grounds)
            side = rng.randrange(120, min(ground.shape) + 1)
            y, x = rng.randrange(ground.shape[0] - side + 1), rng.randrange(ground.shape[1] - side + 1)
            part = cv2.resize(ground[y:y + side, x:x + side], (SIDE, SIDE), interpolation=cv2.INTER_AREA)
            return part.astype(np.float32) * rng.uniform(0.5, 1.1)
        level = rng.uniform(20, 255)
        field = np.rot90(self.textures[rng.randrange(len(self.textures))], rng.randrange(4))
        return field * level * rng.choice([0, 0.02, 0.05, 0.1, 0.2]) + level

    def square(self, picture, is_photograph):
        """A square of it, how much of each pixel is the picture's, and its side by the picture's shorter one."""
        rng = self.rng
        height, width = picture.shape
        short = min(height, width)
        if rng.random() < 0.4:
            side = short * rng.uniform(0.85, 1.08 if is_photograph else 1.3)
        else:
            side = short * math.exp(rng.uniform(math.log(0.28), math.log(0.85)))
        side = max(side, 120)
        which = rng.random()
        angle = rng.gauss(0, 2.5) if which < 0.78 else rng.uniform(-15, 15) if which < 0.92 else rng.uniform(-38, 38)

        def centre(length):
            if side >= length:
                return length / 2 + rng.uniform(-0.5, 0.5) * (side - length) * 0.8
            return rng.uniform(side / 2, length - side / 2)

        x, y = centre(width), centre(height)
        if rng.random() < 0.3:
            x, y = (width / 2 if rng.random() < 0.7 else x), (y if rng.random() < 0.5 else height / 2)
        scale = 1.0
        while side * scale / SIDE > 2:
            scale /= 2
        if scale < 1:
            size = (max(1, round(width * scale)), max(1, round(height * scale)))
            picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        stretch, shear = math.exp(rng.gauss(0, 0.06)), rng.gauss(0, 0.03)
        corners = []
        for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
            across, down = (u * stretch + shear * v) * side / 2, v / stretch * side / 2
            across += rng.gauss(0, 0.02) * side / 2
            down += rng.gauss(0, 0.02) * side / 2
            corners.append(((x + c * across - s * down) * scale, (y + s * across + c * down) * scale))
        onto = np.float32([(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE)])
        plan = cv2.getPerspectiveTransform(np.float32(corners), onto)
        kernel = cv2.INTER_LINEAR if rng.random() < 0.8 else cv2.INTER_CUBIC
        seen = cv2.warpPerspective(picture, plan, (SIDE, SIDE), flags=kernel, borderValue=255)
        cover = cv2.warpPerspective(np.full(picture.shape, 255, np.uint8), plan, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
        return seen, cover, side / short

    def lit(self, level):
        rng = self.rng
        y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE - 0.5
        turn = rng.uniform(0, 2 * math.pi)
        slope = x * math.cos(turn) + y * math.sin(turn)
        level = level * (1 + rng.uniform(0, 0.5) * slope)
        if rng.random() < 0.25:
            edge = rng.uniform(0.005, 0.15)
            away = slope - rng.uniform(-0.4, 0.4)
            if rng.random() < 0.5:
                other = turn + rng.uniform(0.8, 2.3)
                away = np.minimum(away, x * math.cos(other) + y * math.sin(other) - rng.uniform(-0.4, 0.4))
            level = level * (1 - rng.uniform(0.2, 0.7) / (1 + np.exp(-np.clip(away / edge, -40, 40))))
        if rng.random() < 0.06:
            cx, cy, radius = rng.uniform(-0.5, 0.5), rng.uniform(-0.5, 0.5), rng.uniform(0.05, 0.25)
            lamp = np.exp(-(((x - cx) / radius) ** 2 + ((y - cy) / (radius * rng.uniform(0.4, 2))) ** 2))
            level = level + lamp * rng.uniform(40, 250)
        which = rng.random()
        if which < 0.5:
            level = cv2.GaussianBlur(level.astype(np.float32), (0, 0), rng.uniform(0.25, 1.1))
        elif which < 0.58:
            kernel = np.zeros((7, 7), np.float32)
            turn, length = rng.uniform(0, math.pi), rng.uniform(1, 3)
            for at in np.linspace(-length, length, 15):
                kernel[int(round(3 + at * math.sin(turn))), int(round(3 + at * math.cos(turn)))] += 1
            level = cv2.filter2D(level.astype(np.float32), -1, kernel / kernel.sum())
        if rng.random() < 0.15:
            soft = cv2.GaussianBlur(level.astype(np.float32), (0, 0), 1.2)
            level = level + (level - soft) * rng.uniform(0.5, 1.5)
        level = level + self.noise.normal(0, rng.choice([0.5, 1, 2, 4, 8]), level.shape)
        seen = np.clip(level, 0, 255).astype(np.uint8)
        if rng.random() < 0.5:
            packed = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, rng.randrange(30, 95)])[1]
            seen = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
        return seen

    def over_ground(self, level, cover):
        if cover.min() == 255:
            return level
        share = cover.astype(np.float32) / 255
        return level * share + self.ground() * (1 - share)

    def of_page(self, page):
        """A square of a page that was set or drawn, in some ink on some paper on some ground."""
        rng = self.rng
        page = self.part(page)
        for _ in range(4):
            seen, cover, _ = self.square(page, False)
            edges = (np.abs(np.diff(seen.astype(np.int16), axis=1)) > 24).mean()
            if edges > 0.035:
                break
        ink = 1 - seen.astype(np.float32) / 255
        paper = rng.uniform(90, 255)
        dark = paper * rng.uniform(0.03, 0.7)
        if rng.random() < 0.04:
            paper, dark = dark, paper
        if rng.random() < 0.35:
            paper = paper * (1 + self.textures[rng.randrange(60)] * rng.choice([0.01, 0.02, 0.05]))
        level = self.over_ground(paper * (1 - ink) + dark * ink, cover)
        return self.lit(level), 0 if edges > 0.02 else NOTHING

    def part(self, page):
        """Now and then a part of a page, as wide or high as cards and receipts are."""
        rng = self.rng
        height, width = page.shape
        if rng.random() < 0.25:
            across, down = int(width * rng.uniform(0.35, 1)), int(height * rng.uniform(0.25, 1))
            if min(across, down) >= 150:
                x, y = rng.randrange(width - across + 1), rng.randrange(height - down + 1)
                return page[y:y + down, x:x + across]
        return page

    def of_photograph(self, picture):
        rng = self.rng
        for _ in range(4):
            seen, cover, share = self.square(picture, True)
            edges = (np.abs(np.diff(seen.astype(np.int16), axis=1)) > 16).mean()
            if edges > 0.05:
                break
        level = seen.astype(np.float32)
        if rng.random() < 0.5:
            level = level * rng.uniform(0.5, 1.05)
        level = self.over_ground(level, cover)
        is_lit = rng.random() < 0.7
        seen = self.lit(level) if is_lit else np.clip(level, 0, 255).astype(np.uint8)
        return seen, 0 if edges > 0.03 or share > 0.8 else NOTHING


def of_pages(camera, pages, count):
    for file, source in pages:
        page = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        # Many of the manuals look alike; what is Chinese, and what comes from the world, is rarer.
        is_rare = any(part in source for part in ("chinese", "zh", "cjk", "olmocr", "+"))
        some = 2 * count if is_rare else max(2, count * 2 // 3) if "latex-extra" in source else count
        yield from (camera.of_page(page) for _ in range(some))


def of_photographs(camera, photographs, count):
    sizes = collections.Counter(source for _, source, _ in photographs)
    for file, source, turns in photographs:
        picture = np.ascontiguousarray(np.rot90(cv2.imread(str(file), cv2.IMREAD_GRAYSCALE), turns))
        some = max(2, round(count * min(3, (40 / sizes[source]) ** 0.5)))
        yield from (camera.of_photograph(picture) for _ in range(some))


def of_drawn(camera, seed, count):
    words = drawn.Words(pathlib.Path(__file__).resolve().parents[3])
    for at in range(seed, seed + count):
        ink, _ = drawn.drawn(random.Random(at), words, at)
        page = 255 - np.asarray(ink)
        if page.min() <= 200:
            yield from (camera.of_page(page) for _ in range(6))


def of_nothing(camera, count):
    for _ in range(count):
        is_plain = camera.rng.random() < 0.9
        level = camera.ground() if is_plain else camera.ground() * 0.5 + camera.ground() * 0.5
        yield camera.lit(level), NOTHING


def main():
    cv2.setNumThreads(1)
    folder = pathlib.Path(sys.argv[1])
    pages, others, photographs, grounds = sources.gathered(folder)
    for name, windows in (
        ("pages", of_pages(Camera(1, grounds), pages, 6)),
        ("photographs", of_photographs(Camera(2, grounds), photographs, 10)),
        ("others", of_pages(Camera(3, grounds), others, 5)),
        ("drawn", of_drawn(Camera(4, grounds), 40_000, 900)),
        ("nothing", of_nothing(Camera(5, grounds), 1500)),
    ):
        levels, labels = zip(*windows)
        np.save(folder / f"windows_{name}.npy", np.stack(levels))
        np.save(folder / f"labels_{name}.npy", np.array(labels, np.uint8))
        print(name, len(labels), flush=True)


if __name__ == "__main__":
    main()
