import { jittered } from './contact.ts';
import type { Device } from './device.ts';
import type { Platform } from './platform.ts';

/** How often what waits is tried to be sent (seconds). */
const sendEvery = 15;
/** How often rules and lists are fetched before the node has said how often (seconds). */
const fetchEvery = 600;

/**
 * Keeps the device up to date: rules and lists by the node's own interval, and a sign of life so often that nothing but its silence is
 * taken for silence.
 * @param random between 0 and 1
 */
export function keepUpToDate(device: Device, { later }: Pick<Platform, 'later'>, random: () => number): void {
  const repeat = (work: () => Promise<void>, seconds: () => number) => {
    const again = () => void later(seconds() * 1000, () => void work().then(again, again));
    again();
  };
  void device.refresh();
  repeat(device.refresh, () => jittered(device.state().profile?.foreignPollSeconds ?? fetchEvery, random()));
  repeat(device.touch, () => jittered(device.state().contactSeconds, random()));
  repeat(device.send, () => sendEvery);
}
