"""Pages drawn from the project's own texts, for teaching which way print stands.

Text is the project's own (scenarios, messages, docs); fonts are Debian's: fonts-noto-cjk, fonts-noto-mono,
fonts-droid-fallback, fonts-dejavu, fonts-liberation, fonts-urw-base35. Everything follows from the seed.
"""

import math
import pathlib
import re

from PIL import Image, ImageDraw, ImageFont

PAGE = 512

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


def drawn(rng, words, seed):
    """A part of a page of print, in ink from 0 to 1 (a grey picture), and how high its characters are."""
    scale = 2
    page = Image.new("L", (PAGE * scale, PAGE * scale), 0)
    pen = ImageDraw.Draw(page)
    body = math.exp(rng.uniform(math.log(6.5), math.log(30)))
    languages = ["chinese", "chinese", "chinese", "english", "english", "english", "capitals", "digits", "zone"]
    language = rng.choice(languages)
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
