"""The network that tells the glyph of a cell: three convolutions of 3 x 3 in steps of two and one layer of all that is
left; how it is taught and how it is written in 8 bits (after Jacob et al., arXiv:1712.05877)."""

import functools
import struct

import jax
import jax.numpy as jnp
import numpy as np

CLASSES = 12
CHANNELS = [1, 10, 20, 32]
PLACES = 3 * 2
# Activations are cut here, so that 8 bits suffice.
TOP = 6.0


def begun(seed):
    noise = np.random.default_rng(seed)
    layers = []
    for inputs, outputs in zip(CHANNELS, CHANNELS[1:]):
        w = noise.normal(0, (2 / (9 * inputs)) ** 0.5, (3, 3, inputs, outputs))
        layers.append((jnp.asarray(w, jnp.float32), jnp.zeros(outputs)))
    inputs = PLACES * CHANNELS[-1]
    layers.append((jnp.asarray(noise.normal(0, inputs ** -0.5, (inputs, CLASSES)), jnp.float32), jnp.zeros(CLASSES)))
    return layers


def seen(layers, x):
    for w, b in layers[:-1]:
        x = jax.lax.conv_general_dilated(x, w, (2, 2), ((1, 0), (1, 0)), dimension_numbers=("NHWC", "HWIO", "NHWC"))
        x = jnp.clip(x + b, 0, TOP)
    w, b = layers[-1]
    return x.reshape(len(x), -1) @ w + b


def spread(levels):
    """Levels between those that all but a fiftieth lie between (integers)."""
    levels = levels.astype(np.int32)
    flat = np.sort(levels.reshape(len(levels), -1), 1)
    rest = flat.shape[1] // 50
    low, high = flat[:, rest], flat[:, -1 - rest]
    span = np.maximum(high - low, 24)[:, None, None]
    return np.clip((levels - low[:, None, None]) * 255 // span, 0, 255).astype(np.uint8)


def loss(layers, x, y):
    likely = jax.nn.log_softmax(seen(layers, x))
    wanted = jax.nn.one_hot(y, CLASSES) * 0.97 + 0.03 / CLASSES
    return -(wanted * likely).sum(-1).mean()


@functools.partial(jax.jit, donate_argnums=(0, 1))
def step(layers, moments, x, y, rate, number):
    value, slope = jax.value_and_grad(loss)(layers, x, y)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, moments[0], slope)
    second = jax.tree.map(lambda m, g: 0.99 * m + 0.01 * g * g, moments[1], slope)
    corrected = lambda m, v: (m / (1 - 0.9 ** number)) / (jnp.sqrt(v / (1 - 0.99 ** number)) + 1e-6)
    layers = jax.tree.map(lambda p, m, v: p - rate * (corrected(m, v) + 1e-4 * p), layers, first, second)
    return layers, (first, second), value


def quantised(layers):
    """Weights of 8 bits, biases of 32, and for each output the factor (15 bits) and shift that bring sums to 8 bits, or
    the answer to 1 / 256 of a natural logarithm."""
    written, step_in = [], 1 / 255
    for at, (weights, bias) in enumerate(layers):
        weights = np.asarray(weights).reshape(-1, weights.shape[-1])
        step_out = 1 / 256 if at == len(layers) - 1 else TOP / 255
        step_w = np.maximum(np.abs(weights).max(0), 1e-6) / 127
        numbers = np.clip(np.round(weights / step_w), -127, 127).astype(np.int8)
        factor = step_in * step_w / step_out
        shift = np.clip(np.floor(np.log2(32767 / factor)), 1, 40).astype(np.int64)
        multiplier = np.round(factor * 2.0 ** shift).astype(np.int64)
        offset = np.clip(np.round(np.asarray(bias) / (step_in * step_w)), -2**30, 2**30).astype(np.int64)
        written.append((numbers, offset, multiplier, shift))
        step_in = TOP / 255
    return written


def in_integers(written, tiles):
    """What the Rust code does, number for number: the answers in 1 / 256 of a natural logarithm."""
    x = spread(tiles)[..., None].astype(np.int64)
    for weights, offset, multiplier, shift in written[:-1]:
        height, width = x.shape[1] // 2, x.shape[2] // 2
        wide = np.pad(x, ((0, 0), (1, 0), (1, 0), (0, 0)))
        near = [wide[:, dy:dy + 2 * height - 1:2, dx:dx + 2 * width - 1:2, :] for dy in range(3) for dx in range(3)]
        sums = np.concatenate(near, -1) @ weights.astype(np.int64)
        x = np.clip(((sums + offset) * multiplier + (1 << (shift - 1))) >> shift, 0, 255)
    weights, offset, multiplier, shift = written[-1]
    sums = x.reshape(len(x), -1) @ weights.astype(np.int64) + offset
    return (sums * multiplier + (1 << (shift - 1))) >> shift


def packed(written):
    """Layer by layer: the weights output by output, then for each output its three numbers, the lowest byte first."""
    out = bytearray(b"YJN1")
    for weights, offset, multiplier, shift in written:
        out += weights.T.astype(np.int8).tobytes()
        for number, factor, by in zip(offset, multiplier, shift):
            out += struct.pack("<iHB", number, factor, by)
    return bytes(out)
