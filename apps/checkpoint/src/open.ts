import { openDevice, type Device } from './browser/device.ts';
import { keepUpToDate } from './browser/schedule.ts';
import { documentNames, readIdentity } from './identity.ts';
import { createSession, type Session } from './session.ts';

export interface Opened {
  readonly device: Device;
  readonly session: Session;
  readonly documents: typeof documentNames;
  readonly readIdentity: typeof readIdentity;
}

/** All that is needed to judge. It is loaded after the first paint. */
export async function open(): Promise<Opened> {
  const device = await openDevice();
  keepUpToDate(device);
  return { device, session: createSession(device), documents: documentNames, readIdentity };
}
