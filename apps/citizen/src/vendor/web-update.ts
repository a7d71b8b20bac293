/** The worker keeps the app as it was built; without it and what it kept, the page comes from the node, and a new worker with it. */
export async function takeNewest(): Promise<void> {
  if ('serviceWorker' in navigator) {
    const workers = await navigator.serviceWorker.getRegistrations();
    const kept = await caches.keys();
    await Promise.all([...workers.map((each) => each.unregister()), ...kept.map((name) => caches.delete(name))]);
  }
  location.reload();
}
