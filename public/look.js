/* Theme and text size before the first paint; the build writes this into the page. ES5, as boot.js. Storage throws in
   some private modes and web-views. */
['theme', 'elder', 'text'].forEach(function (name) {
  try {
    var value = localStorage.getItem(name);
    if (value && /^[a-z]+$/.test(value)) { document.documentElement.setAttribute('data-' + name, value); }
  } catch (ignored) { /* the default look it is */ }
});
/* A page older than the release, whose boot script is gone, could say nothing else. */
document.addEventListener('error', function (event) {
  var script = event.target;
  if (script.tagName !== 'SCRIPT' || !script.defer || !window.fetch) { return; }
  fetch(script.src).then(function (response) {
    var stale = document.getElementById('shell-stale');
    var kind = response.headers.get('content-type') || '';
    if (stale && (response.status === 404 || response.status === 410 || response.ok && /html/.test(kind))) {
      stale.hidden = false;
    }
  }).then(null, function () { /* no network: the page says so when it is opened again */ });
}, true);
