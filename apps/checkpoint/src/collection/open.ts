import type { Device } from '@tongxing/device';
import { openDesk, type Desk } from '@tongxing/device/collection';
import { CollectionScreen, openTube } from './screen.tsx';

const changeLock = 'tongxing-checkpoint-collection';

/** What registers samples, and its screens. */
export interface Collecting {
  readonly desk: Desk;
  readonly Screen: typeof CollectionScreen;
  /** Whether a tube was being filled when the app was closed. */
  readonly isUnderWay: boolean;
}

/** Loaded only where the province samples. */
export async function openCollecting(device: Device): Promise<Collecting> {
  const alone = <T>(work: () => Promise<T>) => navigator.locks.request(changeLock, work);
  const desk = await device.takeOn((tools) => openDesk(tools, alone));
  return { desk, Screen: CollectionScreen, isUnderWay: openTube(desk) !== undefined };
}
