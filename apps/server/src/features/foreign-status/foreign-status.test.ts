import {
  decodeStatusListToken,
  findKey,
  statusAnswer,
  type StatusList,
  type Verification,
  verifyCode,
  verifyStatusListToken,
} from '@tongxing/codec';
import { routes, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, verify, type Checkpoint } from '../../../test/checkpoint.ts';
import { ago, citizenWithCode, declare, type Citizen } from '../../../test/citizen.ts';
import { day } from '../../../test/manual-clock.ts';
import { openFederation, type Federation } from '../../../test/federation.ts';
import { inventPerson } from '../../../test/people.ts';
import { show, takeStrips, type HeldStrip } from '../../../test/phone.ts';
import { createVerifier } from '../../platform/ecdsa.ts';
import { createTrustListSource } from '../federation/index.ts';
import { keepForeignList, openForeignList } from './take-in.ts';

let federation: Federation;
let door: Checkpoint;
let citizen: Citizen;
let strip: HeldStrip;
const verifier = createVerifier();

beforeAll(async () => {
  federation = await openFederation();
  door = await enrolCheckpoint(federation.destination);
  citizen = await citizenWithCode(federation.origin, inventPerson('140105'));
  strip = (await takeStrips(citizen.client))[0]!;
  await federation.pass(700);
});
afterAll(() => federation.close());

const now = () => federation.destination.clock.now();
const unix = () => Math.floor(now().getTime() / 1000);
const told = ({
  verdict,
  findings,
}: {
  readonly verdict: string;
  readonly findings: readonly { readonly code: string }[];
}) => [verdict, ...findings.map(({ code }) => code)];

async function trusted() {
  const { trustList } = await listSource().current();
  return trustList!;
}

const listSource = () => {
  const { context } = federation.destination;
  return createTrustListSource({ ...context, verifier });
};

interface Stored {
  readonly rules: schemas.CheckpointProfile['rules'];
  readonly lists: ReadonlyMap<string, StatusList>;
}

/** What a device at the door has in store after it was online. */
async function sync(): Promise<Stored> {
  const profile = await door.client.call(routes.getCheckpointProfile, {});
  const lists = new Map<string, StatusList>();
  for (const { uri, origin, listId } of profile.foreignStatusLists) {
    const token = (await door.client.call(routes.getForeignStatusList, { params: { listId } })) as Uint8Array;
    const decoded = decodeStatusListToken(token);
    const search = findKey(await trusted(), decoded.kid, 'status', origin, unix());
    if (!search.found) throw new Error(search.reason);
    lists.set(uri, await verifyStatusListToken(decoded, search.key, verifier, { uri }));
  }
  return { rules: profile.rules, lists };
}

/** The answer of a device at the door that has no network. */
async function offline({ rules, lists }: Stored, held: HeldStrip = strip): Promise<Verification> {
  const context = {
    now: unix(),
    division: '370102',
    trustList: await trusted(),
    rules,
    statusOf: (uri: string, idx: number) => lists.get(uri) && statusAnswer(lists.get(uri)!, idx),
  };
  return verifyCode(await show(held, now()), context, verifier);
}

