"""Draws what the cells of an identity number look like on a photographed card, and what they must not be taken for.

A line of 18 glyphs of equal pitch on a guilloche, blurred, lit, noisy and packed as JPEG, is cut into cells as
`src/identity_card/cells.rs` cuts them: 1.15 pitches wide and 1.5 glyphs high.
"""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 16, 24
CELL_WIDTH, CELL_HEIGHT = 1.15, 1.5
GLYPHS = "0123456789X"
NOTHING = len(GLYPHS)
# Not told from a digit by anything but their sense.
LETTERS = "ACEFHJKLMNPRTUVWY<"
CHINESE = "公民身份号码姓名性别民族出生年月日住址有效期限签发机关公安局中华人民共和国居身长街道路号村镇区县市省"
# The pitch on the strip that the reader cuts out, in pixels; drawn twice as large.
PITCH, FINE = 28.5, 2

TRUETYPE = "/usr/share/fonts/truetype"
OPENTYPE = "/usr/share/fonts/opentype"
# Fonts of Debian; of faces whose nought is slashed or dotted the nought is left out.
NEAR = [f"{OPENTYPE}/ocr-b/OCRB.otf", f"{OPENTYPE}/ocr-b/OCRBS.otf"]
OTHERS = [
    (f"{TRUETYPE}/liberation/LiberationSans-Regular.ttf", True),
    (f"{TRUETYPE}/liberation/LiberationSans-Bold.ttf", True),
    (f"{TRUETYPE}/liberation/LiberationMono-Regular.ttf", False),
    (f"{TRUETYPE}/dejavu/DejaVuSans.ttf", True),
    (f"{TRUETYPE}/dejavu/DejaVuSansMono.ttf", False),
    (f"{TRUETYPE}/dejavu/DejaVuSansCondensed.ttf", True),
    (f"{TRUETYPE}/noto/NotoSansMono-Regular.ttf", False),
    (f"{OPENTYPE}/noto/NotoSansCJK-Regular.ttc", True),
    (f"{OPENTYPE}/urw-base35/NimbusSans-Regular.otf", True),
    (f"{OPENTYPE}/urw-base35/URWGothic-Book.otf", True),
]
CJK = f"{OPENTYPE}/noto/NotoSansCJK-Regular.ttc"


class Faces:
    """Fonts by path and size, loaded once; OCR-B from a folder of one's own where it is not installed."""

    def __init__(self, ocr_b=None):
        self.near = [path.replace(f"{OPENTYPE}/ocr-b", ocr_b) if ocr_b else path for path in NEAR]
        self.loaded = {}

    def font(self, path, size):
        key = (path, size)
        if key not in self.loaded:
            self.loaded[key] = ImageFont.truetype(path, size)
        return self.loaded[key]


def glyph(draw, font, letter, middle, base, width, ink, stroke):
    """One glyph, its advance centred on the middle, standing on the base; squeezed by nobody: faces are as they are."""
    advance = font.getlength(letter)
    draw.text((middle - advance / 2, base), letter, font=font, fill=ink, anchor="ls", stroke_width=stroke)


def background(noise, width, height, paper):
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    picture = np.full((height, width), paper, np.float32)
    for _ in range(noise.integers(0, 4)):
        a, b = noise.uniform(-0.4, 0.4), noise.uniform(0.5, 1.0)
        wave = np.sin(columns * noise.uniform(0.01, 0.08) + noise.uniform(0, 6)) * noise.uniform(2, 14)
        line = (rows * b + columns * a + wave) / noise.uniform(8, 26)
        near = np.abs(line - np.floor(line) - 0.5) < noise.uniform(0.06, 0.2)
        picture -= near * noise.uniform(8, 70)
    return picture


