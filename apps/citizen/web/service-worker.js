// `build` and `files` stand before this when the app is built. What is not a file of the app, the node above all, goes to the network.
const page = new URL('index.html', self.registration.scope).href;
const addresses = new Set(files.map((file) => new URL(file, self.registration.scope).href));

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(build).then((cache) => cache.addAll([...addresses])));
});

// Only when no page uses the files of before any more.
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== build).map((name) => caches.delete(name)))),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const address = request.url.split(/[?#]/, 1)[0];
  const wanted = address === self.registration.scope ? page : address;
  if (!addresses.has(wanted)) return;
  event.respondWith(caches.open(build).then(async (cache) => (await cache.match(wanted)) ?? fetch(request)));
});
