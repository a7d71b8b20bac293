import { randomUUID } from 'node:crypto';
import { decodeStrip, encodeBase45, encodeCbor, prepareStrip, presentStrip } from '@tongxing/codec';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, revoke, verify, type Checkpoint } from '../../../test/checkpoint.ts';
import { ago, citizenWithCode, declare, type Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { makeDeviceKey, show, signWith, takeStrips, type HeldStrip } from '../../../test/phone.ts';

let node: TestNode;
let checkpoint: Checkpoint;
let citizen: Citizen;
let strip: HeldStrip;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  checkpoint = await enrolCheckpoint(node);
  citizen = await citizenWithCode(node, inventPerson('140105', '王秀英'));
  strip = (await takeStrips(citizen.client))[0]!;
});
afterAll(() => node.close());

const now = () => node.clock.now();
const later = (seconds: number) => new Date(now().getTime() + seconds * 1000);
const told = ({ verdict, findings }: schemas.VerificationResult) => [verdict, ...findings.map(({ code }) => code)];

/** A strip with other claims, signed by a key of the forger's: only its shape is right. */
async function forged(change: Partial<ReturnType<typeof decodeStrip>['claims']>): Promise<string> {
  const { claims, kid, suite } = decodeStrip(strip.bytes);
  const prepared = prepareStrip({ ...claims, ...change }, { suite, kid });
  const bytes = prepared.finish(signWith(makeDeviceKey(), prepared.toBeSigned));
  return presentStrip(bytes, Math.floor(now().getTime() / 1000), async (message) => signWith(strip.key, message));
}

