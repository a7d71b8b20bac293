import type { Page } from 'playwright-core';

/** Of four sendings to an address, one is lost on its way, and of one the answer is. @returns how many were tried so far */
export async function breakConnection(page: Page, address: string): Promise<() => number> {
  let times = 0;
  await page.route(address, async (route) => {
    times += 1;
    if (times % 4 === 1) return route.abort();
    if (times % 4 === 3) await route.fetch();
    return times % 4 === 3 ? route.abort() : route.continue();
  });
  return () => times;
}
