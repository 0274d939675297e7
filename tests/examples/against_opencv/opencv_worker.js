// The questions of the pre-check, asked of OpenCV: what the browser decodes, reduced as the policy says, compressed again,
// and measured at 1000 pixels. Every matrix is given back, so that the memory is what the work needs.
//
// ?decoder=ours decodes as our worker does, to eighths of the sides; otherwise as pages usually do, whole.
// ?bytes=no makes nothing to be sent: the verdict alone.
"use strict";

/* global cv -- declared by opencv.js */

importScripts("/opencv.js");

// In a worker this version leaves its factory behind, and what the factory makes may be awaited only once.
const loaded = new Promise((resolve) => {
  if (typeof cv === "function") self.cv = cv();
  cv.then((made) => { self.cv = made; resolve(); });
});

// Everything made within is deleted at its end.
function within(work) {
  const made = [];
  const keep = (it) => { made.push(it); return it; };
  try {
    return work(keep, () => keep(new cv.Mat()));
  } finally {
    for (const it of made) it.delete();
  }
}

function histogram(grey, size, most, keep, mat) {
  const list = keep(new cv.MatVector());
  list.push_back(grey);
  const counts = mat(), all = mat();
  cv.calcHist(list, [0], all, counts, [size], [0, most], false);
  return counts.data32F;
}

function percentile(counts, share) {
  const total = counts.reduce((sum, it) => sum + it, 0);
  let seen = 0;
  for (let level = 0; level < counts.length; level++) {
    seen += counts[level];
    if (seen >= total * share) return level;
  }
  return counts.length - 1;
}

// Mean |Laplacian| over mean |gradient| on the strongest 2 %, overall and in two directions.
function sharpness(grey) {
  return within((keep, mat) => {
    const across = mat(), down = mat(), bend = mat(), strength = mat(), strong = mat();
    cv.Sobel(grey, across, cv.CV_32F, 1, 0, 3);
    cv.Sobel(grey, down, cv.CV_32F, 0, 1, 3);
    cv.Laplacian(grey, bend, cv.CV_32F, 1);
    cv.magnitude(across, down, strength);
    const zero = keep(cv.Mat.zeros(bend.rows, bend.cols, cv.CV_32F));
    const bends = mat();
    cv.absdiff(bend, zero, bends);
    const ratio = (of, share) => {
      const limit = percentile(histogram(of, 1443, 1443, keep, mat), 1 - share);
      const limits = keep(new cv.Mat(of.rows, of.cols, of.type(), [limit, 0, 0, 0]));
      cv.compare(of, limits, strong, cv.CMP_GE);
      return Math.round(1000 * cv.mean(bends, strong)[0] / Math.max(1, cv.mean(of, strong)[0]));
    };
    const absolute = (of) => { const to = mat(); cv.absdiff(of, zero, to); return to; };
    return [ratio(strength, 0.02), ratio(absolute(across), 0.005), ratio(absolute(down), 0.005)];
  });
}

function exposure(grey) {
  return within((keep, mat) => {
    const counts = histogram(grey, 256, 256, keep, mat);
    const contrasts = [];
    for (let y = 0; y + 32 <= grey.rows; y += 32) {
      for (let x = 0; x + 32 <= grey.cols; x += 32) {
        contrasts.push(within((tileKeep, tileMat) => {
          const tile = tileKeep(grey.roi(new cv.Rect(x, y, 32, 32)));
          const inside = histogram(tile, 256, 256, tileKeep, tileMat);
          return percentile(inside, 0.95) - percentile(inside, 0.05);
        }));
      }
    }
    contrasts.sort((a, b) => a - b);
    return [0.05, 0.5, 0.95].map((share) => percentile(counts, share)).concat(contrasts[Math.floor(contrasts.length * 0.9)]);
  });
}

function pieces(binary, keep, mat) {
  const labels = mat(), stats = mat(), middles = mat();
  const count = cv.connectedComponentsWithStats(binary, labels, stats, middles, 8, cv.CV_32S);
  const found = [];
  for (let at = 1; at < count; at++) found.push(Array.from(stats.intPtr(at).subarray(0, 5)));
  return found;
}

