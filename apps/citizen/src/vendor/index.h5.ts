import { noteArrival, takeArrival } from './web-arrival';
import { createHomeScreen } from './web-home-screen';
import { chooseFile, saveFile, smallEnough } from './web-files';
import { readPhotograph } from './web-scan';
import { takeNewest } from './web-update';
import type { Vendor } from './vendor';

/** The web: the view of a provincial app, or any browser. */
export const vendor: Vendor = {
  name: 'h5',
  nodeUrl: '',
  address: location.origin,
  start() {
    noteArrival();
    // Without it the app works as long as there is a network; what goes wrong here takes nothing from anybody.
    if ('serviceWorker' in navigator) navigator.serviceWorker.register('sw.js').catch(() => undefined);
  },
  transport: (url, init) => fetch(url, init),
  random: async (length) => crypto.getRandomValues(new Uint8Array(length)),
  read: (key) => localStorage.getItem(key) ?? undefined,
  write: (key, value) => localStorage.setItem(key, value),
  remove: (key) => localStorage.removeItem(key),
  login: undefined,
  phoneGrant: async () => undefined,
  // A page cannot: the person is asked to, in words.
  brighten: () => undefined,
  onScreenshot: () => () => undefined,
  isOnline: async () => navigator.onLine,
  face: undefined,
  leaveFor: (address) => location.assign(address),
  copy: undefined,
  takeArrival,
  onSeen(told) {
    const listener = () => told(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
  call: (phone) => {
    location.href = `tel:${phone}`;
  },
  async pickPicture(mostBytes) {
    const file = await chooseFile('image/jpeg,image/png,image/webp,image/heic');
    return file === undefined ? undefined : { content: await smallEnough(file, mostBytes), source: undefined };
  },
  scanCode: () => readPhotograph(),
  async pickPdf() {
    const file = await chooseFile('application/pdf');
    return file === undefined ? undefined : new Uint8Array(await file.arrayBuffer());
  },
  keepFile: async (text, name) => saveFile(new Blob([text], { type: 'application/json' }), name),
  homeScreen: createHomeScreen(),
  print: () => window.print(),
  update: () => void takeNewest(),
  openPdf: async (content, name) =>
    saveFile(new Blob([content as Uint8Array<ArrayBuffer>], { type: 'application/pdf' }), name),
  language: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
};
