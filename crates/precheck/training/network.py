"""The network that says which way print stands: its layers, and how it is written in 8 bits.

Convolutions with batch normalisation (Ioffe, Szegedy, arXiv:1502.03167) that is folded into the weights; the later ones
parted into depth and point (Howard et al., arXiv:1704.04861); integers after Jacob et al., arXiv:1712.05877. Each layer
is cut at 0 and 6, so that its levels fit 8 bits.
"""

import struct

import numpy as np
from torch import nn

SIDE = 192
CLASSES = 4
# Kind, stride, channels out. "stem" sees 6 x 6 places, "full" 3 x 3 with all channels, "depth" 3 x 3 with its own,
# "point" one place.
LAYERS = [("stem", 4, 32), ("full", 2, 64), ("full", 2, 96), ("depth", 1, 96), ("point", 1, 128), ("depth", 1, 128),
          ("point", 1, 128), ("depth", 2, 128), ("point", 1, 192), ("depth", 1, 192), ("point", 1, 192)]
KINDS = {"full": 0, "depth": 1, "point": 2, "stem": 3}
REACH = {"full": 3, "depth": 3, "point": 1, "stem": 6}
# The last layer has so many places.
PLACES = 36
TOP = 6.0
EPSILON = 1e-3


def begun():
    """The layers with random weights: convolution, normalisation, cut, one after the other; last the answer."""
    parts, channels = [], 1
    for kind, stride, out in LAYERS:
        reach = REACH[kind]
        groups = channels if kind == "depth" else 1
        parts.append(nn.Conv2d(channels, out, reach, stride, int(reach > 1), groups=groups, bias=False))
        parts += [nn.BatchNorm2d(out, momentum=0.02, eps=EPSILON), nn.ReLU6()]
        channels = out
    parts += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, CLASSES)]
    return nn.Sequential(*parts)


def spread(levels):
    """Grey levels of windows as the network takes them: between those that all but 2 % lie between (integers)."""
    count, size = len(levels), levels.shape[1] * levels.shape[2]
    flat = levels.reshape(count, -1).astype(np.int64)
    counts = np.bincount((flat + 256 * np.arange(count)[:, None]).ravel(), minlength=256 * count).reshape(count, 256)
    low = (np.cumsum(counts, 1) > size // 50).argmax(1)
    high = 255 - (np.cumsum(counts[:, ::-1], 1) > size // 50).argmax(1)
    span = np.maximum(high - low, 24)
    table = np.clip((np.arange(256)[None] - low[:, None]) * 255 // span[:, None], 0, 255).astype(np.uint8)
    return np.take_along_axis(table, flat, 1).reshape(levels.shape)


def folded(network):
    """Weights and biases with the normalisation in them: a row for each place and channel seen (of "depth": for each
    place), a column for each output."""
    layers = []
    parts = list(network)
    for at in range(len(LAYERS)):
        convolution, norm = parts[3 * at], parts[3 * at + 1]
        gain = (norm.weight / (norm.running_var + EPSILON).sqrt()).detach().numpy()
        weights = convolution.weight.detach().numpy()
        shift = norm.bias.detach().numpy() - norm.running_mean.numpy() * gain
        rows = weights.transpose(2, 3, 1, 0).reshape(-1, len(weights))
        layers.append((rows * gain, shift))
    layers.append((parts[-1].weight.detach().numpy().T, parts[-1].bias.detach().numpy()))
    return layers


# Levels: one step is 6 / 255; what comes in: 1 / 255. The answer is in 1 / 256 of a natural logarithm.
def quantised(layers):
    """Weights of 8 bits, biases of 32, and for each output the factor (15 bits) and shift that bring sums to 8 bits."""
    written = []
    step_in = 1 / 255
    for at, (weights, bias) in enumerate(layers):
        is_last = at == len(layers) - 1
        step_out = 1 / 256 if is_last else TOP / 255
        if is_last:
            # The mean over all places is left to the sum.
            step_in /= PLACES
        step_w = np.maximum(np.abs(weights).max(0), 1e-6) / 127
        numbers = np.clip(np.round(weights / step_w), -127, 127).astype(np.int8)
        factor = step_in * step_w / step_out
        shift = np.clip(np.floor(np.log2(32767 / factor)), 1, 40).astype(np.int64)
        multiplier = np.round(factor * 2.0 ** shift).astype(np.int64)
        offset = np.clip(np.round(bias / (step_in * step_w)), -2**30, 2**30).astype(np.int64)
        written.append((numbers, offset, multiplier, shift))
        step_in = TOP / 255
    return written


def near(x, reach, stride):
    """The places that each output sees, one after the other; nothing beyond the rim."""
    side = x.shape[1]
    before = int(reach > 1)
    wide = np.pad(x, ((0, 0), (before, reach), (before, reach), (0, 0)))
    return [wide[:, y:y + side:stride, x:x + side:stride, :] for y in range(reach) for x in range(reach)]


def in_integers(written, windows):
    """What the Rust code does, to compare with: the answers in 1 / 256 of a natural logarithm. Products and sums are
    whole numbers below 2 ** 53, so that they are exact."""
    x = spread(windows)[..., None].astype(np.float64)
    for (kind, stride, _), (weights, offset, multiplier, shift) in zip(LAYERS, written):
        places = near(x, REACH[kind], stride)
        if kind == "depth":
            sums = sum(place * row for place, row in zip(places, weights.astype(np.float64)))
        else:
            sums = np.concatenate(places, -1) @ weights.astype(np.float64)
        whole = (sums.astype(np.int64) + offset) * multiplier
        x = np.clip((whole + (1 << (shift - 1))) >> shift, 0, 255).astype(np.float64)
    weights, offset, multiplier, shift = written[-1]
    sums = x.sum((1, 2)).astype(np.int64) @ weights.astype(np.int64) + offset
    return (sums * multiplier + (1 << (shift - 1))) >> shift


def packed(written):
    """One byte each: layers, side, classes; for each layer its kind, stride and channels; then its numbers, the lowest
    byte first."""
    out = bytearray(b"YJD2")
    out += struct.pack("<BBB", len(written), SIDE, CLASSES)
    for at, (weights, offset, multiplier, shift) in enumerate(written):
        kind, stride, channels = LAYERS[at] if at < len(LAYERS) else ("point", 1, CLASSES)
        out += struct.pack("<BBB", KINDS[kind], stride, channels)
        # Output by output, so that a sum walks through memory; of "depth" place by place.
        out += (weights if kind == "depth" else weights.T).astype(np.int8).tobytes()
        for number, factor, by in zip(offset, multiplier, shift):
            out += struct.pack("<iHB", number, factor, by)
    return bytes(out)
