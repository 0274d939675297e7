// The page side of the pre-check: loads the WebAssembly module, lends it the browser's decoders, and answers one
// message for each file.
//
// A classic script for web-views as old as iOS 15 and Chromium 85: no modules, no `?.`, no top-level await.
//
// To the page, once:    {ready: true} or {failed: "load"}
// From the page:        {id, op: "prepare", file: Blob, policy: JSON}
//                    or {id, op: "edit", bytes: ArrayBuffer, edit: JSON, policy: JSON,
//                        mark: {width, height, cover: ArrayBuffer} or none}
//                    or {id, op: "read_card", bytes: ArrayBuffer}
//                    or {id, op: "check_frame", rgba: ArrayBuffer, width, height, policy: JSON}
//                    or {id, op: "read_workbook", file: Blob}
//                    or {id, op: "write_template", sheet, columns: a table, lines}
// To the page, several: {id, stage: "reading" | "decoding" | "improving" | "checking"}
// To the page, last:    {id, ok: true, bytes: ArrayBuffer, report: JSON, changes: JSON, memory: bytes of WebAssembly,
//                        decoder: "browser" | "own" | "none", of a portrait also original: ArrayBuffer, edit: JSON}
//                    or {id, ok: true, read: 18 characters, 16 digits or none, memory}
//                    or {id, ok: true, frame: JSON, memory}
//                    or {id, ok: true, table, memory}; tables as `spreadsheet::Table` hands them over
//                    or {id, ok: true, bytes: ArrayBuffer, memory}
//                    or {id, ok: true, unreadable: the code of a `spreadsheet::xlsx::Unreadable`, memory}
//                    or {id, failed: "load" | "read" | "policy" | "edit" | "crash"}
// After "crash" the module's memory cannot be trusted: this worker closes itself and the page opens a new one.
"use strict";

/* global wasm_bindgen -- declared by the glue, and not a property of `self` */

