import type { Device } from '@tongxing/device';

/** How often what waits is tried to be sent (milliseconds). */
const sendEvery = 15_000;
/** How often rules and lists are fetched before the node has said how often (seconds). */
const fetchEvery = 600;

/**
 * Keeps the device up to date: by the node's own interval, spread by a fifth to either side, so that the devices of a province do not
 * all ask at once; and at once when the network comes back.
 * @param random between 0 and 1
 */
export function keepUpToDate(device: Device, random: () => number = Math.random): void {
  const fetchLater = () => {
    const seconds = device.state().profile?.foreignPollSeconds ?? fetchEvery;
    setTimeout(() => void device.refresh().finally(fetchLater), seconds * 1000 * (0.8 + 0.4 * random()));
  };
  const sendLater = () => void setTimeout(() => void device.send().finally(sendLater), sendEvery);
  globalThis.addEventListener('online', () => void device.refresh());
  void device.refresh().finally(fetchLater);
  sendLater();
}
