"""Tiles of drawn pages as a phone sees them, for teaching which way print stands.

Text is the project's own (scenarios, messages, docs); fonts are Debian's: fonts-noto-cjk, fonts-noto-mono,
fonts-droid-fallback, fonts-dejavu, fonts-liberation, fonts-urw-base35. Everything follows from the seed.
"""

import io
import math
import pathlib
import random
import re

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIDE = 64
PAGE = 512
TILES = 16
# A class beside the four turns: nothing that stands in any direction.
NOTHING = 4

FONTS = pathlib.Path("/usr/share/fonts")
CHINESE = ["opentype/noto/Noto%sCJK-%s.ttc" % (face, weight)
           for face in ("Sans", "Serif") for weight in ("Regular", "Bold")]
CHINESE.append("truetype/droid/DroidSansFallbackFull.ttf")
LATIN = (
    ["truetype/liberation/Liberation%s-%s.ttf" % (face, style)
     for face in ("Sans", "Serif", "Mono", "SansNarrow") for style in ("Regular", "Bold", "Italic")]
    + ["opentype/urw-base35/%s.otf" % name
       for name in ("C059-Roman", "C059-Bold", "NimbusRoman-Regular", "P052-Roman", "P052-Italic", "URWBookman-Light",
                    "URWGothic-Book", "NimbusMonoPS-Regular", "NimbusMonoPS-Bold", "Z003-MediumItalic")]
    + ["truetype/dejavu/DejaVu%s.ttf" % name for name in ("Sans", "Serif", "SansMono", "SansCondensed", "Sans-Bold")]
    + ["truetype/noto/NotoSansMono-Regular.ttf"]
)


class Words:
    """What the pages say."""

    def __init__(self, root):
        root = pathlib.Path(root)
        texts = [path for folder in ("scenarios", "src/messages") for path in sorted((root / folder).rglob("*"))]
        chinese = "".join(path.read_text("utf-8") for path in texts if path.is_file() and path.suffix != ".rs")
        self.chinese = re.findall(r"[\u4e00-\u9fff,。、;:「」0-9()《》,。;:()]{4,}", chinese)
        english = "".join(path.read_text("utf-8") for path in sorted((root / "docs").rglob("*.md")))
        self.english = re.findall(r"[A-Za-z][A-Za-z'-]*[,.;:]?", english)

    def line(self, rng, kind):
        if kind == "chinese":
            return "".join(rng.choice(self.chinese) for _ in range(4))
        if kind == "digits":
            def one():
                day = (rng.randrange(30), rng.randrange(1, 13), rng.randrange(1, 29))
                return rng.choice(["%d" % rng.randrange(10 ** rng.randrange(1, 9)), "%.2f" % (rng.random() * 1000),
                                   "20%02d-%02d-%02d" % day, rng.choice(self.english)])

            return " ".join(one() for _ in range(8))
        if kind == "zone":
            return "".join(rng.choice(["<<", "P<", "%d" % rng.randrange(1000),
                                       rng.choice(self.english).upper().strip(",.;:'-")]) for _ in range(16))
        line = " ".join(rng.choice(self.english) for _ in range(14))
        return line.upper() if kind == "capitals" else line


FONT_CACHE = {}


def font(path, size):
    key = (path, size)
    if key not in FONT_CACHE:
        if len(FONT_CACHE) > 400:
            FONT_CACHE.clear()
        FONT_CACHE[key] = ImageFont.truetype(str(FONTS / path), size)
    return FONT_CACHE[key]


def texture(rng, seed, roughness):
    """Noise of all sizes, of standard deviation 1: cloth, wood, skin, a desk out of focus."""
    noise = np.random.default_rng(seed)
    fy, fx = np.fft.fftfreq(PAGE)[:, None], np.fft.rfftfreq(PAGE)[None, :]
    stretch = rng.choice([1, 1, 4, 12])
    power = (fx ** 2 + (fy * stretch) ** 2 + 1e-4) ** (-roughness / 2)
    spectrum = power * np.exp(2j * np.pi * noise.random(power.shape))
    field = np.fft.irfft2(spectrum, (PAGE, PAGE))
    field -= field.mean()
    field /= field.std() + 1e-9
    return field if rng.random() < 0.5 else field.T


def drawn(rng, words, seed):
    """A part of a page of print, in ink from 0 to 1 (a grey picture), and how high its characters are."""
    scale = 2
    page = Image.new("L", (PAGE * scale, PAGE * scale), 0)
    pen = ImageDraw.Draw(page)
    body = math.exp(rng.uniform(math.log(6.5), math.log(30)))
    language = rng.choice(["chinese", "chinese", "chinese", "english", "english", "english", "capitals", "digits", "zone"])
    y = rng.uniform(-20, 10) * scale
    columns = rng.choice([1, 1, 1, 2, 3])
    is_table = rng.random() < 0.25
    width = PAGE * scale / columns
    faces = {"chinese": rng.choice(CHINESE), "latin": rng.choice(LATIN)}
    pitch = rng.uniform(1.15, 2.2)
    while y < PAGE * scale:
        kind = language if rng.random() < 0.75 else rng.choice(["chinese", "english", "digits", "capitals"])
        size = max(6, body * (rng.choice([1, 1, 1, 1, 1, 1.4, 0.8])))
        face = faces["chinese" if kind == "chinese" else "latin"]
        # The height of a Chinese character is the size of its font, Latin print of the same page is about as large.
        shape = font(face, max(8, round(size * scale)))
        for column in range(columns):
            left = column * width + rng.choice([0.02, 0.02, 0.05, 0.15]) * width
            text = words.line(rng, kind)
            room = width * rng.choice([0.95, 0.95, 0.9, 0.6, 0.35])
            length = max(1, int(len(text) * room / max(1.0, shape.getlength(text))))
            if rng.random() < 0.93:
                pen.text((left, y), text[:length], fill=255, font=shape)
        step = size * scale * pitch * rng.choice([1, 1, 1, 1, 1.6])
        if is_table or rng.random() < 0.04:
            pen.line([(0, y - 0.15 * step), (PAGE * scale, y - 0.15 * step)], fill=220, width=scale)
        y += step
    if is_table:
        for column in range(columns + rng.randrange(3)):
            x = rng.uniform(0, PAGE * scale)
            pen.line([(x, 0), (x, PAGE * scale)], fill=220, width=scale)
    return page.resize((PAGE, PAGE), Image.LANCZOS), body