describe('a scan with a network', () => {
  it('of a green code passes, with what the guard compares and the time of the answer [M41] [M42]', async () => {
    const answer = await verify(checkpoint, await show(strip, now()));
    expect(answer).toEqual({
      kind: 'phone',
      verdict: 'pass',
      findings: [],
      colour: 'green',
      maskedName: '王*英',
      lastFour: citizen.person.documentNumber.slice(-4),
      asOf: '2026-11-24T08:00:00+08:00',
      pollNow: false,
      permit: null,
      origin: null,
      change: null,
    });
  });

  it.each([
    ['an older display', -91, ['stop', 'stale-display']],
    ['a display of a minute and a half ago', -90, ['pass']],
    ['a phone clock half a minute ahead', 30, ['pass']],
    ['a phone clock further ahead', 31, ['cannot-tell', 'clock-wrong']],
  ])('of %s is judged by the province: %i s', async (_what, seconds, expected) => {
    expect(told(await verify(checkpoint, await show(strip, later(seconds))))).toEqual(expected);
  });

  it('of a display that was shown at another place a moment ago says so, and does not stop for it', async () => {
    const other = await enrolCheckpoint(node);
    const text = await show(strip, later(-20));
    expect(told(await verify(checkpoint, text))).toEqual(['pass']);
    expect(told(await verify(checkpoint, text))).toEqual(['pass']);
    expect(told(await verify(other, text))).toEqual(['pass', 'shown-elsewhere']);
    const { findings } = await node.context.db
      .selectFrom('scan')
      .select('findings')
      .where('venue_id', '=', other.venueId)
      .executeTakeFirstOrThrow();
    expect(findings).toEqual(['shown-elsewhere']);
    expect(told(await verify(other, await show(strip, later(-19))))).toEqual(['pass']);
  });

  it('sent twice under one id, its answer lost on the way, is stored once', async () => {
    const body = { scanId: randomUUID(), text: await show(strip, now()) };
    await checkpoint.client.call(routes.verifyCode, { body });
    node.clock.forward(2);
    await checkpoint.client.call(routes.verifyCode, { body });
    const rows = await node.context.db
      .selectFrom('scan')
      .select('scan_id')
      .where('scan_id', '=', body.scanId)
      .execute();
    node.clock.forward(-2);
    expect(rows).toHaveLength(1);
  });

  it('of a forged strip stops, and says nothing of what it claims', async () => {
    const answer = await verify(checkpoint, await forged({ maskedName: '假' }));
    expect(told(answer)).toEqual(['stop', 'bad-issuer-signature']);
    expect([answer.colour, answer.maskedName, answer.lastFour, answer.asOf]).toEqual([null, null, null, null]);
  });

  it("of somebody else's strip with one's own signature stops", async () => {
    const text = await show({ ...strip, key: makeDeviceKey() }, now());
    expect(told(await verify(checkpoint, text))).toEqual(['stop', 'bad-holder-signature']);
  });

  it('of something that is no code stops as malformed', async () => {
    for (const text of ['hello', 'TX1:', `TX1:${'A'.repeat(500)}`, `TX1:${encodeBase45(encodeCbor([1, 2, 3]))}`]) {
      expect(told(await verify(checkpoint, text))).toEqual(['stop', 'malformed']);
    }
    expect(told(await verify(checkpoint, 'TX9:ABC'))).toEqual(['cannot-tell', 'unknown-version']);
  });

  it('of a place outside the scope cannot tell', async () => {
    const elsewhere = await enrolCheckpoint(node, '140212');
    const answer = await verify(elsewhere, await show(strip, later(-5)));
    expect(told(answer)).toEqual(['cannot-tell', 'out-of-scope']);
    expect(answer.change).toMatchObject({ kind: 'scope', scope: '140200' });
    expect((await verify(checkpoint, await show(strip, later(-4)))).change).toBeNull();
  });

  it('of a place outside the scope passes after the one tap that the answer names', async () => {
    const elsewhere = await enrolCheckpoint(node, '140212');
    const traveller = await citizenWithCode(node);
    const device = randomUUID();
    const text = async () => {
      const [taken] = await takeStrips(traveller.client, undefined, device);
      return show(taken!, later(-5));
    };
    const { change } = await verify(elsewhere, await text());
    await traveller.client.call(routes.applyForCode, { body: { scope: change!.scope } });
    expect(told(await verify(elsewhere, await text()))[0]).toBe('pass');
  });

  it.each(['g18-1', 'g19-1', '-190', 'g1', 'g190/../x', ''])(
    'of a forged strip whose status stands at a list that cannot be, %j, is answered like any other forgery',
    async (name) => {
      const uri = `http://127.0.0.1:37000/s/${name}`;
      expect(told(await verify(checkpoint, await forged({ status: { uri, idx: 0 } })))).toEqual([
        'stop',
        'bad-issuer-signature',
      ]);
    },
  );

  it('is on disk before its answer: what the database refused is not answered', async () => {
    const text = await show(strip, now());
    const count = async () => (await node.context.db.selectFrom('scan').selectAll().execute()).length;
    const before = await count();
    await verify(checkpoint, text);
    expect(await count()).toBe(before + 1);
    await node.handle.pool.query('alter table scan add constraint broken check (issuer is null) not valid');
    expect(await problemOf(verify(checkpoint, text))).toBe('internal');
    await node.handle.pool.query('alter table scan drop constraint broken');
    expect(await count()).toBe(before + 1);
    expect(told(await verify(checkpoint, text))).toEqual(['pass']);
  });

  it('is stored once for each of two hundred that come at the same time, each with its own answer', async () => {
    const count = async () => (await node.context.db.selectFrom('scan').selectAll().execute()).length;
    const before = await count();
    const text = await show(strip, now());
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => verify(checkpoint, n % 2 === 0 ? text : 'no code')),
    );
    expect(answers.map(({ verdict }) => verdict)).toEqual(
      Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? 'pass' : 'stop')),
    );
    expect(await count()).toBe(before + 200);
  });

  it('keeps verdict, findings and the index of the strip, and nothing that names anybody', async () => {
    const scanId = randomUUID();
    await checkpoint.client.call(routes.verifyCode, { body: { scanId, text: await show(strip, now()) } });
    const row = await node.context.db
      .selectFrom('scan')
      .selectAll()
      .where('scan_id', '=', scanId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      verdict: 'pass',
      findings: [],
      issuer: '140000',
      online: true,
      device_id: checkpoint.deviceId,
    });
    expect(row.display_time).toBe(Math.floor(now().getTime() / 1000));
    expect(JSON.stringify(row)).not.toContain(citizen.person.documentNumber.slice(-4) + '"');
    expect(Object.keys(row)).not.toContain('person_id');
  });

  it('is refused to a revoked device', async () => {
    const other = await enrolCheckpoint(node);
    await revoke(node, other);
    expect(await problemOf(verify(other, 'no code'))).toBe('device-revoked');
  });
});

describe('a colour that changed after the strip was signed', () => {
  it('is the one that counts: the node says red of a strip that says green, and asks the device to poll', async () => {
    const hers = await citizenWithCode(node);
    const [old] = await takeStrips(hers.client);
    node.sources.records.set(hers.person.documentNumber, [{ kind: 'contact', degree: 'close', since: ago(node, day) }]);
    await declare(node, hers);
    const red = await verify(checkpoint, await show(old!, now()));
    expect(told(red)).toEqual(['stop', 'colour-red']);
    expect([red.colour, red.pollNow]).toEqual(['red', true]);
    node.sources.records.delete(hers.person.documentNumber);
    await declare(node, hers);
    const green = await verify(checkpoint, await show(old!, now()));
    expect([green.verdict, green.colour, green.pollNow]).toEqual(['pass', 'green', true]);
  });
});

describe('an expired trust list', () => {
  it('makes the answer cannot-tell, whatever the colour', async () => {
    const short = await openTestNode({ division: '140000' });
    const device = await enrolCheckpoint(short);
    await short.pass(30 * day + hour);
    const person = await citizenWithCode(short);
    const [held] = await takeStrips(person.client);
    const answer = await verify(device, await show(held!, short.clock.now()));
    expect(answer.verdict).toBe('cannot-tell');
    expect(answer.findings.map(({ code }) => code)).toContain('trust-list-expired');
    await short.close();
  });
});
