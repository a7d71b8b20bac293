import { createSession, keepUpToDate, openDevice, type Device, type Session } from '@tongxing/device';
import { takeWindow } from './browser/one-window.ts';
import { browser } from './browser/platform.ts';
import type { Collecting } from './collection/open.ts';
import { documentNames, readIdentity } from './identity.ts';
import type { Elsewhere } from './screens/app.tsx';

export interface Opened {
  readonly device: Device;
  readonly session: Session;
  readonly documents: typeof documentNames;
  readonly readIdentity: typeof readIdentity;
  /** What registers samples; asked for where the province samples at such a place. */
  collecting(): Promise<Collecting>;
}

/** All that is needed to judge, in the one window that works. It is loaded after the first paint. */
export async function open(elsewhere: Elsewhere): Promise<Opened> {
  await takeWindow(elsewhere);
  const device = await openDevice(browser);
  keepUpToDate(device, browser, Math.random);
  // At once when the network comes back, or a device that slept is looked at again.
  globalThis.addEventListener('online', () => void device.refresh());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void device.touch();
  });
  let collecting: Promise<Collecting> | undefined;
  return {
    device,
    session: createSession(device, browser.newId),
    documents: documentNames,
    readIdentity,
    collecting: () =>
      (collecting ??= import('./collection/open.ts').then(({ openCollecting }) => openCollecting(device))),
  };
}
