import type { Page } from 'playwright-core';

/** A handheld scanner or a document reader: keys in quick succession, and Enter. @returns the keys that do nothing else, each once */
export function typeLikeReader(page: Page, text: string): Promise<string[]> {
  return page.evaluate<string[]>(`(${typeQuickly})(${JSON.stringify(text)})`);
}

const typeQuickly = `(text) => {
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  return [...new Set([...text, 'Enter'].filter((key) => !press(key)))];
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

/** A browser's lock on its screen, counted: one without a window has no screen to keep on. */
export const countScreenLocks = `(() => {
  let [lock, taken, seen] = [undefined, 0, 'visible'];
  Object.defineProperty(document, 'visibilityState', { get: () => seen });
  const request = async () => {
    taken += 1;
    lock = { released: false, async release() { this.released = true; } };
    return lock;
  };
  Object.defineProperty(navigator, 'wakeLock', { value: { request } });
  const turn = (state) => {
    seen = state;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  globalThis.screenLocks = {
    counts: () => ({ taken, held: lock?.released === false ? 1 : 0 }),
    // As a browser does it: the lock ends, then the page is told.
    turnAway: () => { lock.released = true; turn('hidden'); },
    turnBack: () => turn('visible'),
  };
})()`;

/** What a guard heard and felt, in its order. */
export interface Told {
  readonly spoken: readonly { readonly language: string; readonly words: string }[];
  /** Milliseconds of buzzing and silence in turn. */
  readonly buzzes: readonly (readonly number[])[];
}

/** Has a page note what it would say and how it would buzz. */
export const noteTelling = `(() => {
  globalThis.told = { spoken: [], buzzes: [] };
  SpeechSynthesis.prototype.speak = ({ lang, text }) => void told.spoken.push({ language: lang, words: text });
  Navigator.prototype.vibrate = (pattern) => Boolean(told.buzzes.push(pattern));
})()`;

/** @returns what was noted since the last time */
export function takeTold(page: Page): Promise<Told> {
  return page.evaluate<Told>(`(() => {
    const noted = told;
    globalThis.told = { spoken: [], buzzes: [] };
    return noted;
  })()`);
}

/** Where the keyboard is, by its name, and whether that is to be seen: an outline, and nothing over it. */
export function focused(page: Page): Promise<{ readonly name: string; readonly isSeen: boolean }> {
  return page.evaluate(`(() => {
    const { activeElement: at } = document;
    const { left, top, width, height } = at.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const isSeen = outlineStyle === 'solid' && parseFloat(outlineWidth) >= 3 && at.contains(over);
    return { name: at.getAttribute('aria-label') ?? (at.labels?.[0] ?? at).textContent, isSeen };
  })()`);
}
