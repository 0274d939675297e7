/* Keeps one release of the app for when there is no network (docs/decisions/26-offline.md). It answers for the page and
   the files of the release, and for nothing of the API: what was entered lies sealed in IndexedDB, and the copies of
   public documents lie there with their day. `xtask` fills in the release. */
'use strict';

const RELEASE = {{release}};
/* So long a page waits for the network before the copy is shown. */
const PATIENCE_MS = 4000;
/* So long after it has waited in vain, nothing else of it waits again. */
const CUT_OFF_MS = 10000;
/* The worker of the pre-check has its files in its query; what differs by browser or encoding is one thing here. */
const ANY = { ignoreSearch: true, ignoreVary: true };

let cutOffAt = -Infinity;

self.addEventListener('install', (event) => {
  event.waitUntil(keepRelease().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldReleases().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const answer = answerTo(event.request);
  if (answer) { event.respondWith(answer); }
});

async function keepRelease() {
  const release = await caches.open(RELEASE.name);
  const page = await fetch('/', { cache: 'no-cache' });
  const text = await page.clone().text();
  /* A newer release came in between: its own worker follows. */
  if (!page.ok || !text.includes(RELEASE.boot)) { throw new Error('this release is over'); }
  const files = await Promise.all([
    ...RELEASE.assets.map((path) => file(new Request(path))),
    ...RELEASE.plain.map((path) => file(new Request(path, { cache: 'no-cache' }))),
  ]);
  await Promise.all(files.map(([request, response]) => release.put(request, response)));
  await release.put('/', page);
}

/* A gateway that wants a sign-in first answers for every address with a page of its own: kept as a file of the release,
   it would be given until the next release. */
async function file(request) {
  const response = await fetch(request);
  const isPage = (response.headers.get('Content-Type') || '').includes('text/html');
  if (!response.ok || isPage) { throw new Error('not a file of this release'); }
  return [request, response];
}

/* A page of the release before may still be open and want its parts: that one stays. */
async function dropOldReleases() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith('release-') && name !== RELEASE.name);
  others.pop();
  await Promise.all(others.map((name) => caches.delete(name)));
}

function answerTo(request) {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) { return null; }
  if (pathname.startsWith('/assets/')) { return built(request); }
  if (RELEASE.plain.includes(pathname)) { return fresh(request, pathname); }
  if (request.mode === 'navigate' && isScreen(pathname)) { return fresh(request, '/'); }
  return null;
}

/* Without the copy's own address: a worker finds its query in that of the answer. */
async function built(request) {
  const copy = await kept(request);
  return copy ? new Response(copy.body, { headers: copy.headers }) : fetch(request);
}

/* As the server decides (server/src/http/static_files.rs). */
function isScreen(path) {
  return !/\.[^/]*$|^\/(api|ops|dev|\.well-known)(\/|$)/.test(path);
}

/* From this release, or from the one before. */
async function kept(what) {
  const release = await caches.open(RELEASE.name);
  return await release.match(what, ANY) || caches.match(what, ANY);
}

/* What the network gives; where it gives nothing in time, or a gateway stands in its place, the copy. */
async function fresh(request, copyOf) {
  const fetched = fetch(request);
  const late = new Promise((_, reject) => {
    setTimeout(reject, request.mode !== 'navigate' && Date.now() - cutOffAt < CUT_OFF_MS ? 0 : PATIENCE_MS);
  });
  try {
    const response = await Promise.race([fetched, late]);
    if (response.status < 500) { return response; }
  } catch { /* no network, or none to speak of */ }
  cutOffAt = Date.now();
  return await kept(copyOf) || fetched;
}
