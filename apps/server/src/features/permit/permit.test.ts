import { randomUUID } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import type { Pack } from '@tongxing/rules';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enrolCheckpoint, verify } from '../../../test/checkpoint.ts';
import { citizenWithCode, colourOf, declare, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { makeDeviceKey, show, takeStrips } from '../../../test/phone.ts';
import { hire } from '../../../test/staff.ts';
import { putInForce, testedPack } from '../../../test/test-pack.ts';

let node: TestNode;
let citizen: Citizen;
const phone = randomUUID();
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  // Yellow without a test of 48 hours, green with one.
  await putInForce(node, testedPack as Pack);
  citizen = await citizenWithCode(node, inventPerson('140105'));
});
afterEach(() => node.close());

const ask = ({ client }: Citizen, hours = 2, division = '140105') =>
  client.call(routes.askMovementPermit, { body: { division, hours } });

/** What a checkpoint at a door of a kind says of the strip that she shows now. */
async function answerAt(door: Parameters<typeof enrolCheckpoint>[2]): Promise<schemas.VerificationResult> {
  const checkpoint = await enrolCheckpoint(node, '140105', door);
  const [strip] = await takeStrips(citizen.client, [makeDeviceKey()], phone);
  return verify(checkpoint, await show(strip!, node.clock.now()));
}

async function at(door: Parameters<typeof enrolCheckpoint>[2]): Promise<[string, ...string[]]> {
  const { verdict, findings } = await answerAt(door);
  return [verdict, ...findings.map(({ code, severity }) => `${code} ${severity}`)];
}

describe('a movement permit', () => {
  it('lets her pass at the doors that the province names, and stays a stop elsewhere; the colour stays yellow [W06]', async () => {
    expect(await at('compound')).toEqual(['stop', 'colour-yellow stop']);
    await ask(citizen);
    expect(await colourOf(citizen)).toBe('yellow');
    expect(await at('compound')).toEqual(['pass', 'colour-yellow note', 'movement-permit note']);
    expect(await at('mall')).toEqual(['stop', 'colour-yellow stop', 'movement-permit note']);
  });

  it('ends by itself at its minute', async () => {
    const { from, until } = await ask(citizen, 2);
    expect([from, until]).toEqual(['2026-11-24T08:00:00+08:00', '2026-11-24T10:00:00+08:00']);
    expect((await answerAt('mall')).permit).toEqual({ until });
    await node.pass(2 * hour - minute);
    expect((await at('compound'))[0]).toBe('pass');
    expect((await citizen.client.call(routes.listMovementPermits, {})).permits).toHaveLength(1);
    await node.pass(minute);
    expect(await at('compound')).toEqual(['stop', 'colour-yellow stop']);
    expect((await citizen.client.call(routes.listMovementPermits, {})).permits).toEqual([]);
  });

  it('is had by oneself once for each time the code turns yellow', async () => {
    await ask(citizen, 1);
    expect(await problemOf(ask(citizen, 1))).toBe('permit-used');
    await node.pass(3 * hour);
    expect(await problemOf(ask(citizen, 1))).toBe('permit-used');
    const sampledAt = node.clock.now().toISOString();
    const test = {
      result: 'negative' as const,
      sampledAt,
      reportedAt: sampledAt,
      institution: '甲',
      method: 'single' as const,
    };
    node.sources.tests.set(citizen.person.documentNumber, [test]);
    await declare(node, citizen);
    expect(await colourOf(citizen)).toBe('green');
    expect(await problemOf(ask(citizen, 1))).toBe('permit-not-for-colour');
    await node.pass(48 * hour);
    expect(await colourOf(citizen)).toBe('yellow');
    await ask(citizen, 1);
    expect(await problemOf(ask(citizen, 1))).toBe('permit-used');
  });

  it('is had once by two taps at the same moment', async () => {
    const taps = await Promise.all(
      [ask(citizen, 1), ask(citizen, 1)].map((tap) =>
        tap.then(
          () => 'had',
          () => 'refused',
        ),
      ),
    );
    expect(taps.toSorted()).toEqual(['had', 'refused']);
  });

  it('is for places of this province', async () => {
    expect(await problemOf(ask(citizen, 1, '370102'))).toBe('division-unknown');
    expect(await problemOf(ask(citizen, 1, '149999'))).toBe('division-unknown');
    expect(await problemOf(ask(citizen, 25))).toBe('invalid-input');
  });

  it('is issued by an officer of her division where her own is used, and she reads that it was', async () => {
    await ask(citizen, 1);
    const { client } = await hire(node, { role: 'community', division: '140105' });
    const body = {
      documentType: '10',
      documentNumber: citizen.person.documentNumber,
      purpose: 'community-service' as const,
      reference: 'CS-20261124-0001',
      division: '140105',
      hours: 3,
    };
    const { permit } = await client.call(routes.issueMovementPermit, { body });
    expect(permit?.until).toBe('2026-11-24T11:00:00+08:00');
    const { records } = await citizen.client.call(routes.listAccessRecords, {});
    expect(records[0]?.seen.map(({ code }) => code)).toContain('permit');
    const elsewhere = await hire(node, { role: 'community', division: '140200' });
    expect(await elsewhere.client.call(routes.issueMovementPermit, { body })).toEqual({ found: false, permit: null });
  });

  it('is not offered where the province has none, or not for so long', async () => {
    const other = await openTestNode({
      division: '140000',
      profile: (profile) => ({ ...profile, permits: { hours: 4, perColour: 1, doors: [] } }),
    });
    await putInForce(other, testedPack as Pack);
    expect(await problemOf(ask(await declaredCitizen(other), 5))).toBe('permit-not-offered');
    await other.close();
    const none = await openTestNode({ division: '140000', profile: (profile) => ({ ...profile, permits: null }) });
    await putInForce(none, testedPack as Pack);
    expect(await problemOf(ask(await declaredCitizen(none), 1))).toBe('permit-not-offered');
    await none.close();
  });
});