def bent(rng, page):
    """Seen from a little aside and a little turned."""
    angle = math.radians(rng.gauss(0, 4) if rng.random() < 0.8 else rng.uniform(-14, 14))
    c, s = math.cos(angle), math.sin(angle)
    shear, stretch = rng.gauss(0, 0.04), math.exp(rng.gauss(0, 0.07))
    a, b = c * stretch, s + shear
    d, e = -s, c / stretch
    px, py = rng.gauss(0, 1e-4), rng.gauss(0, 1e-4)
    half = PAGE / 2
    coefficients = (a, b, half - a * half - b * half, d, e, half - d * half - e * half, px, py)
    return page.transform((PAGE, PAGE), Image.PERSPECTIVE, coefficients, Image.BICUBIC)


def photographed(rng, ink, seed, strength):
    """Paper and ink in some light, through some lens."""
    noise = np.random.default_rng(seed)
    if rng.random() < 0.5:
        ink = ink.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 1.3)))
    cover = np.asarray(ink, np.float32) / 255
    if rng.random() < 0.12:
        away = rng.randrange(2, 6)
        axis = rng.randrange(2)
        cover = sum(np.roll(cover, step, axis) for step in range(away)) / away
    paper = rng.uniform(90, 255)
    dark = paper * rng.uniform(0.05, 0.75)
    is_inverted = rng.random() < 0.06
    if is_inverted:
        paper, dark = dark, paper
    ground = paper * (1 + strength * texture(rng, seed, rng.uniform(0.6, 2.2)))
    if rng.random() < 0.25:
        # The guilloche of a card.
        y, x = np.mgrid[0:PAGE, 0:PAGE]
        bends = 3 * np.sin(y * rng.uniform(0.02, 0.2))
        waves = np.sin(x * rng.uniform(0.2, 1.2) + bends + y * rng.uniform(-0.5, 0.5))
        ground += paper * rng.uniform(0.02, 0.1) * waves
    level = ground * (1 - cover) + dark * cover
    y, x = np.mgrid[0:PAGE, 0:PAGE] / PAGE - 0.5
    turn = rng.uniform(0, 2 * math.pi)
    slope = (x * math.cos(turn) + y * math.sin(turn))
    level *= 1 + rng.uniform(0, 0.5) * slope
    if rng.random() < 0.25:
        edge = rng.uniform(0.005, 0.15)
        level *= 1 - rng.uniform(0.2, 0.6) / (1 + np.exp(-(slope - rng.uniform(-0.4, 0.4)) / edge))
    level += noise.normal(0, rng.choice([0.5, 1, 2, 4, 8]), level.shape)
    picture = Image.fromarray(np.clip(level, 0, 255).astype(np.uint8))
    if rng.random() < 0.6:
        packed = io.BytesIO()
        picture.save(packed, "JPEG", quality=rng.randrange(35, 95))
        picture = Image.open(packed)
    return np.asarray(picture)


def tiles(seed, words):
    """Tiles of one page and what each is: the quarter turns clockwise that the print was given, or `NOTHING`."""
    rng = random.Random(seed)
    if rng.random() < 0.14:
        ink = Image.new("L", (PAGE, PAGE), 0)
        if rng.random() < 0.5:
            pen = ImageDraw.Draw(ink)
            for _ in range(rng.randrange(2, 60)):
                a, b = [(rng.uniform(0, PAGE), rng.uniform(0, PAGE)) for _ in range(2)]
                shape = rng.choice([pen.line, pen.rectangle, pen.ellipse])
                box = [min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])]
                if shape == pen.line:
                    pen.line([a, b], fill=255, width=rng.randrange(1, 9))
                else:
                    shape(box, fill=rng.choice([None, 90, 255]), outline=255)
        elif rng.random() < 0.5:
            ink, body = drawn(rng, words, seed)
            # Print that nobody reads: much too small, or out of focus.
            ink = ink.filter(ImageFilter.GaussianBlur(body * 0.35))
        level = photographed(rng, bent(rng, ink), seed, rng.uniform(0.02, 0.4))
        label = NOTHING
    else:
        ink, body = drawn(rng, words, seed)
        level = photographed(rng, bent(rng, ink), seed, rng.choice([0, 0.01, 0.02, 0.06]))
        label = 0
    cover = np.asarray(ink)
    found = []
    for _ in range(100):
        x, y = rng.randrange(40, PAGE - SIDE - 40), rng.randrange(40, PAGE - SIDE - 40)
        if label == 0 and (cover[y:y + SIDE, x:x + SIDE] > 100).mean() < 0.03:
            continue
        turn = rng.randrange(4)
        tile = np.rot90(level[y:y + SIDE, x:x + SIDE], -turn)
        found.append((tile, NOTHING if label == NOTHING else turn))
        if len(found) == TILES:
            break
    return found


def many(first, count, words):
    levels, labels = [], []
    for seed in range(first, first + count):
        for tile, label in tiles(seed, words):
            levels.append(tile)
            labels.append(label)
    return np.stack(levels), np.array(labels, np.int32)
