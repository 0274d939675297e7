// The page side of the pre-check: loads the WebAssembly module and answers one message for each file.
//
// A classic script for web-views as old as iOS 14 and Chromium 85: no modules, no `?.`, no top-level await. It is opened
// as `worker.js?glue=<path>&wasm=<path>`, both paths of this origin, so that their names may carry a content hash.
//
// To the page, once:        {ready: true} or {failed: "load"}
// From the page, each file: {id, bytes: ArrayBuffer, policy: JSON}
// To the page, each file:   {id, ok: true, bytes: ArrayBuffer, report: JSON, changes: JSON}
//                        or {id, failed: "policy" | "crash"}
// After "crash" the module's memory cannot be trusted: this worker closes itself and the page opens a new one.
"use strict";

/* global wasm_bindgen -- declared by the glue, and not a property of `self` */

(function () {
  function sameOrigin(query, name) {
    var path = query.get(name);
    if (!path) throw new Error("missing " + name);
    var url = new URL(path, self.location.href);
    if (url.origin !== self.location.origin) throw new Error("foreign " + name);
    return url.href;
  }

  function load() {
    var query = new URLSearchParams(self.location.search);
    var wasm = sameOrigin(query, "wasm");
    importScripts(sameOrigin(query, "glue"));
    // Not streaming: some Android web-views fail in compileStreaming with everything in order.
    return fetch(wasm, { credentials: "same-origin" })
      .then(function (response) {
        if (!response.ok) throw new Error("status " + response.status);
        return response.arrayBuffer();
      })
      .then(function (module) {
        return wasm_bindgen({ module_or_path: module });
      });
  }

  function answer(message) {
    var id = message.id;
    try {
      var prepared = wasm_bindgen.prepare(new Uint8Array(message.bytes), message.policy);
      if (!prepared) {
        self.postMessage({ id: id, failed: "policy" });
        return;
      }
      var report = prepared.report;
      var changes = prepared.changes;
      var bytes = prepared.take_bytes().buffer;
      prepared.free();
      self.postMessage({ id: id, ok: true, bytes: bytes, report: report, changes: changes }, [bytes]);
    } catch (_) {
      self.postMessage({ id: id, failed: "crash" });
      self.close();
    }
  }

  // Listening from the start: what is sent while the module loads waits for it.
  var loaded = Promise.resolve().then(load);
  self.onmessage = function (event) {
    loaded.then(function () { answer(event.data); }, function () {
      self.postMessage({ id: event.data.id, failed: "load" });
    });
  };
  loaded.then(
    function () { self.postMessage({ ready: true }); },
    function () { self.postMessage({ failed: "load" }); }
  );
})();
