/* Starts the app and stands by: looks whether the engine can run it, brings glue and WebAssembly with progress and
   retries, brings the parts of the app when they are needed, and shows the words of index.html when something fails,
   then or later. ES5, because it must still speak in engines that cannot run the rest. It contains no text for
   people. */
(function () {
  'use strict';

  var RETRY_AFTER_MS = [1000, 3000];
  /* No byte for so long: the connection is taken for dead and asked again. */
  var STALL_MS = 20000;
  /* The app has started but did not say that it is ready. It may wait for an answer of the server meanwhile. */
  var READY_MS = 40000;
  /* After that the app asks itself. */
  var EARLY_MS = 15000;
  /* From the leaving of a finger to its click: 350 ms in engines that wait for a second tap. */
  var CLICK_MS = 400;
  /* What is held down for longer is no tap, or its end was told to a menu. */
  var PRESS_MS = 5000;

  var FOLLOW = /^\/(cases\/.|inbox|confirm|licences|my-data)/;
  var APPLY = /^\/(sign-in|cases|receipt)(\/|$)|^\/s\/[^/]+\/(form|materials|review)(\/|$)/;
  var FIRST = /^\/(s|handbook|search|place|verify)(\/|$)/;

  var root = document.documentElement;
  var script = document.currentScript;
  var glueAddress = script.getAttribute('data-app-js');
  var wasmAddress = script.getAttribute('data-app-wasm');
  var wasmBytes = Number(script.getAttribute('data-app-wasm-bytes')) || 0;

  var pageParsed = false;
  var whenParsed = [];
  /* What config.json says, once it has come. */
  var config = null;
  var wasm = null;
  var failed = false;
  var crashed = false;
  var watchdog = 0;

  trustOwnScripts();
  document.addEventListener('DOMContentLoaded', function () {
    pageParsed = true;
    bindButtons();
    whenParsed.forEach(function (act) { act(); });
  });
  window.addEventListener('error', function (event) { noticeTrap(event.error, event.message); });
  window.addEventListener('unhandledrejection', function (event) { noticeTrap(event.reason, ''); });

  var released = watchPresses();
  var parts = null;
  /* The link of the shell that was pressed last. */
  var wanted = null;
  if (canRun()) {
    parts = partLoader(JSON.parse(script.getAttribute('data-app-parts') || '{}'), script.getAttribute('data-parts-style'));
    onPage(function () { show('shell-progress'); keepForApp(element('shell')); });
    watchForReady();
    onPage(watchTranslators);
    load();
    parts.fetchEarly(partOf(window.location.pathname));
    askEarly();
  } else {
    onPage(tooOld);
  }

  /* A click is lost when what was pressed is exchanged, or moves away, before it is let go. What comes by itself (the
     app in place of the shell, a part, an answer of the server) therefore waits until the click has been told; the app
     asks by way of src/platform/press.rs. */
  function watchPresses() {
    var isDown = false;
    var waiting = [];
    var timer = 0;
    function over() {
      isDown = false;
      waiting.splice(0).forEach(function (act) { act(); });
    }
    function on(event, within, begins) {
      window.addEventListener(event, function () {
        isDown = isDown || begins;
        clearTimeout(timer);
        timer = setTimeout(over, within);
      }, true);
    }
    on('pointerdown', PRESS_MS, true);
    on('pointerup', CLICK_MS, false);
    on('pointercancel', 0, false);
    on('click', 0, false);
    return window.__released = function () {
      return new Promise(function (resolve) { if (isDown) { waiting.push(resolve); } else { resolve(); } });
    };
  }

  function canRun() {
    try {
      /* A module that copies memory in bulk: iOS 14 and Chromium 74 know WebAssembly, but not this much of it.
         Compiling it also finds a policy that forbids WebAssembly. */
      var smallest = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1,
        10, 14, 1, 12, 0, 65, 0, 65, 0, 65, 0, 252, 10, 0, 0, 11]);
      return typeof Promise === 'function' && typeof fetch === 'function' && typeof TextDecoder === 'function' &&
        typeof MutationObserver === 'function' && new WebAssembly.Module(smallest) instanceof WebAssembly.Module;
    } catch (unable) {
      return false;
    }
  }

  /* Whatever asks for a script or a worker gets one of this host, or nothing (Trusted Types, where engines have them).
     No other policy may be made, and none makes text into HTML. crates/precheck/worker/worker.js does the same. */
  function trustOwnScripts() {
    if (!window.trustedTypes) { return; }
    window.trustedTypes.createPolicy('default', {
      createScriptURL: function (address) {
        if (new URL(address, document.baseURI).origin === window.location.origin) { return address; }
        throw new TypeError('foreign script');
      }
    });
  }

  function load() {
    failed = false;
    onPage(function () { hide('shell-failed'); hide('shell-stale'); show('shell-progress'); });
    withRetries(function () {
      return Promise.all([fetchGlue(), wasm || fetchBytes(wasmAddress, progress)]);
    }).then(function (both) {
      wasm = both[1];
      start();
    }, fail);
  }

  /* Asks again after a while, unless there is no network, or nothing to be had. */
  function withRetries(ask, attempts) {
    return ask().then(null, function (cause) {
      var wait = RETRY_AFTER_MS[attempts || 0];
      if (!wait || navigator.onLine === false || cause.kind === 'gone') { throw cause; }
      return new Promise(function (resolve) { setTimeout(resolve, wait); }).then(function () {
        return withRetries(ask, (attempts || 0) + 1);
      });
    });
  }

  function hasGlue() { return typeof wasm_bindgen !== 'undefined'; } // eslint-disable-line no-undef

  function fetchGlue() {
    if (hasGlue()) { return Promise.resolve(); }
    var glue = document.createElement('script');
    glue.src = glueAddress;
    return loaded(glue, glueAddress).then(function () {
      if (hasGlue()) { return; }
      return isGone(glueAddress).then(function (gone) {
        if (gone) { throw { kind: 'gone' }; }
        /* It arrived and defined nothing: its syntax is too new for this engine. */
        onPage(tooOld);
        return new Promise(function () { /* there is nothing to go on with */ });
      });
    });
  }

  /* Whether nothing lies at an address any more, or a page in place of a file: an element does not tell. */
  function isGone(address) {
    return fetch(address).then(function (response) {
      if (isGoneStatus(response.status)) { return true; }
      return response.ok && response.text().then(function (text) { return /^\s*</.test(text); });
    }).then(null, function () { return false; });
  }

  function isGoneStatus(status) { return status === 404 || status === 410; }

  function addStyle(address) {
    var link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    return loaded(link, address);
  }

  /* Puts an element into the head; what does not come is taken out again, to be asked for anew. */
  function loaded(element, address) {
    return new Promise(function (resolve, reject) {
      element.onload = resolve;
      element.onerror = function () {
        document.head.removeChild(element);
        isGone(address).then(function (gone) { reject({ kind: gone ? 'gone' : 'network' }); });
      };
      document.head.appendChild(element);
    });
  }

  /* Never by instantiateStreaming: some Android web-views refuse it under the right MIME type. */
  function fetchBytes(address, progress) {
    var abort = typeof AbortController === 'function' ? new AbortController() : null;
    var stall = 0;
    function alive() {
      clearTimeout(stall);
      stall = setTimeout(function () { if (abort) { abort.abort(); } }, STALL_MS);
    }
    alive();
    return fetch(address, abort ? { signal: abort.signal } : {}).then(function (response) {
      if (isGoneStatus(response.status)) { throw { kind: 'gone' }; }
      if (!response.ok) { throw { kind: 'status', status: response.status }; }
      alive();
      if (!response.body || !response.body.getReader) { return response.arrayBuffer(); }
      return readAll(response.body.getReader(), alive, progress);
    }).then(function (buffer) {
      clearTimeout(stall);
      /* A proxy, or a server that knows no better, gave a page of its own in place of a file that is gone. */
      if (!isWasm(new Uint8Array(buffer))) { throw { kind: 'gone' }; }
      return buffer;
    }, function (cause) {
      clearTimeout(stall);
      throw cause && cause.kind ? cause : { kind: cause && cause.name === 'AbortError' ? 'stalled' : 'network' };
    });
  }

  function isWasm(bytes) { return bytes[0] === 0 && bytes[1] === 97 && bytes[2] === 115 && bytes[3] === 109; }

  function readAll(reader, alive, progress) {
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
      if (progress) { progress(length); }
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

  /* The parts of the app beside its first module (src/parts.rs): WebAssembly that shares the memory, the table and the
     stack pointer of the first. Each file is compiled once and placed once; one that failed is asked for again when the
     app asks again. The style of their pages comes with the first of them. */
  function partLoader(needs, styleAddress) {
    var compiled = {};
    var placed = {};
    var styled = null;
    var main = null;
    var tellStarted;
    var started = new Promise(function (resolve) { tellStarted = resolve; });

    function compile(address) {
      if (!compiled[address]) {
        compiled[address] = withRetries(function () { return fetchBytes(address); }).then(function (bytes) {
          return WebAssembly.compile(bytes).then(null, function (cause) {
            console.error(cause);
            /* Not whole, or not ours. */
            throw { kind: 'gone' };
          });
        });
        compiled[address].then(null, function () { delete compiled[address]; });
      }
      return compiled[address];
    }

    function style() {
      if (!styled) {
        styled = withRetries(function () { return addStyle(styleAddress); });
        styled.then(null, function () { styled = null; });
      }
      return styled;
    }

    function bring(name) { return Promise.all([style()].concat(needs[name].map(compile))); }

    function place(name) {
      return bring(name).then(function (brought) {
        return started.then(function () {
          brought.slice(1).forEach(function (module, at) {
            var address = needs[name][at];
            if (placed[address]) { return; }
            new WebAssembly.Instance(module, { __wasm_split: main });
            placed[address] = true;
          });
        });
      });
    }

    /* What the first module imports: for each part a function that brings it and calls back with whether it came. */
    var loaders = {};
    Object.keys(needs).forEach(function (name) {
      loaders['__wasm_split_load_' + name] = function (callback, data) {
        function answer(ok) { main.__indirect_function_table.get(callback)(data, ok); }
        /* The first page may lie in a part; however long that takes to come, the app is not silent. */
        if (root.getAttribute('data-app') !== 'ready') { watch(); }
        place(name).then(function () {
          root.removeAttribute('data-part-failed');
          released().then(function () { answer(1); });
          whenIdle(function () { if (name === 'first') { fetchQuietly('apply'); } });
        }, function (cause) {
          var kind = cause.kind === 'status' ? String(cause.status) : cause.kind || 'gone';
          root.setAttribute('data-part-failed', navigator.onLine === false ? 'offline' : kind);
          started.then(function () { answer(0); });
        });
      };
    });
    window.__wasm_split = loaders;

    function fetchEarly(name) {
      if (name && needs[name]) { bring(name).then(null, function () { /* the app asks again, and says so */ }); }
    }

    /* What is likely needed next; not where the person saves data. */
    function fetchQuietly(name) {
      var connection = navigator.connection;
      if (!(connection && connection.saveData)) { fetchEarly(name); }
    }

    return {
      fetchEarly: fetchEarly,
      fetchQuietly: fetchQuietly,
      started: function (exports) { main = exports; tellStarted(); }
    };
  }

  /* What the app asks for first, asked for while its module still comes. It takes each answer once
     (src/api/early.rs); without one it asks itself. */
  function askEarly() {
    var answers = window.__early = {};
    function ask(address) {
      var abort = typeof AbortController === 'function' ? new AbortController() : null;
      var late = setTimeout(function () { if (abort) { abort.abort(); } }, EARLY_MS);
      answers[address] = fetch(address, abort ? { signal: abort.signal } : {}).then(function (response) {
        return response.ok ? response.text() : null;
      }).then(null, function () { return null; });
      answers[address].then(function () { clearTimeout(late); });
      return answers[address];
    }
    ask('/config.json').then(function (text) {
      config = {};
      try { config = JSON.parse(text) || config; } catch (ignored) { /* the defaults it is */ }
      var api = (config.api || '/api/v1').replace(/\/+$/, '');
      var region = config.region || '000000';
      try {
        var chosen = window.localStorage.getItem('place');
        if (/^[0-9]{6}$/.test(chosen)) { region = chosen; }
      } catch (ignored) { /* storage is denied */ }
      ask(api + '/session');
      ask(api + '/shelf?region=' + region);
    });
  }

  /* What is done in the shell before the app is there: a link is followed, and typed words stay, as soon as it is.
     Where the app does not come, links lead to their page as they would without all this. */
  function keepForApp(shell) {
    shell.addEventListener('click', function (event) {
      var link = event.target.closest('a[href^="/"]');
      var elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
      if (!link || elsewhere || failed) { return; }
      event.preventDefault();
      if (wanted) { wanted.removeAttribute('aria-busy'); }
      wanted = link;
      wanted.setAttribute('aria-busy', 'true');
      parts.fetchEarly(partOf(link.getAttribute('href')));
    });
    shell.addEventListener('submit', function (event) { event.preventDefault(); });
    function elder() { return root.getAttribute('data-elder') === 'on'; }
    function tellElder() { element('shell-elder').setAttribute('aria-pressed', String(elder())); }
    tellElder();
    element('shell-elder').addEventListener('click', function () {
      root.setAttribute('data-elder', elder() ? 'off' : 'on');
      tellElder();
      try { window.localStorage.setItem('elder', elder() ? 'on' : 'off'); } catch (ignored) { /* for this page alone */ }
    });
  }

  function handOver(shell) {
    var typed = element('shell-search');
    var search = document.querySelector('#app input[type="search"]');
    if (search && typed.value) {
      search.value = typed.value;
      search.dispatchEvent(new Event('input', { bubbles: true }));
    }
    if (search && document.activeElement === typed) {
      search.focus({ preventScroll: true });
      search.setSelectionRange(typed.selectionStart, typed.selectionEnd);
    }
    var href = document.activeElement.getAttribute('href');
    var focused = href && shell.contains(document.activeElement) && document.querySelector('#app a[href="' + href + '"]');
    if (focused) { focused.focus({ preventScroll: true }); }
    shell.parentNode.removeChild(shell);
    if (!wanted) { return; }
    /* The app follows links wherever they are pressed. */
    var link = document.createElement('a');
    link.href = wanted.getAttribute('href');
    link.hidden = true;
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
  }

  /* Which part the page at an address lies in. src/route.rs decides, and a test there holds this to it; this only asks
     early. */
  function partOf(path) { return FOLLOW.test(path) ? 'follow' : APPLY.test(path) ? 'apply' : FIRST.test(path) ? 'first' : null; }

  function whenIdle(act) {
    if (typeof requestIdleCallback === 'function') { requestIdleCallback(act); } else { setTimeout(act, 500); }
  }

  function watch() {
    clearTimeout(watchdog);
    watchdog = setTimeout(function () { fail({ kind: 'silent' }); }, READY_MS);
  }

  function start() {
    watch();
    onPage(function () {
      wasm_bindgen({ module_or_path: wasm }).then(parts.started, function (cause) { // eslint-disable-line no-undef
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
      if (shell) { handOver(shell); }
      whenIdle(function () { parts.fetchQuietly('first'); keepOffline(); });
    });
    observer.observe(root, { attributes: true, attributeFilter: ['data-app'] });
  }

  /* A service worker keeps the app for when there is no network (docs/decisions/26-offline.md). Not in the web-views of
     other apps, where nobody could get rid of a broken one, and not where the person saves data. */
  function keepOffline() {
    var workers = navigator.serviceWorker;
    var address = script.getAttribute('data-service-worker');
    var connection = navigator.connection;
    var inWebView = /MicroMessenger|AlipayClient|miniProgram|DingTalk|baiduboxapp|ToutiaoMicroApp|; wv\)/i;
    if (!workers || !config || inWebView.test(navigator.userAgent)) { return; }
    function unable() { /* no room, or a host that allows none: without it the app is as it was */ }
    if (!address || config.offline === false) {
      workers.getRegistrations().then(function (found) { found.forEach(function (it) { it.unregister(); }); }, unable);
    } else if (!(connection && connection.saveData)) {
      workers.register(address).then(null, unable);
    }
  }

  /* Page translation puts a <font> in place of each text node. Which one stands for it is written at the node, for
     src/dom/render/text.rs. */
  function watchTranslators() {
    new MutationObserver(function (records) {
      records.forEach(function (record) {
        var text = record.removedNodes[0];
        if (!text || text.nodeType !== 3 || text.parentNode) { return; }
        [record.addedNodes[0], record.previousSibling, record.nextSibling].some(function (found) {
          if (!found || found.nodeName !== 'FONT' || found.__of) { return false; }
          found.__of = text;
          text.__in_place = found;
          return true;
        });
      });
    }).observe(element('app'), { childList: true, subtree: true });
  }

  function fail(cause) {
    if (crashed) { return; }
    failed = true;
    var kind = navigator.onLine === false ? 'offline' : cause.kind;
    onPage(function () {
      hide('shell-progress');
      if (kind === 'gone') { show('shell-stale'); return; }
      var words = element('shell-failed').querySelectorAll('[data-cause]');
      Array.prototype.forEach.call(words, function (word) { word.hidden = word.getAttribute('data-cause') !== kind; });
      element('shell-status').textContent = cause.status || '';
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
    load();
  }

  function onPage(act) { if (pageParsed) { act(); } else { whenParsed.push(act); } }
  function element(id) { return document.getElementById(id); }
  function show(id) { var found = element(id); if (found) { found.hidden = false; } }
  function hide(id) { var found = element(id); if (found) { found.hidden = true; } }
})();
