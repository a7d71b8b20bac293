import { createSession, keepUpToDate, openDevice, type Device, type Session } from '@tongxing/device';
import { vendor } from '@/vendor';
import { openPlatform } from './platform';

export interface Opened {
  readonly device: Device;
  readonly session: Session;
}

let opening: Promise<Opened> | undefined;

/**
 * The checkpoint device that this phone is: opened with the guard's page, and kept up to date until the app is ended. It can be tried
 * again where it fails. @throws what the storage of the platform throws
 */
export function openGuard(): Promise<Opened> {
  opening ??= open().catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

async function open(): Promise<Opened> {
  const platform = await openPlatform();
  const device = await openDevice(platform);
  keepUpToDate(device, platform, Math.random);
  // While it is out of sight the platform lets nothing run.
  vendor.onSeen((seen) => void (seen && device.refresh()));
  return { device, session: createSession(device, platform.newId) };
}