function glare(grey) {
  return within((keep, mat) => {
    const white = mat();
    cv.threshold(grey, white, 250, 255, cv.THRESH_BINARY);
    const round = keep(cv.getStructuringElement(cv.MORPH_ELLIPSE, new cv.Size(5, 5)));
    cv.morphologyEx(white, white, cv.MORPH_OPEN, round);
    const hidden = pieces(white, keep, mat).reduce((sum, piece) => sum + piece[4], 0);
    return Math.round(1000 * hidden / (grey.rows * grey.cols));
  });
}

function shadow(grey) {
  return within((keep, mat) => {
    const paper = mat();
    cv.dilate(grey, paper, keep(cv.Mat.ones(9, 9, cv.CV_8U)));
    cv.medianBlur(paper, paper, 21);
    const counts = histogram(paper, 256, 256, keep, mat);
    return percentile(counts, 0.9) - percentile(counts, 0.1);
  });
}

// The share of ink, the height of characters, and whether lines run across or down.
function text(grey) {
  return within((keep, mat) => {
    const ink = mat(), rows = mat(), columns = mat();
    cv.adaptiveThreshold(grey, ink, 255, cv.ADAPTIVE_THRESH_MEAN_C, cv.THRESH_BINARY_INV, 31, 12);
    const heights = pieces(ink, keep, mat).map((piece) => piece[3]).filter((it) => it > 4).sort((a, b) => a - b);
    cv.reduce(ink, rows, 1, cv.REDUCE_AVG, cv.CV_32F);
    cv.reduce(ink, columns, 0, cv.REDUCE_AVG, cv.CV_32F);
    const spread = (of) => { const mean = mat(), by = mat(); cv.meanStdDev(of, mean, by); return by.data64F[0]; };
    return [Math.round(1000 * cv.countNonZero(ink) / (ink.rows * ink.cols)), heights[Math.floor(heights.length / 2)] || 0,
      Math.round(spread(rows)), Math.round(spread(columns))];
  });
}

// The largest four-sided contour, and the straight lines of the edges.
function outline(grey) {
  return within((keep, mat) => {
    const small = mat(), edges = mat(), lines = mat(), tree = mat(), contours = keep(new cv.MatVector());
    const scale = 500 / Math.max(grey.rows, grey.cols);
    cv.resize(grey, small, new cv.Size(Math.round(grey.cols * scale), Math.round(grey.rows * scale)), 0, 0, cv.INTER_AREA);
    cv.GaussianBlur(small, small, new cv.Size(5, 5), 0);
    cv.Canny(small, edges, 50, 150);
    cv.HoughLinesP(edges, lines, 1, Math.PI / 180, 60, 60, 8);
    cv.dilate(edges, edges, keep(cv.Mat.ones(3, 3, cv.CV_8U)));
    cv.findContours(edges, contours, tree, cv.RETR_LIST, cv.CHAIN_APPROX_SIMPLE);
    let area = 0, quad = null;
    for (let at = 0; at < contours.size(); at++) {
      const contour = keep(contours.get(at)), corners = mat();
      cv.approxPolyDP(contour, corners, 0.02 * cv.arcLength(contour, true), true);
      if (corners.rows !== 4 || cv.contourArea(corners) <= area) continue;
      area = cv.contourArea(corners);
      quad = Array.from(corners.data32S, (it) => it / scale);
    }
    return { lines: lines.rows, filling: Math.round(1000 * area / (small.rows * small.cols)), quad };
  });
}

// How strong a regular pattern is, from the spectrum of the middle.
function pattern(grey) {
  return within((keep, mat) => {
    const side = Math.min(512, grey.rows, grey.cols);
    const middle = keep(grey.roi(new cv.Rect((grey.cols - side) >> 1, (grey.rows - side) >> 1, side, side)));
    const levels = mat(), spectrum = mat(), parts = keep(new cv.MatVector()), strength = mat();
    middle.convertTo(levels, cv.CV_32F);
    cv.dft(levels, spectrum, cv.DFT_COMPLEX_OUTPUT);
    cv.split(spectrum, parts);
    cv.magnitude(keep(parts.get(0)), keep(parts.get(1)), strength);
    return Math.round(cv.mean(strength)[0]);
  });
}

function noise(grey, calm) {
  return within((keep, mat) => {
    const speckle = mat();
    cv.absdiff(grey, calm, speckle);
    return Math.round(10 * cv.mean(speckle)[0]);
  });
}

