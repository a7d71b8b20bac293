import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import {
  batchOf,
  describeScan,
  fetchKnowledge,
  heardAt,
  judgeCode,
  mostInBatch,
  openKnowledge,
  originOf,
  uploadWaiting,
  type Knowledge,
  type SignBatch,
  type Waiting,
  type WaitingItem,
} from '@tongxing/device';
import { nothingCollected, uploadCollected, type Collection } from '@tongxing/device/collection';
import { displayPlaceCode, type RootKey, type Verification } from '@tongxing/codec';
import { createClient, routes, type Client, type Transport, type schemas } from '@tongxing/contract';
import { createVerifier } from '@tongxing/server';
import { machineClock } from './phone.ts';

/** A checkpoint device without a screen: enrolled at one node, it checks by the logic of the checkpoint app. Everything it knows it fetched itself. */
export interface Checkpoint {
  readonly deviceId: string;
  readonly client: Client;
  /** Fetches trust list, rules and status lists. */
  sync(): Promise<void>;
  /**
   * Judges a code from what is stored, and keeps the scan for later.
   * @param now seconds since 1970 by its own clock; now, where none is given
   */
  checkOffline(text: string, now?: number): Promise<Verification>;
  /** Bytes of status lists that it has fetched so far. */
  fetchedBytes(): number;
  /** Whose code it is, where a verified one is of another province. */
  originOf(verification: Verification): ReturnType<typeof originOf>;
  /** Asks the node. */
  checkOnline(text: string): Promise<schemas.VerificationResult>;
  /** What it shows as the display of its place, with an element of so many seconds ago. */
  showPlace(ago?: number): Promise<string>;
  /** Registers samples, and sends them. @returns what the device then knows of them */
  collect(how: (collection: Collection) => Collection): Promise<Collection>;
  /** Sends the scans made without a network. They are forgotten only once the node has said that it has them. */
  upload(): Promise<{ received: number; alreadyKnown: number }>;
}

/**
 * Roots are pinned when the device is set up: they come with the app, never over this connection.
 * @param clock what the device's own clock says, in seconds since 1970; it may be wrong
 */
export async function enrolCheckpoint(
  url: string,
  enrolmentCode: string,
  roots: readonly RootKey[],
  clock: () => number = machineClock,
  transport: Transport = fetch,
): Promise<Checkpoint> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const anonymous = createClient(url, transport);
  const { deviceId, token } = await anonymous.call(routes.enrolDevice, {
    body: { enrolmentCode, publicKey: { suite: 'ES256', x, y } },
  });
  return createCheckpoint(deviceId, anonymous.as(token), privateKey, roots, clock);
}

function createCheckpoint(
  deviceId: string,
  client: Client,
  key: KeyObject,
  roots: readonly RootKey[],
  clock: () => number,
): Checkpoint {
  const verifier = createVerifier();
  const waiting = waitInMemory();
  const signBatch: SignBatch = async (payload) => sign('sha256', payload, { key, dsaEncoding: 'ieee-p1363' });
  let known: Knowledge | undefined;
  let fetchedBytes = 0;
  const requireKnowledge = () => {
    if (known === undefined) throw new Error('the checkpoint has never been online');
    return known;
  };
  return {
    deviceId,
    client,
    async sync() {
      const fetched = await fetchKnowledge(client, clock);
      known = await openKnowledge(fetched, { keys: roots, threshold: 2 }, verifier, known);
      for (const token of fetched.statusLists.values()) fetchedBytes += token.length;
    },
    async checkOffline(text, now = clock()) {
      const verification = await judgeCode(requireKnowledge(), text, now, verifier);
      await waiting.add({ kind: 'scan', content: describeScan(randomUUID(), now, text, verification) });
      return verification;
    },
    fetchedBytes: () => fetchedBytes,
    originOf: (verification) => originOf(requireKnowledge(), verification),
    async checkOnline(text) {
      const result = await client.call(routes.verifyCode, { body: { scanId: randomUUID(), text } });
      known = known && heardAt(known, clock() - known.clockAhead);
      return result;
    },
    async showPlace(ago = 0) {
      const { card } = await client.call(routes.getDisplayCard, {});
      return displayPlaceCode(Buffer.from(card, 'base64url'), clock() - ago, (message) =>
        sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }),
      );
    },
    async collect(how) {
      let collection = nothingCollected;
      const change = async (next: typeof how) => (collection = next(collection));
      await change(how);
      await uploadCollected({ change }, client, signBatch, randomUUID);
      return collection;
    },
    upload: () => uploadWaiting(waiting, client, signBatch),
  };
}

function waitInMemory(): Waiting {
  const items: WaitingItem[] = [];
  let cut: { readonly batchId: string; readonly items: readonly WaitingItem[] } | undefined;
  return {
    async add(item) {
      items.push(item);
      return async () => {
        const at = items.indexOf(item);
        if (at !== -1) items.splice(at, 1);
      };
    },
    async nextBatch() {
      if (cut === undefined && items.length > 0) cut = { batchId: randomUUID(), items: items.splice(0, mostInBatch) };
      return cut && batchOf(cut.batchId, cut.items);
    },
    async forget() {
      cut = undefined;
    },
    count: async () => items.length + (cut?.items.length ?? 0),
  };
}
