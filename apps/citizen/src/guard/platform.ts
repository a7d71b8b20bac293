import { verifierBySuite } from '@tongxing/codec';
import { sha256, verifier as es256 } from '@tongxing/codec/es256';
import { verifier as sm2 } from '@tongxing/codec/sm2-sm3';
import { createTurns, type Platform, type RootsFile } from '@tongxing/device';
import { nodeAs } from '@/api/node';
import { uuidOf } from '@/phone/uuid';
import { vendor } from '@/vendor';
import { openHoldings } from './holdings';

/** A mini-program, as a checkpoint device stands on it. */
export async function openPlatform(): Promise<Platform> {
  const newId = await createIds();
  return {
    openHoldings: () => openHoldings(newId),
    clientOf: nodeAs,
    fetchRoots,
    verifier: verifierBySuite({ ES256: es256.verify, 'SM2-SM3': sm2.verify }),
    clock: () => Math.floor(Date.now() / 1000),
    newId,
    later(milliseconds, work) {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
    alone: createTurns(),
  };
}

/** Ids without waiting for the platform's random bytes each time: of 256 of its bits and a number, by a hash. */
async function createIds(): Promise<() => string> {
  const seed = await vendor.random(32);
  let made = 0;
  return () => {
    made += 1;
    return uuidOf(sha256(Uint8Array.of(...seed, made >>> 24, made >>> 16, made >>> 8, made)).slice(0, 16));
  };
}

async function fetchRoots(): Promise<RootsFile> {
  const answer = await vendor.transport(`${vendor.nodeUrl}/guard/roots.json`, { method: 'GET', headers: {} });
  if (answer.status !== 200) throw new Error(`roots.json: ${answer.status}`);
  return JSON.parse(await answer.text()) as RootsFile;
}
