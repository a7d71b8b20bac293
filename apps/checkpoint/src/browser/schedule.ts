import { jittered, type Device } from '@tongxing/device';

/** How often what waits is tried to be sent (seconds). */
const sendEvery = 15;
/** How often rules and lists are fetched before the node has said how often (seconds). */
const fetchEvery = 600;

/**
 * Keeps the device up to date: rules and lists by the node's own interval, and a sign of life so often that nothing but its silence is
 * taken for silence; and at once when the network comes back, or a device that slept is looked at again.
 * @param random between 0 and 1
 */
export function keepUpToDate(device: Device, random: () => number = Math.random): void {
  const repeat = (work: () => Promise<void>, seconds: () => number) => {
    const later = () => void setTimeout(() => void work().finally(later), seconds() * 1000);
    later();
  };
  void device.refresh();
  repeat(device.refresh, () => jittered(device.state().profile?.foreignPollSeconds ?? fetchEvery, random()));
  repeat(device.touch, () => jittered(device.state().contactSeconds, random()));
  repeat(device.send, () => sendEvery);
  globalThis.addEventListener('online', () => void device.refresh());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void device.touch();
  });
}