def spoiled(noise, picture, sharp):
    """Blur, motion, the camera's own number of pixels, noise, JPEG, light."""
    height, width = picture.shape
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    blur = noise.gamma(2.0, 0.35 if sharp else 1.4) * FINE
    image = image.filter(ImageFilter.GaussianBlur(min(blur, 6.0)))
    # A card of 420 to 2000 pixels.
    scale = float(np.exp(noise.uniform(np.log(0.42), np.log(2.0)))) / FINE
    small = image.resize((max(8, round(width * scale)), max(8, round(height * scale))), Image.BILINEAR
                         if noise.random() < 0.5 else Image.BOX)
    levels = np.asarray(small, np.float32)
    if noise.random() < 0.3:
        length = int(noise.integers(2, 4))
        levels = sum(np.roll(levels, at, int(noise.integers(0, 2))) for at in range(length)) / length
    rows, columns = np.mgrid[-1:1:levels.shape[0] * 1j, -1:1:levels.shape[1] * 1j]
    light = noise.uniform(0.45, 1.1) * (1 + noise.uniform(-0.25, 0.25) * columns + noise.uniform(-0.15, 0.15) * rows)
    levels = levels * light + noise.normal(0, noise.gamma(1.5, 2.0), levels.shape)
    small = Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
    packed = io.BytesIO()
    small.save(packed, "JPEG", quality=int(noise.integers(55, 96)))
    small = Image.open(packed)
    return small.resize((width // FINE, height // FINE), Image.BILINEAR)


def cut(levels, middle, centre, pitch, tall):
    """One cell of the strip, four samples a pixel."""
    across = middle + (np.arange(WIDTH * 2) + 0.5 - WIDTH) / (WIDTH * 2) * CELL_WIDTH * pitch - 0.5
    down = centre + (np.arange(HEIGHT * 2) + 0.5 - HEIGHT) / (HEIGHT * 2) * CELL_HEIGHT * tall - 0.5
    across = np.clip(across, 0, levels.shape[1] - 1.001)
    down = np.clip(down, 0, levels.shape[0] - 1.001)
    x, y = across.astype(int), down.astype(int)
    u, v = (across - x)[None, :], (down - y)[:, None]
    grid = lambda dy, dx: levels[np.ix_(y + dy, x + dx)]
    between = (grid(0, 0) * (1 - u) + grid(0, 1) * u) * (1 - v) + (grid(1, 0) * (1 - u) + grid(1, 1) * u) * v
    return np.round(between.reshape(HEIGHT, 2, WIDTH, 2).mean((1, 3))).astype(np.uint8)


def line(noise, faces, sharp=False, only=None):
    """The cells of a line with their classes."""
    is_near = noise.random() < 0.55
    path, has_nought = (faces.near[noise.integers(len(faces.near))], True) if is_near else \
        OTHERS[noise.integers(len(OTHERS))]
    path, has_nought = only or (path, has_nought)
    tall = noise.uniform(0.88, 1.18) * PITCH * FINE
    font = faces.font(path, 60)
    top = -font.getbbox("8", anchor="ls")[1]
    font = faces.font(path, max(8, round(60 * tall / top)))
    tall = -font.getbbox("8", anchor="ls")[1]
    pitch = PITCH * FINE
    width, height = round(pitch * 20.5), round(pitch * 4.4)
    paper, ink = noise.uniform(180, 250), noise.uniform(10, 90)
    picture = Image.fromarray(np.clip(background(noise, width, height, paper), 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    base = height / 2 + tall / 2
    letters = "".join(noise.choice(list(GLYPHS if has_nought else GLYPHS[1:]), 18))
    kind = noise.random()
    if kind < 0.1:
        letters = "".join(noise.choice(list(LETTERS), 18))
    elif kind < 0.17:
        letters, font = "".join(noise.choice(list(CHINESE), 18)), faces.font(CJK, round(tall * 1.15))
    stroke = int(noise.random() < 0.25)
    first = pitch * 1.75
    wants = []
    for at, letter in enumerate(letters):
        glyph(draw, font, letter, first + at * pitch, base, pitch, int(ink), stroke)
        wants.append(GLYPHS.index(letter) if letter in GLYPHS and kind >= 0.17 else NOTHING)
    if kind >= 0.17:
        # Something lies on some of them.
        for at in range(18):
            if noise.random() < 0.05:
                x, y = first + at * pitch, height / 2 + noise.uniform(-0.15, 0.15) * tall
                w, h = noise.uniform(0.5, 0.8) * pitch / 1.5, noise.uniform(0.55, 1.2) * tall / 1.5
                colour = int(noise.choice([ink, paper, 255, noise.uniform(60, 220)]))
                draw.ellipse([x - w, y - h, x + w, y + h], fill=colour)
                wants[at] = NOTHING
    turned = picture.rotate(noise.uniform(-1.0, 1.0), Image.BILINEAR, fillcolor=int(paper)) \
        if noise.random() < 0.6 else picture
    shear = noise.normal(0, 0.06)
    if is_near and noise.random() < 0.6:
        shear /= 3
    turned = turned.transform(turned.size, Image.AFFINE, (1, shear, -shear * height / 2, 0, 1, 0), Image.BILINEAR,
                              fillcolor=int(paper))
    strip = np.asarray(spoiled(noise, np.asarray(turned, np.float32), sharp), np.float32)
    tiles, classes = [], []
    thick = noise.uniform(0.97, 1.1)
    dx, dy = noise.normal(0, 0.03), noise.normal(0, 0.03)
    for at in range(18):
        middle = (first + at * pitch) / FINE + (dx + noise.normal(0, 0.035)) * PITCH
        centre = height / 2 / FINE + (dy + noise.normal(0, 0.02)) * tall / FINE
        want = wants[at]
        if noise.random() < 0.06:
            # Between two cells, or between lines.
            if noise.random() < 0.7:
                middle += noise.choice([-1, 1]) * noise.uniform(0.38, 0.6) * PITCH
            else:
                centre += noise.choice([-1, 1]) * noise.uniform(0.45, 1.3) * tall / FINE
            want = NOTHING
        tiles.append(cut(strip, middle, centre, PITCH, tall * thick / FINE))
        classes.append(want)
    return tiles, classes


def cells(seed, lines, faces, sharp=False, only=None):
    noise = np.random.default_rng(seed)
    tiles, classes = [], []
    for _ in range(lines):
        of, are = line(noise, faces, sharp, only)
        tiles += of
        classes += are
    return np.stack(tiles), np.array(classes, np.int32)
