"""Teaches the network of directions and writes its weights.

    python teach.py FOLDER OUT [minutes]

FOLDER is what `windows.py` wrote; `README.md` beside this file says what came of it.
"""

import pathlib
import sys
import time

import numpy as np
import torch

import network
import windows

PARTS = ("drawn", "nothing", "pages", "photographs")
# Each twice: as it is turned, and on its head, for these two are told apart hardest.
BATCH = 48
PEAK = 2e-3
SEED = 1


class Taught:
    """Windows to learn from, at random places and turns."""

    def __init__(self, folder):
        self.parts = [(np.load(folder / f"windows_{it}.npy"), np.load(folder / f"labels_{it}.npy")) for it in PARTS]
        self.ends = np.cumsum([len(levels) for levels, _ in self.parts])
        self.rng = np.random.default_rng(SEED)

    def some(self):
        rng, seen, labels = self.rng, [], []
        for at in rng.integers(0, self.ends[-1], BATCH):
            which = int(np.searchsorted(self.ends, at, side="right"))
            levels, kinds = self.parts[which]
            at -= self.ends[which - 1] if which else 0
            y, x = rng.integers(0, windows.SIDE - network.SIDE + 1, 2)
            window = levels[at, y:y + network.SIDE, x:x + network.SIDE]
            first = int(rng.integers(0, 4))
            for turn in (first, (first + 2) % 4):
                seen.append(np.rot90(window, -turn))
                labels.append(windows.NOTHING if kinds[at] == windows.NOTHING else turn)
        seen = np.stack(seen).astype(np.int16) + rng.integers(-4, 5, (2 * BATCH, 1, 1), dtype=np.int16)
        # What has no direction is as likely to have any.
        wanted = np.full((2 * BATCH, network.CLASSES), 1 / network.CLASSES, np.float32)
        for row, label in zip(wanted, labels):
            if label != windows.NOTHING:
                row[:] = 0.005
                row[label] = 0.985
        return network.spread(np.clip(seen, 0, 255).astype(np.uint8)), wanted


def fed(levels):
    tensor = torch.from_numpy(np.ascontiguousarray(levels))[:, None].float().div(255)
    return tensor.to(memory_format=torch.channels_last)


def taught(folder, minutes):
    torch.manual_seed(SEED)
    some = Taught(folder)
    taught = network.begun().to(memory_format=torch.channels_last)
    weights = [it for it in taught.parameters() if it.ndim > 1]
    others = [it for it in taught.parameters() if it.ndim <= 1]
    adam = torch.optim.AdamW([{"params": weights, "weight_decay": 0.02}, {"params": others, "weight_decay": 0}])
    started, number, total, done = time.time(), 0, 0.0, 0.0
    while done < 1:
        done = min(1, (time.time() - started) / (minutes * 60))
        for group in adam.param_groups:
            group["lr"] = PEAK * min(1, number / 200 + 0.01) * (0.5 * (1 + np.cos(np.pi * done)) + 0.003)
        levels, wanted = some.some()
        with torch.autocast("cpu", torch.bfloat16):
            answer = taught(fed(levels))
        loss = -(torch.from_numpy(wanted) * torch.log_softmax(answer.float(), 1)).sum(1).mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
        number += 1
        total += float(loss.detach())
        if number % 100 == 0:
            print(f"{number} {time.time() - started:.0f} s, loss {total / 100:.3f}", flush=True)
            total = 0.0
    return network.folded(taught.eval())


def confusion(written, folder):
    """Of windows not learnt from, at each turn: what is answered how often."""
    levels, kinds = np.load(folder / "windows_others.npy"), np.load(folder / "labels_others.npy")
    rim = (windows.SIDE - network.SIDE) // 2
    levels = levels[kinds != windows.NOTHING, rim:rim + network.SIDE, rim:rim + network.SIDE][:1200]
    counts = np.zeros((network.CLASSES, network.CLASSES), int)
    for turn in range(network.CLASSES):
        turned = np.rot90(levels, -turn, (1, 2))
        for at in range(0, len(turned), 50):
            np.add.at(counts[turn], network.in_integers(written, turned[at:at + 50]).argmax(1), 1)
    return counts


def main():
    torch.set_num_threads(1)
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    written = network.quantised(taught(folder, float(sys.argv[3]) if len(sys.argv) > 3 else 36))
    out.write_bytes(network.packed(written))
    print(confusion(written, folder))


if __name__ == "__main__":
    main()
