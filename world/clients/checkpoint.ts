import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import {
  decodeStatusListToken,
  findKey,
  statusAnswer,
  verifyCode,
  verifyStatusListToken,
  verifyTrustList,
  type RootKey,
  type StatusList,
  type TrustList,
  type Verification,
  type Verifier,
} from '@tongxing/codec';
import { createClient, routes, type Client, type Transport, type schemas } from '@tongxing/contract';
import { createVerifier } from '@tongxing/server';
import { machineClock } from './phone.ts';

/** What a checkpoint keeps for the time without a network. */
interface Store {
  profile?: schemas.CheckpointProfile;
  trustList?: TrustList;
  trustListAsOf?: number;
  /** By how many seconds its own clock was ahead of the node's when they last spoke. */
  clockAhead?: number;
  readonly statusLists: Map<string, StatusList>;
  readonly scans: schemas.ScanBatch['scans'];
  /** Of status lists, since it was set up. */
  fetchedBytes: number;
}

/** A province that somebody's code is of. */
export interface Origin {
  readonly division: string;
  readonly name: { readonly zh: string; readonly en: string };
}

/** A checkpoint device: enrolled at one node, it checks with and without a network. Everything it knows it fetched itself. */
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
  originOf(verification: Verification): Origin | undefined;
  /** Asks the node. */
  checkOnline(text: string): Promise<schemas.VerificationResult>;
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
  const store: Store = { statusLists: new Map(), scans: [], fetchedBytes: 0 };
  const verifier = createVerifier();
  return {
    deviceId,
    client,
    sync: () => sync(store, client, roots, verifier, clock),
    async checkOffline(text, now = clock()) {
      const verification = await judge(store, text, now, verifier);
      store.scans.push({
        scanId: randomUUID(),
        scannedAt: new Date(now * 1000).toISOString(),
        verdict: verification.verdict,
        findings: verification.findings.map((finding) => finding.code),
        text,
      });
      return verification;
    },
    fetchedBytes: () => store.fetchedBytes,
    originOf: ({ strip }) =>
      strip === undefined || strip.issuer === store.profile?.division.replace(/.{4}$/, '0000')
        ? undefined
        : store.trustList?.nodes.find(({ division }) => division === strip.issuer),
    checkOnline: (text) => client.call(routes.verifyCode, { body: { scanId: randomUUID(), text } }),
    async upload() {
      const scans = store.scans.slice(0, 500);
      const payload = Buffer.from(JSON.stringify({ batchId: randomUUID(), scans }));
      const signature = sign('sha256', payload, { key, dsaEncoding: 'ieee-p1363' });
      const receipt = await client.call(routes.uploadScans, {
        body: { payload: payload.toString('base64url'), signature: signature.toString('base64url') },
      });
      store.scans.splice(0, scans.length);
      return receipt;
    },
  };
}

async function sync(
  store: Store,
  client: Client,
  roots: readonly RootKey[],
  verifier: Verifier,
  clock: () => number,
): Promise<void> {
  store.profile = await client.call(routes.getCheckpointProfile, {});
  const deviceTime = clock();
  // What the node signs is judged by the node's time: a wrong clock must not make a good list look expired, or an old one good.
  const now = Math.floor(Date.parse(store.profile.serverTime) / 1000);
  store.clockAhead = deviceTime - now;
  const bytes = (await client.call(routes.getTrustList, {})) as Uint8Array;
  const minimumVersion = store.trustList?.version ?? 0;
  store.trustList = await verifyTrustList(bytes, { roots, threshold: 2, now, minimumVersion }, verifier);
  store.trustListAsOf = now;
  store.statusLists.clear();
  for (const { uri, origin, listId } of store.profile.foreignStatusLists) {
    const token = (await client.call(routes.getForeignStatusList, { params: { listId } })) as Uint8Array;
    store.fetchedBytes += token.length;
    // The own node hands on what another province signed: it is believed as that province's word, or not at all.
    store.statusLists.set(uri, await openStatusList(store.trustList, token, uri, origin, now, verifier));
  }
  for (const uri of store.profile.statusLists) {
    const shard = uri.slice(uri.lastIndexOf('/') + 1);
    const token = (await client.call(routes.getStatusList, { params: { shard } })) as Uint8Array;
    store.fetchedBytes += token.length;
    store.statusLists.set(
      uri,
      await openStatusList(store.trustList, token, uri, store.profile.division, now, verifier),
    );
  }
}

async function openStatusList(
  trustList: TrustList,
  token: Uint8Array,
  uri: string,
  division: string,
  now: number,
  verifier: Verifier,
): Promise<StatusList> {
  const decoded = decodeStatusListToken(token);
  const search = findKey(trustList, decoded.kid, 'status', division, now);
  if (!search.found) throw new Error(`the status list is signed with a key that is ${search.reason}`);
  return verifyStatusListToken(decoded, search.key, verifier, { uri, now });
}

function judge(store: Store, text: string, now: number, verifier: Verifier): Promise<Verification> {
  const { profile, trustList, trustListAsOf, clockAhead, statusLists } = store;
  if (profile === undefined) throw new Error('the checkpoint has never been online');
  return verifyCode(
    text,
    {
      now,
      division: profile.division,
      trustList,
      ...(trustListAsOf === undefined ? {} : { trustListAsOf }),
      ...(clockAhead === undefined ? {} : { clockAhead }),
      rules: profile.rules,
      statusOf(uri, idx) {
        const list = statusLists.get(uri);
        return list && statusAnswer(list, idx);
      },
    },
    verifier,
  );
}
