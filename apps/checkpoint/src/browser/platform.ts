import { verifierBySuite } from '@tongxing/codec';
import { verifier as es256 } from '@tongxing/codec/es256';
import { verifier as sm2 } from '@tongxing/codec/sm2-sm3';
import type { Platform, RootsFile } from '@tongxing/device';
import { openHoldings } from './holdings.ts';
import { clientOf } from './node.ts';

const uploadLock = 'tongxing-checkpoint-upload';

/** A browser, as a checkpoint device stands on it. */
export const browser: Platform = {
  openHoldings,
  clientOf,
  async fetchRoots() {
    const answer = await fetch('roots.json', { cache: 'no-store' });
    if (!answer.ok) throw new Error(`roots.json: ${answer.status}`);
    return (await answer.json()) as RootsFile;
  },
  verifier: verifierBySuite({ ES256: es256.verify, 'SM2-SM3': sm2.verify }),
  clock: () => Math.floor(Date.now() / 1000),
  newId: () => crypto.randomUUID(),
  later(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
  alone: (send) => navigator.locks.request(uploadLock, send),
};