describe('one code nationwide', () => {
  it('a green code of Shanxi passes a door in Shandong without a network, by the list of Shanxi [M70]', async () => {
    const store = await sync();
    expect(store.lists.size).toBeGreaterThan(0);
    const answer = await offline(store);
    expect(told(answer)).toEqual(['pass', 'foreign-code']);
    expect(answer.strip?.issuer).toBe('140000');
  });

  it('the list is handed on as Shanxi signed it, to the byte and with its own time', async () => {
    const { foreignStatusLists } = await door.client.call(routes.getCheckpointProfile, {});
    const { uri, listId, issuedAt } = foreignStatusLists[0]!;
    const token = (await door.client.call(routes.getForeignStatusList, { params: { listId } })) as Uint8Array;
    expect(uri.startsWith(federation.origin.context.config.http.publicUrl)).toBe(true);
    expect(Date.parse(issuedAt) / 1000).toBe(decodeStatusListToken(token).issuedAt);
    // The origin has signed nothing since: what it serves itself is the same.
    const { rows } = await sql<{ token: Buffer }>`
      select token from status_shard order by issued_at`.execute(federation.origin.context.db);
    expect(rows.some((row) => row.token.equals(Buffer.from(token)))).toBe(true);
  });

  it('without a list of Shanxi the device cannot tell, however fresh the strip is, and says what helps', async () => {
    const { rules } = await sync();
    expect(told(await offline({ rules, lists: new Map() }))).toEqual(['cannot-tell', 'status-unknown', 'foreign-code']);
    // What it would be without that rule: the strip's own signing time would do.
    const [fresh] = await takeStrips(citizen.client, undefined);
    const own = { ...rules, foreignListRequired: false };
    expect(told(await offline({ rules: own, lists: new Map() }, fresh))).toEqual(['pass', 'foreign-code']);
  });

  it('a list that is older than the limit is no answer', async () => {
    const store = await sync();
    federation.destination.clock.forward(4 * 3600 + 1);
    const later = await offline(store);
    federation.destination.clock.forward(-(4 * 3600 + 1));
    expect(told(later)).toEqual(['cannot-tell', 'too-old', 'foreign-code']);
  });

  it('with a network the node of Shandong answers by the list of Shanxi, and says whose code it is', async () => {
    const answer = await verify(door, await show(strip, now()));
    expect(told(answer)).toEqual(['pass', 'foreign-code']);
    expect(answer.origin).toEqual({ division: '140000', name: { zh: '140000', en: '140000' } });
  });

  it('a code that Shanxi has superseded no longer passes, with a network or without; nobody is told a colour', async () => {
    const traveller = await citizenWithCode(federation.origin, inventPerson('140105'));
    const [held] = await takeStrips(traveller.client);
    await federation.pass(601);
    expect(told(await offline(await sync(), held))).toEqual(['pass', 'foreign-code']);
    const { origin } = federation;
    origin.sources.records.set(traveller.person.documentNumber, [
      { kind: 'contact', degree: 'close', since: ago(origin, day) },
    ]);
    await declare(origin, traveller);
    await federation.pass(601);
    const after = await offline(await sync(), held);
    expect(told(after)).toEqual(['cannot-tell', 'ask-node', 'foreign-code']);
    const online = await verify(door, await show(held!, now()));
    expect(told(online)).toEqual(['cannot-tell', 'ask-node', 'foreign-code']);
    // Her new strip says it, and stops: red, and named as Shanxi's.
    const [red] = await takeStrips(traveller.client);
    const stopped = await verify(door, await show(red!, now()));
    expect([told(stopped), stopped.origin?.division]).toEqual([['stop', 'foreign-code', 'colour-red'], '140000']);
  });
});

describe('what a peer hands over', () => {
  it('is believed only as that peer’s word', async () => {
    const trustList = await trusted();
    const peer = trustList.nodes.find(({ division }) => division === '140000')!;
    const { rows } = await sql<{ uri: string; token: Buffer }>`select uri, token from foreign_status_list`.execute(
      federation.destination.context.db,
    );
    const { uri, token } = rows[0]!;
    const given = { trustList, peer, verifier, now: now() };
    await expect(openForeignList(given, uri, token)).resolves.toMatchObject({ uri });
    const foreign = 'http://127.0.0.1:9/s/abc0';
    await expect(openForeignList(given, foreign, token)).rejects.toThrow('outside its province');
    const broken = Buffer.from(token);
    broken[broken.length - 1]! ^= 1;
    await expect(openForeignList(given, uri, broken)).rejects.toThrow('bad-signature');
    await expect(openForeignList(given, `${uri}0`, token)).rejects.toThrow('status-list-wrong-subject');
    const early = new Date(now().getTime() - 86_400_000);
    await expect(openForeignList({ ...given, now: early }, uri, token)).rejects.toThrow('from the future');
  });
  it('never replaces a newer list, and a list of one province never one of another', async () => {
    const { db } = federation.destination.context;
    const uri = 'http://127.0.0.1:8/s/xyz0';
    const list = (issuedAt: number) => ({ uri, issuedAt, bits: 2 as const, list: new Uint8Array(1) });
    const keep = (division: string, at: number) =>
      keepForeignList(db, { division, token: Buffer.from(`${division}-${at}`), list: list(at), now: now() });
    await keep('440000', 2000);
    await keep('440000', 1000);
    await keep('140000', 3000);
    const { token } = await db
      .selectFrom('foreign_status_list')
      .select('token')
      .where('uri', '=', uri)
      .executeTakeFirstOrThrow();
    expect(token.toString()).toBe('440000-2000');
    await db.deleteFrom('foreign_status_list').where('uri', '=', uri).execute();
  });
});
