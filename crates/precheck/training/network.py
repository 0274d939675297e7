"""The network that says which way print stands: its layers, teaching, and how it is written in 8 bits.

Convolutions of 3 x 3 in steps of two, with batch normalisation (Ioffe, Szegedy, arXiv:1502.03167) that is folded into
the weights; integers after Jacob et al., arXiv:1712.05877. Separable ones (MobileNets) learnt more slowly.
"""

import functools
import struct

import jax
import jax.numpy as jnp
import numpy as np

CLASSES = 5
# Kind, stride, channels out. "full" sees 3 x 3 places with all channels, "point" one place.
LAYERS = [("full", 2, 16), ("full", 2, 32), ("full", 2, 64), ("full", 2, 96), ("point", 1, 128)]
KINDS = {"full": 0, "point": 2}
# Activations are cut here, so that 8 bits suffice.
TOP = 6.0


def shifted(x, stride):
    """The nine neighbours of each place, the rim repeated by nothing."""
    side = x.shape[1]
    wide = jnp.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    return [wide[:, dy:dy + side:stride, dx:dx + side:stride, :] for dy in range(3) for dx in range(3)]


def convolved(kind, stride, x, weights):
    if kind == "point":
        return x @ weights
    return jnp.concatenate(shifted(x, stride), -1) @ weights


def begun(seed):
    noise = np.random.default_rng(seed)
    layers, channels = [], 1
    for kind, _, out in LAYERS:
        reach = 9 * channels if kind == "full" else channels
        layers.append({"w": jnp.asarray(noise.normal(0, (2 / reach) ** 0.5, (reach, out)), jnp.float32),
                       "scale": jnp.ones(out), "shift": jnp.zeros(out)})
        channels = out
    head = {"w": jnp.asarray(noise.normal(0, 0.05, (channels, CLASSES)), jnp.float32), "b": jnp.zeros(CLASSES)}
    means = [(jnp.zeros(out), jnp.ones(out)) for _, _, out in LAYERS]
    return {"layers": layers, "head": head}, means


def seen(taught, means, x, teaching):
    new = []
    for (kind, stride, _), layer, (mean, variance) in zip(LAYERS, taught["layers"], means):
        x = convolved(kind, stride, x, layer["w"])
        if teaching:
            mean, variance = x.mean((0, 1, 2)), x.var((0, 1, 2))
        new.append((mean, variance))
        x = (x - mean) * (layer["scale"] * jax.lax.rsqrt(variance + 1e-3)) + layer["shift"]
        x = jnp.clip(x, 0, TOP)
    x = x.mean((1, 2))
    return x @ taught["head"]["w"] + taught["head"]["b"], new


def of_tiles(levels):
    """Tiles of grey levels as the network takes them: around their middle level, by their own span (integers)."""
    levels = levels.astype(np.int32)
    flat = np.sort(levels.reshape(len(levels), -1), 1)
    low, high = flat[:, flat.shape[1] // 50], flat[:, -1 - flat.shape[1] // 50]
    span = np.maximum(high - low, 24)[:, None, None]
    return np.clip((levels - low[:, None, None]) * 255 // span, 0, 255).astype(np.uint8)


def loss(taught, means, x, y):
    answer, new = seen(taught, means, x, True)
    likely = jax.nn.log_softmax(answer)
    wanted = jax.nn.one_hot(y, CLASSES) * 0.95 + 0.05 / CLASSES
    return -(wanted * likely).sum(-1).mean(), new


@functools.partial(jax.jit, donate_argnums=(0, 1, 2))
def step(taught, means, moments, x, y, rate, number):
    (value, new), slope = jax.value_and_grad(loss, has_aux=True)(taught, means, x, y)
    means = jax.tree.map(lambda old, new: old * 0.98 + new * 0.02, means, new)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, moments[0], slope)
    second = jax.tree.map(lambda m, g: 0.99 * m + 0.01 * g * g, moments[1], slope)
    corrected = lambda m, v: (m / (1 - 0.9 ** number)) / (jnp.sqrt(v / (1 - 0.99 ** number)) + 1e-6)
    taught = jax.tree.map(lambda p, m, v: p - rate * (corrected(m, v) + 1e-4 * p), taught, first, second)
    return taught, means, (first, second), value


def folded(taught, means):
    """Weights and biases with the normalisation in them."""
    layers = []
    for layer, (mean, variance) in zip(taught["layers"], means):
        gain = np.asarray(layer["scale"] / jnp.sqrt(variance + 1e-3))
        layers.append((np.asarray(layer["w"]) * gain, np.asarray(layer["shift"]) - np.asarray(mean) * gain))
    layers.append((np.asarray(taught["head"]["w"]), np.asarray(taught["head"]["b"])))
    return layers


# Activations: one step is 6 / 255; what comes in: 1 / 255. The answer: sums of 16 places, in 1 / 256 of a natural
# logarithm.
def quantised(layers):
    """Weights of 8 bits, biases of 32, and for each channel the factor (15 bits) and shift that bring sums to 8 bits."""
    written = []
    step_in = 1 / 255
    for at, (weights, bias) in enumerate(layers):
        is_last = at == len(layers) - 1
        step_out = 1 / 256 if is_last else TOP / 255
        if is_last:
            # The mean over 4 x 4 places is left to the sum.
            step_in /= 16
        most = np.maximum(np.abs(weights).max(0), 1e-6)
        step_w = most / 127
        numbers = np.clip(np.round(weights / step_w), -127, 127).astype(np.int8)
        factor = step_in * step_w / step_out
        shift = np.clip(np.floor(np.log2(32767 / factor)), 0, 40).astype(np.int64)
        multiplier = np.round(factor * 2.0 ** shift).astype(np.int64)
        offset = np.clip(np.round(bias / (step_in * step_w)), -2**30, 2**30).astype(np.int64)
        written.append((numbers, offset, multiplier, shift))
        step_in = TOP / 255
    return written


def in_integers(written, tiles):
    """What the Rust code does, to compare with: the answers in 1 / 256 of a natural logarithm."""
    x = of_tiles(tiles)[..., None].astype(np.int64)
    for (kind, stride, _), (weights, offset, multiplier, shift) in zip(LAYERS, written):
        w = weights.astype(np.int64)
        if kind == "point":
            sums = x @ w
        else:
            side = x.shape[1]
            wide = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
            near = [wide[:, dy:dy + side:stride, dx:dx + side:stride, :] for dy in range(3) for dx in range(3)]
            sums = np.concatenate(near, -1) @ w
        x = np.clip(((sums + offset) * multiplier + (1 << (shift - 1))) >> shift, 0, 255)
    weights, offset, multiplier, shift = written[-1]
    sums = x.sum((1, 2)) @ weights.astype(np.int64) + offset
    return (sums * multiplier + (1 << (shift - 1))) >> shift


def packed(written):
    """One byte each: layers, side, classes; for each layer its kind, stride and channels; then its numbers, the lowest
    byte first."""
    out = bytearray(b"YJD1")
    out += struct.pack("<BBB", len(written), 64, CLASSES)
    for at, (weights, offset, multiplier, shift) in enumerate(written):
        kind, stride, channels = LAYERS[at] if at < len(LAYERS) else ("point", 1, CLASSES)
        out += struct.pack("<BBB", KINDS[kind], stride, channels)
        # Output by output, so that a sum walks through memory.
        out += weights.T.astype(np.int8).tobytes()
        for number, factor, by in zip(offset, multiplier, shift):
            out += struct.pack("<iHB", number, factor, by)
    return bytes(out)
