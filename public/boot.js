/* Starts the app and stands by: looks whether the engine can run it, brings glue and WebAssembly with
   progress and retries, and shows the words of index.html when something fails, then or later.
   ES5, because it must still speak in engines that cannot run the rest. It contains no text for people. */
(function () {
  'use strict';

  var RETRY_AFTER_MS = [1000, 3000];
  /* No byte for so long: the connection is taken for dead and asked again. */
  var STALL_MS = 20000;
  /* The app has started but did not say that it is ready. */
  var READY_MS = 20000;

  var root = document.documentElement;
  var script = document.currentScript;
  var glueAddress = script.getAttribute('data-app-js');
  var wasmAddress = script.getAttribute('data-app-wasm');
  var wasmBytes = Number(script.getAttribute('data-app-wasm-bytes')) || 0;

  var pageParsed = false;
  var whenParsed = [];
  var wasm = null;
  var attempts = 0;
  var failed = false;
  var crashed = false;
  var watchdog = 0;

  restoreLook();
  document.addEventListener('DOMContentLoaded', function () {
    pageParsed = true;
    bindButtons();
    whenParsed.forEach(function (act) { act(); });
  });
  window.addEventListener('error', function (event) { noticeTrap(event.error, event.message); });
  window.addEventListener('unhandledrejection', function (event) { noticeTrap(event.reason, ''); });

  if (canRun()) {
    onPage(function () { show('shell-progress'); });
    watchForReady();
    load();
  } else {
    onPage(tooOld);
  }

  /* Theme and text size before the first paint. Storage throws in some private modes and web-views. */
  function restoreLook() {
    ['theme', 'elder', 'text'].forEach(function (name) {
      try {
        var value = window.localStorage.getItem(name);
        if (value && /^[a-z]+$/.test(value)) { root.setAttribute('data-' + name, value); }
      } catch (ignored) { /* the default look it is */ }
    });
  }

  function canRun() {
    try {
      /* The smallest module there is; compiling it also finds a policy that forbids WebAssembly. */
      var smallest = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
      return typeof Promise === 'function' && typeof fetch === 'function' && typeof TextDecoder === 'function' &&
        typeof MutationObserver === 'function' && new WebAssembly.Module(smallest) instanceof WebAssembly.Module;
    } catch (unable) {
      return false;
    }
  }

  function load() {
    attempts += 1;
    failed = false;
    onPage(function () { hide('shell-failed'); show('shell-progress'); });
    Promise.all([fetchGlue(), wasm || fetchWasm()]).then(function (parts) {
      wasm = parts[1];
      start();
    }, function (cause) {
      var wait = RETRY_AFTER_MS[attempts - 1];
      if (wait && navigator.onLine !== false) { setTimeout(load, wait); } else { fail(cause); }
    });
  }

  function hasGlue() { return typeof wasm_bindgen !== 'undefined'; } // eslint-disable-line no-undef

  function fetchGlue() {
    return new Promise(function (resolve, reject) {
      if (hasGlue()) { resolve(); return; }
      var glue = document.createElement('script');
      glue.src = glueAddress;
      glue.onload = function () {
        /* It arrived and defined nothing: its syntax is too new for this engine. */
        if (hasGlue()) { resolve(); } else { onPage(tooOld); }
      };
      glue.onerror = function () { glue.parentNode.removeChild(glue); reject({ kind: 'network' }); };
      document.head.appendChild(glue);
    });
  }

  /* Never by instantiateStreaming: some Android web-views refuse it under the right MIME type. */
  function fetchWasm() {
    var abort = typeof AbortController === 'function' ? new AbortController() : null;
    var stall = 0;
    function alive() {
      clearTimeout(stall);
      stall = setTimeout(function () { if (abort) { abort.abort(); } }, STALL_MS);
    }
    alive();
    return fetch(wasmAddress, abort ? { signal: abort.signal } : {}).then(function (response) {
      if (!response.ok) { throw { kind: 'status', status: response.status }; }
      alive();
      if (!response.body || !response.body.getReader) { return response.arrayBuffer(); }
      return readAll(response.body.getReader(), alive);
    }).then(function (buffer) {
      clearTimeout(stall);
      return buffer;
    }, function (cause) {
      clearTimeout(stall);
      throw cause && cause.kind ? cause : { kind: cause && cause.name === 'AbortError' ? 'stalled' : 'network' };
    });
  }

  function readAll(reader, alive) {
    var chunks = [];
    var length = 0;
    function next(part) {
      if (part.done) {
        var all = new Uint8Array(length);
        var at = 0;
        chunks.forEach(function (chunk) { all.set(chunk, at); at += chunk.length; });
        return all.buffer;
      }
      alive();
      chunks.push(part.value);
      length += part.value.length;
      progress(length);
      return reader.read().then(next);
    }
    return reader.read().then(next);
  }

  /* The header tells the compressed length, the reader the uncompressed: the build writes the latter into the page. */
  function progress(length) {
    if (!wasmBytes) { return; }
    onPage(function () {
      var bar = element('shell-bar');
      if (bar) { bar.value = Math.min(100, Math.round(100 * length / wasmBytes)); }
    });
  }

  function start() {
    watchdog = setTimeout(function () { fail({ kind: 'silent' }); }, READY_MS);
    onPage(function () {
      wasm_bindgen({ module_or_path: wasm }).then(null, function (cause) { // eslint-disable-line no-undef
        console.error(cause);
        clearTimeout(watchdog);
        if (cause instanceof WebAssembly.CompileError || cause instanceof WebAssembly.LinkError) { tooOld(); } else { crash(cause); }
      });
    });
  }

  /* The app says data-app="ready" on <html> when its first page stands. */
  function watchForReady() {
    var observer = new MutationObserver(function () {
      if (root.getAttribute('data-app') !== 'ready') { return; }
      observer.disconnect();
      clearTimeout(watchdog);
      wasm = null;
      var shell = element('shell');
      if (shell) { shell.parentNode.removeChild(shell); }
    });
    observer.observe(root, { attributes: true, attributeFilter: ['data-app'] });
  }

  function fail(cause) {
    if (crashed) { return; }
    failed = true;
    var kind = navigator.onLine === false ? 'offline' : cause.kind;
    onPage(function () {
      var words = element('shell-failed').querySelectorAll('[data-cause]');
      Array.prototype.forEach.call(words, function (word) { word.hidden = word.getAttribute('data-cause') !== kind; });
      element('shell-status').textContent = cause.status || '';
      hide('shell-progress');
      show('shell-failed');
    });
  }

  function tooOld() {
    clearTimeout(watchdog);
    hide('shell-progress');
    show('shell-old');
  }

  /* A panic ends in the instruction "unreachable"; after it no line of the app may be trusted. */
  function noticeTrap(error, message) {
    var trap = typeof WebAssembly === 'object' && WebAssembly.RuntimeError;
    if ((trap && error instanceof trap) || /RuntimeError|unreachable/.test(message || '')) { crash(error || message); }
  }

  function crash(cause) {
    if (crashed) { return; }
    crashed = true;
    clearTimeout(watchdog);
    /* The kind of trap and numbers of functions, no data of the person: what a developer needs to find the place.
       WebKit's stack lacks the name and message that begin Chromium's. */
    var trace = [String(cause), cause && cause.stack || ''].join('\n').slice(0, 4000);
    onPage(function () {
      root.setAttribute('data-app', 'crashed');
      element('crash').setAttribute('data-trace', trace);
      hide('shell');
      hide('app');
      show('crash');
      element('crash-title').focus();
    });
  }

  function bindButtons() {
    element('shell-retry').addEventListener('click', retry);
    element('crash-reload').addEventListener('click', function () { window.location.reload(); });
    window.addEventListener('online', function () { if (failed) { retry(); } });
  }

  function retry() {
    /* The app began and fell silent: starting it twice in one page would mount it twice. */
    if (watchdog) { window.location.reload(); return; }
    attempts = 0;
    load();
  }

  function onPage(act) { if (pageParsed) { act(); } else { whenParsed.push(act); } }
  function element(id) { return document.getElementById(id); }
  function show(id) { var found = element(id); if (found) { found.hidden = false; } }
  function hide(id) { var found = element(id); if (found) { found.hidden = true; } }
})();
