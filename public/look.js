/* Theme and text size before the first paint; the build writes this into the page. ES5, as boot.js. Storage throws in
   some private modes and web-views. */
['theme', 'elder', 'text'].forEach(function (name) {
  try {
    var value = localStorage.getItem(name);
    if (value && /^[a-z]+$/.test(value)) { document.documentElement.setAttribute('data-' + name, value); }
  } catch (ignored) { /* the default look it is */ }
});