// Which way the lines of print run: the document pulled straight, its ink summed along rows and columns.
function direction(grey, corners) {
  return within((keep, mat) => {
    const page = mat(), ink = mat(), rows = mat(), columns = mat();
    const [w, h] = [grey.cols, grey.rows];
    const from = keep(cv.matFromArray(4, 1, cv.CV_32FC2, corners || [0, 0, w, 0, w, h, 0, h]));
    const to = keep(cv.matFromArray(4, 1, cv.CV_32FC2, [0, 0, w, 0, w, h, 0, h]));
    const map = keep(cv.getPerspectiveTransform(from, to));
    cv.warpPerspective(grey, page, map, new cv.Size(w, h), cv.INTER_CUBIC);
    cv.adaptiveThreshold(page, ink, 255, cv.ADAPTIVE_THRESH_MEAN_C, cv.THRESH_BINARY_INV, 41, 12);
    cv.reduce(ink, rows, 1, cv.REDUCE_AVG, cv.CV_32F);
    cv.reduce(ink, columns, 0, cv.REDUCE_AVG, cv.CV_32F);
    const marks = pieces(ink, keep, mat).filter((piece) => piece[2] < 8 && piece[3] < 8).length;
    const spread = (of) => { const mean = mat(), by = mat(); cv.meanStdDev(of, mean, by); return Math.round(by.data64F[0]); };
    return [spread(rows), spread(columns), marks];
  });
}

function likeness(grey) {
  return within((keep, mat) => {
    const small = mat();
    cv.resize(grey, small, new cv.Size(9, 8), 0, 0, cv.INTER_AREA);
    let bits = "";
    for (let row = 0; row < 8; row++) {
      for (let at = 0; at < 8; at++) bits += small.ucharAt(row, at) < small.ucharAt(row, at + 1) ? 1 : 0;
    }
    return bits;
  });
}

function judged(pixels) {
  return within((keep, mat) => {
    const picture = keep(cv.matFromImageData(pixels)), grey = mat();
    cv.cvtColor(picture, grey, cv.COLOR_RGBA2GRAY);
    const scale = 1000 / Math.max(grey.rows, grey.cols);
    cv.resize(grey, grey, new cv.Size(Math.round(grey.cols * scale), Math.round(grey.rows * scale)), 0, 0, cv.INTER_AREA);
    const calm = mat(), found = outline(grey);
    cv.medianBlur(grey, calm, 3);
    return {
      sharpness: sharpness(calm), exposure: exposure(calm), glare: glare(calm), shadow: shadow(calm), text: text(calm),
      outline: [found.lines, found.filling], direction: direction(grey, found.quad), noise: noise(grey, calm),
      pattern: pattern(grey), likeness: likeness(grey)
    };
  });
}

const asked = new URLSearchParams(self.location.search);

// The photograph of this measurement is 4000 pixels long; our worker asks for as many eighths as give 2400.
async function decoded(file) {
  if (asked.get("decoder") !== "ours") return createImageBitmap(file);
  const whole = { width: 3000, height: 4000 };
  const eighths = Math.ceil(8 * 2400 / Math.max(whole.width, whole.height)) / 8;
  const decoder = new ImageDecoder({
    type: "image/jpeg", data: file.stream(), preferAnimation: false,
    desiredWidth: whole.width * eighths, desiredHeight: whole.height * eighths
  });
  const { image } = await decoder.decode();
  decoder.close();
  return image;
}

async function prepared(file) {
  const whole = await decoded(file);
  const [width, height] = [whole.width || whole.displayWidth, whole.height || whole.displayHeight];
  const scale = Math.min(1, 2400 / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(whole, 0, 0, canvas.width, canvas.height);
  whole.close();
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  if (asked.get("bytes") === "no") return { pixels, bytes: new ArrayBuffer(0) };
  const jpeg = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
  return { pixels, bytes: await jpeg.arrayBuffer() };
}

self.onmessage = async ({ data }) => {
  try {
    await loaded;
    const { pixels, bytes } = await prepared(data.file);
    const report = JSON.stringify(judged(pixels));
    self.postMessage({ id: data.id, ok: true, bytes, report, memory: cv.HEAPU8.length }, [bytes]);
  } catch (error) {
    self.postMessage({ id: data.id, failed: typeof error === "number" ? cv.exceptionFromPtr(error).msg : String(error) });
  }
};
