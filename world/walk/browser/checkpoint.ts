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
  type Verdict,
} from '@tongxing/codec';
import { verifier } from '@tongxing/codec/es256';
import { createClient, findingTexts, ProblemError, routes, type schemas } from '@tongxing/contract';
import { describeKey } from './phone.ts';
import type { Network } from './network.ts';
import type { Bilingual } from './words.ts';

/** How long a guard waits for the node before the device judges by itself. */
const patienceMs = 300;

/** What the guard reads: the verdict, why, and how old the knowledge behind it is. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly findings: readonly { readonly code: string; readonly text: Bilingual }[];
  readonly colour: schemas.Colour | undefined;
  readonly maskedName: string | undefined;
  readonly lastFour: string | undefined;
  /** Seconds; undefined where nothing could be trusted. */
  readonly age: number | undefined;
  readonly by: 'node' | 'device';
}

/** A checkpoint in this page: enrolled at a node, it asks there first and judges by itself when it cannot. */
export interface Checkpoint {
  /** Fetches trust list, rules and status lists. */
  sync(): Promise<void>;
  /** Judges what it scanned. @param later seconds by which the device's clock is put forward; then it does not ask the node */
  check(text: string, later?: number): Promise<Judgement>;
}

interface Store {
  profile: schemas.CheckpointProfile;
  trustList: TrustList;
  syncedAt: number;
  /** Seconds by which the device's own clock was ahead of the node's then. */
  clockAhead: number;
  statusLists: Map<string, StatusList>;
}

/** @param base path of the node on this page @param roots installed with the device */
export async function enrolCheckpoint(
  base: string,
  enrolmentCode: string,
  roots: readonly RootKey[],
  network: Network,
): Promise<Checkpoint> {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const { token } = await createClient(base, network.transport()).call(routes.enrolDevice, {
    body: { enrolmentCode, publicKey: describeKey(key) },
  });
  const client = createClient(base, network.transport(), token);
  const hurried = createClient(base, network.transport(patienceMs), token);
  const fetchStore = async (earlier?: Store): Promise<Store> => {
    const profile = await client.call(routes.getCheckpointProfile, {});
    // What the node signs is judged by the node's time, and the device's own clock by it as well.
    const now = Math.floor(Date.parse(profile.serverTime) / 1000);
    const clockAhead = seconds() - now;
    const bytes = (await client.call(routes.getTrustList, {})) as Uint8Array;
    const minimumVersion = earlier?.trustList.version ?? 0;
    const trustList = await verifyTrustList(bytes, { roots, threshold: 2, now, minimumVersion }, verifier);
    const statusLists = new Map<string, StatusList>();
    for (const uri of profile.statusLists) {
      const shard = uri.slice(uri.lastIndexOf('/') + 1);
      const token = (await client.call(routes.getStatusList, { params: { shard } })) as Uint8Array;
      statusLists.set(uri, await openStatusList(token, uri, trustList, profile.division, now));
    }
    for (const { uri, origin, listId } of profile.foreignStatusLists) {
      const token = (await client.call(routes.getForeignStatusList, { params: { listId } })) as Uint8Array;
      statusLists.set(uri, await openStatusList(token, uri, trustList, origin, now));
    }
    return { profile, trustList, statusLists, syncedAt: now, clockAhead };
  };
  let store = await fetchStore();
  return {
    async sync() {
      store = await fetchStore(store);
    },
    async check(text, later = 0) {
      if (network.on && later === 0) {
        try {
          return fromNode(await hurried.call(routes.verifyCode, { body: { scanId: crypto.randomUUID(), text } }));
        } catch (error) {
          // A node that refuses the device has answered; one that is slow or gone has not.
          if (error instanceof ProblemError) throw error;
        }
      }
      return judge(store, text, seconds() + later);
    },
  };
}

async function openStatusList(token: Uint8Array, uri: string, trustList: TrustList, division: string, now: number) {
  const decoded = decodeStatusListToken(token);
  const search = findKey(trustList, decoded.kid, 'status', division, now);
  if (!search.found) throw new Error(`the status list is signed with a key that is ${search.reason}`);
  return verifyStatusListToken(decoded, search.key, verifier, { uri, now });
}

async function judge(
  { profile, trustList, syncedAt, clockAhead, statusLists }: Store,
  text: string,
  now: number,
): Promise<Judgement> {
  const { verdict, findings, age, strip } = await verifyCode(
    text,
    {
      now,
      division: profile.division,
      trustList,
      trustListAsOf: syncedAt,
      clockAhead,
      rules: profile.rules,
      statusOf(uri, idx) {
        const list = statusLists.get(uri);
        return list && statusAnswer(list, idx);
      },
    },
    verifier,
  );
  return {
    verdict,
    findings: findings.map(({ code }) => ({ code, text: findingTexts[code] })),
    colour: strip?.colour ?? undefined,
    maskedName: strip?.maskedName,
    lastFour: strip?.lastFour,
    age,
    by: 'device',
  };
}

function fromNode(result: schemas.VerificationResult): Judgement {
  return {
    verdict: result.verdict,
    findings: result.findings,
    colour: result.colour ?? undefined,
    maskedName: result.maskedName ?? undefined,
    lastFour: result.lastFour ?? undefined,
    age: result.asOf === null ? undefined : Math.max(0, Date.now() / 1000 - Date.parse(result.asOf) / 1000),
    by: 'node',
  };
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