(function () {
  // What no phone's canvas refuses: iOS stops at 16.7 million pixels.
  var MOST_PIXELS = 16000000;
  // More than we decode ourselves is not asked of the browser either.
  var MOST_DECODED = 60000000;
  // From here on a JPEG is decoded to fewer pixels at once where the browser can, never to all of them: 48 million
  // pixels take 190 MB, more than a cheap phone has for a page, and 12 million take twice the time.
  var MANY_PIXELS = 4000000;
  // How long a picture waits for the weights of a network, in milliseconds.
  var MOST_PATIENCE = 8000;

  // What the build put beside this script, by its hashed name: `glue` and `wasm` of the module; `weights` of the network
  // that tells how print stands, `glyphs` of the one that reads the numbers of identity cards; `parts`, for each part of
  // the module (src/parts.rs) the files it needs, in the order in which they are placed.
  var FILES = {{worker_files}};

  // What the module exports, once it is there.
  var main;

  function beside(name) { return new URL(name, self.location.href).href; }

  // Trusted Types, where the engine has them: a policy of the page does not hold here.
  if (self.trustedTypes) {
    self.trustedTypes.createPolicy("default", {
      createScriptURL: function (address) {
        if (new URL(address, self.location.href).origin === self.location.origin) return address;
        throw new TypeError("foreign script");
      },
    });
  }

  function savesData() {
    var connection = self.navigator.connection;
    return !!(connection && connection.saveData);
  }

  function fetched(address) {
    return fetch(address, { credentials: "same-origin" }).then(function (response) {
      if (!response.ok) throw new Error("status " + response.status);
      return response.arrayBuffer();
    });
  }

  function load() {
    importScripts(beside(FILES.glue));
    // Not streaming: some Android web-views fail in compileStreaming with everything in order.
    return fetched(beside(FILES.wasm))
      .then(function (module) {
        return wasm_bindgen({ module_or_path: module });
      })
      .then(function (exports) {
        main = exports;
        taught = learn(beside(FILES.weights));
      });
  }

  // ---- The parts of the module ----

  // By part a promise that it is placed; by file that it is.
  var brought = {}, placed = {};

  // Fails where the part does not come; asked again, it is fetched again.
  function bring(part) {
    var files = FILES.parts[part] || [];
    if (!brought[part]) {
      brought[part] = Promise.all(files.map(function (file) {
        return placed[file] ? null : fetched(beside(file)).then(WebAssembly.compile);
      })).then(function (modules) {
        modules.forEach(function (module, at) {
          if (placed[files[at]]) return;
          new WebAssembly.Instance(module, { __wasm_split: main });
          placed[files[at]] = true;
        });
      });
      brought[part].catch(function () { delete brought[part]; });
    }
    return brought[part];
  }

  // The module asks for its parts by a call each, and is answered at once: they were brought before.
  self.__wasm_split = {};
  Object.keys(FILES.parts).forEach(function (part) {
    self.__wasm_split["__wasm_split_load_" + part] = function (callback, data) {
      main.__indirect_function_table.get(callback)(data, FILES.parts[part].every(function (file) { return placed[file]; }));
    };
  });

  // The weights come after the module and while the first picture is decoded; its check waits for them, but not for
  // ever. Without them the rules alone judge, and the server, which has them, judges again.
  var taught;

  function late() {
    return new Promise(function (resolve) { setTimeout(resolve, MOST_PATIENCE); });
  }

  function learn(address) {
    var weights = fetched(address).then(function (bytes) {
      return wasm_bindgen.install_network(new Uint8Array(bytes));
    }).catch(none);
    return Promise.race([weights, late()]);
  }

  // ---- The browser's decoders ----

  // A JPEG of 16 × 8 pixels, black on the left and white on the right, to be turned a quarter clockwise to stand
  // upright (EXIF orientation 6). Seen upright it is 8 × 16, black above white.
  var PROBE =
    "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDABALDA4MChAODQ4S" +
    "ERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAAIABABAREA/8QAFQAB" +
    "AQAAAAAAAAAAAAAAAAAABwj/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AD9QD//Z";

  // How this browser decodes, found out once: for each way whether what comes out stands "upright" as the EXIF data ask
  // or lies as "stored"; nothing where it does not decode this way in a worker, or hands out other pixels than it drew,
  // as browsers do that guard against fingerprints.
  var able;

  function ability() {
    if (!able) able = Promise.resolve().then(probe).catch(function () { return {}; });
    return able;
  }

  function probe() {
    if (typeof OffscreenCanvas !== "function" || typeof createImageBitmap !== "function") return {};
    var letters = atob(PROBE);
    var bytes = new Uint8Array(letters.length);
    for (var at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
    var file = new Blob([bytes], { type: "image/jpeg" });
    return Promise.all([
      fewer(file, 16, 8, 16).then(outcome, none),
      scaled(file, 4, 8).then(outcome, none),
      whole(file, 0).then(outcome, none)
    ]).then(function (outcomes) {
      return { fewer: outcomes[0], scaled: outcomes[1] === "upright" ? "upright" : "", whole: outcomes[2] };
    });
  }

  function none() { return ""; }

  // How the probe came out: its first pixel is black and its last is white whether it was turned or not.
  function outcome(pixels) {
    var w = pixels.width, h = pixels.height;
    function level(x, y) { return pixels.data[(y * w + x) * 4]; }
    dropped(pixels);
    // WebKitGTK fades the rim of what it scales.
    for (var at = 3; at < pixels.data.length; at += 4) if (pixels.data[at] < 255) return "";
    var right = level(w - 1, 0), below = level(0, h - 1);
    if (level(0, 0) > 60 || level(w - 1, h - 1) < 195) return "";
    if (h === 2 * w && right < 60 && below > 195) return "upright";
    return w === 2 * h && right > 195 && below < 60 ? "stored" : "";
  }

  // Decoded to eighths of its sides, as the transform of JPEG allows it, with at least `least` pixels on the long side.
  function fewer(file, width, height, least) {
    if (typeof ImageDecoder !== "function") return Promise.reject();
    var eighths = Math.ceil(8 * least / Math.max(width, height)) / 8;
    var decoder = new ImageDecoder({
      type: "image/jpeg", data: file.stream(), preferAnimation: false,
      desiredWidth: Math.ceil(width * eighths), desiredHeight: Math.ceil(height * eighths)
    });
    return decoder.decode().then(function (result) {
      var frame = result.image, w = frame.displayWidth, h = frame.displayHeight;
      var scale = least / Math.max(w, h);
      if (scale > 1) { frame.close(); throw new Error("too few"); }
      return drawn(frame, Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale)));
    }).then(function (pixels) { decoder.close(); return pixels; }, function (error) { decoder.close(); throw error; });
  }

  // Decoded to just so many pixels, upright.
  function scaled(file, width, height) {
    var options = { imageOrientation: "from-image", resizeWidth: width, resizeHeight: height, resizeQuality: "high" };
    return createImageBitmap(file, options).then(function (bitmap) { return drawn(bitmap, width, height); });
  }

  // Decoded whole and drawn smaller, with `side` pixels on its long side at most; 0 for as it is.
  function whole(file, side) {
    return createImageBitmap(file).then(function (bitmap) {
      var w = bitmap.width, h = bitmap.height;
      var scale = side ? Math.min(1, side / Math.max(w, h)) : 1;
      if (w * h > MOST_DECODED) { bitmap.close(); throw new Error("too large"); }
      return drawn(bitmap, Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale)));
    });
  }

  function drawn(bitmap, width, height) {
    try {
      var canvas = new OffscreenCanvas(width, height);
      // In ordinary memory: the pixels are request back, and some graphics chips take no picture beyond 4096.
      var context = canvas.getContext("2d", { willReadFrequently: true });
      context.imageSmoothingQuality = "high";
      context.drawImage(bitmap, 0, 0, width, height);
      var data = context.getImageData(0, 0, width, height).data;
      return { data: data, width: width, height: height, canvas: canvas };
    } finally {
      bitmap.close();
    }
  }

  // Gives the memory of a canvas back now, not when the garbage is collected.
  function dropped(pixels) {
    pixels.canvas.width = pixels.canvas.height = 1;
  }

  // Whether every pixel is opaque and they are not all alike: canvases come out blank, in whole or in part, where a
  // phone has no memory for them, and no JPEG would show it.
  function isWhole(pixels) {
    var words = new Uint32Array(pixels.data.buffer), first = words[0], opaque = 0xFF000000, differs = 0;
    for (var at = 0; at < words.length; at++) {
      opaque &= words[at];
      differs |= words[at] ^ first;
    }
    return opaque >>> 24 === 255 && differs !== 0;
  }

  // The canvas as a JPEG by the browser's own encoder, which may use SIMD instructions that our WebAssembly
  // must do without; null where it has none.
  function encoded(pixels) {
    if (typeof pixels.canvas.convertToBlob !== "function" || !isWhole(pixels)) return Promise.resolve(null);
    return pixels.canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 }).then(function (blob) {
      return blob.type === "image/jpeg" ? blob.arrayBuffer() : null;
    }).catch(none);
  }

  // Tries the browser's decoders in turn; whether the intake took what one of them brought.
  function lend(intake, file, request, say) {
    var width = request[0], height = request[1], side = request[2], turned = request[3], encodable = request[4];
    var scale = Math.min(1, side / Math.max(width, height));
    var to = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    if (to[0] * to[1] > MOST_PIXELS || (!width && side * side > MOST_PIXELS)) return Promise.resolve(false);
    function take(stands, decoded) {
      return decoded.catch(none).then(function (pixels) {
        if (!pixels) return false;
        say("improving");
        var upright = stands === "upright" || !turned;
        return (encodable && upright ? encoded(pixels) : Promise.resolve(null)).then(function (jpeg) {
          dropped(pixels);
          if (jpeg && intake.normalize_encoded(new Uint8Array(jpeg))) return true;
          return intake.normalize_pixels(new Uint8Array(pixels.data.buffer), pixels.width, pixels.height, upright);
        });
      });
    }
    return ability().then(function (can) {
      var ways = [];
      if (width * height > MANY_PIXELS && can.fewer) {
        ways.push(function () { return take(can.fewer, fewer(file, width, height, Math.max(to[0], to[1]))); });
      }
      if (width && can.scaled) ways.push(function () { return take(can.scaled, scaled(file, to[0], to[1])); });
      if (can.whole) ways.push(function () { return take(can.whole, whole(file, side)); });
      return ways.reduce(function (before, way) {
        return before.then(function (taken) { return taken || way(); });
      }, Promise.resolve(false));
    });
  }

  // ---- What the page asks for ----

  function prepare(message, say) {
    say("reading");
    return message.file.arrayBuffer().catch(function () { return null; }).then(function (buffer) {
      if (!buffer) return { failed: "read" };
      var intake = wasm_bindgen.Intake.begin(new Uint8Array(buffer), message.policy);
      buffer = null;
      if (!intake) return { failed: "policy" };
      var request = intake.decode_request();
      var decoder = "none";
      var done = Promise.resolve();
      if (request.length) {
        say("decoding");
        done = lend(intake, message.file, request, say).then(function (taken) {
          decoder = taken ? "browser" : "own";
          if (!taken) intake.normalize();
        });
      } else {
        intake.normalize();
      }
      var part = intake.is_document() ? bring("documents") : Promise.resolve();
      var isHere = part.then(function () { return true; }, function () { return false; });
      return done.then(function () { return taught; }).then(function () { return isHere; }).then(function (it) {
        if (!it) return withoutPart();
        say("checking");
        // Few kilobytes, so that what was taken in can also be turned where there is no network.
        if (!savesData()) bring("edits").catch(none);
        return ended(intake, intake.check(), decoder);
      });
    });
  }

  function withoutPart() { return { failed: "load" }; }

  function edit(message, say) {
    var intake = wasm_bindgen.Intake.begin(new Uint8Array(message.bytes), message.policy);
    if (!intake) return { failed: "policy" };
    say("improving");
    var mark = message.mark || { width: 0, height: 0, cover: new ArrayBuffer(0) };
    return Promise.all([bring("edits"), taught]).then(function () {
      var report = intake.edit(message.edit, mark.width, mark.height, new Uint8Array(mark.cover));
      return report ? ended(intake, report, "own") : { failed: "edit" };
    }, withoutPart);
  }

  function ended(intake, report, decoder) {
    var changes = intake.changes();
    var edit = intake.original_edit();
    var original = edit ? intake.take_original().buffer : undefined;
    var bytes = intake.take_bytes().buffer;
    intake.free();
    return {
      ok: true, bytes: bytes, report: report, changes: changes, decoder: decoder, original: original, edit: edit
    };
  }

  // Its part and its weights are fetched when the first card is to be read, also by a mobile network: they are 19 KB, the
  // photograph that is sent has some hundred. Not where the resident saves data. Where they do not come, or not soon,
  // nothing is read this time.
  var reader;

  function readCard(message) {
    if (!reader && savesData()) return { ok: true };
    if (!reader) {
      reader = Promise.all([fetched(beside(FILES.glyphs)), bring("cards")]).then(function (come) {
        return wasm_bindgen.CardReader.begin(new Uint8Array(come[0]));
      }).catch(function () {
        reader = undefined;
      });
    }
    return Promise.race([reader, late()]).then(function (able) {
      return { ok: true, read: able ? able.read(new Uint8Array(message.bytes)) : undefined };
    });
  }

  function checkFrame(message) {
    var seen = wasm_bindgen.check_frame(new Uint8Array(message.rgba), message.width, message.height, message.policy);
    return seen ? { ok: true, frame: seen } : { failed: "read" };
  }

  function readWorkbook(message) {
    var bytes = message.file.arrayBuffer().catch(function () { return null; });
    return Promise.all([bytes, bring("documents")]).then(function (come) {
      var buffer = come[0];
      if (!buffer) return { failed: "read" };
      try {
        return { ok: true, table: wasm_bindgen.read_workbook(new Uint8Array(buffer)) };
      } catch (cause) {
        // A code; anything else is a crash.
        if (typeof cause === "string") return { ok: true, unreadable: cause };
        throw cause;
      }
    }, withoutPart);
  }

  function writeTemplate(message) {
    return bring("documents").then(function () {
      var bytes = wasm_bindgen.write_template(message.sheet, message.columns, message.lines);
      return { ok: true, bytes: bytes.buffer };
    }, withoutPart);
  }

  var operations = {
    prepare: prepare, edit: edit, read_card: readCard, check_frame: checkFrame,
    read_workbook: readWorkbook, write_template: writeTemplate
  };

  function answer(message) {
    function say(stage) { self.postMessage({ id: message.id, stage: stage }); }
    return Promise.resolve().then(function () {
      return operations[message.op](message, say);
    }).then(function (answer) {
      answer.id = message.id;
      answer.memory = main.memory.buffer.byteLength;
      self.postMessage(answer, [answer.bytes, answer.original].filter(Boolean));
    }).catch(function () {
      self.postMessage({ id: message.id, failed: "crash" });
      self.close();
    });
  }

  // Listening from the start: what is sent while the module loads waits for it, and one file for the other.
  var loaded = Promise.resolve().then(load);
  var before = loaded;
  self.onmessage = function (event) {
    before = before.then(function () { return answer(event.data); }, function () {
      self.postMessage({ id: event.data.id, failed: "load" });
    });
  };
  loaded.then(
    function () { self.postMessage({ ready: true }); },
    function () { self.postMessage({ failed: "load" }); }
  );
})();
