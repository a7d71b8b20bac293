import { openDevice, type Device } from './browser/device.ts';
import { keepUpToDate } from './browser/schedule.ts';
import { createSession, type Session } from './session.ts';

export interface Opened {
  readonly device: Device;
  readonly session: Session;
}

/** All that is needed to judge. It is loaded after the first paint. */
export async function open(): Promise<Opened> {
  const device = await openDevice();
  keepUpToDate(device);
  return { device, session: createSession(device) };
}
