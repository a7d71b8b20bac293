import type { Page } from 'playwright-core';

/** A handheld scanner or a document reader: keys in quick succession, and Enter. */
export async function typeLikeReader(page: Page, text: string): Promise<void> {
  await page.evaluate(`(${typeQuickly})(${JSON.stringify(text)})`);
}

const typeQuickly = `(text) => {
  for (const key of [...text, 'Enter'])
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}`;

/** Every row that the app keeps in the browser, as somebody who copies it would find it: the store, then the row as JSON. */
export function dumpDatabase(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${dump})()`);
}

const openIt = `new Promise((resolve) => {
  const opening = indexedDB.open('tongxing-checkpoint');
  opening.onsuccess = () => resolve(opening.result);
})`;
const rowsOf = `(asked) => new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)))`;

const dump = `async () => {
  const database = await ${openIt};
  const readable = (_, value) =>
    value instanceof ArrayBuffer || value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value;
  const rows = [];
  for (const store of database.objectStoreNames)
    for (const row of await (${rowsOf})(database.transaction(store).objectStore(store).getAll()))
      rows.push(store + ' ' + JSON.stringify(row, readable));
  database.close();
  return rows;
}`;

/** Whether the device's keys could be taken out of the browser. */
export function extractableKeys(page: Page): Promise<{ sign: boolean; seal: boolean }> {
  return page.evaluate<{ sign: boolean; seal: boolean }>(`(async () => {
    const database = await ${openIt};
    const keys = database.transaction('keys').objectStore('keys');
    const [pair, seal] = [await (${rowsOf})(keys.get('sign')), await (${rowsOf})(keys.get('seal'))];
    database.close();
    return { sign: pair.privateKey.extractable, seal: seal.extractable };
  })()`);
}
