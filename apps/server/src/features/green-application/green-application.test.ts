import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, hireOfficer, wronglyRed } from '../../../test/appeal.ts';
import { ago, colourOf, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { inboxOf } from '../../../test/told.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

const apply = ({ client }: Citizen, hoursAgo = 48) =>
  client.call(routes.applyForGreen, {
    body: { releasedAt: ago(node, hoursAgo * hour), statement: '隔离已于前天解除,社区有证明。' },
  });

/** A contact of five days ago whose management the record ends at an hour from now. */
async function endingInAnHour(): Promise<Citizen> {
  const person = inventPerson('140105');
  const until = new Date(node.clock.now().getTime() + hour * 1000).toISOString();
  node.sources.records.set(person.documentNumber, [
    { kind: 'contact', degree: 'close', since: ago(node, 5 * day), until },
  ]);
  return declaredCitizen(node, person);
}

describe('an application to turn green [M32]', () => {
  it('comes after the automatic release: whom the rules release is green at once, without a case', async () => {
    const citizen = await endingInAnHour();
    expect(await colourOf(citizen)).toBe('red');
    node.clock.forward(hour + minute);
    expect(await apply(citizen)).toEqual({ state: 'green', colour: 'green', appeal: null });
  });

  it('may be made 48 hours after the conditions were met, not before, and says from when', async () => {
    const citizen = await wronglyRed(node);
    const early = apply(citizen, 47);
    await expect(early).rejects.toMatchObject({ code: 'green-not-due', problem: { retryAfterSeconds: 3600 } });
    expect((await citizen.client.call(routes.listAppeals, {})).appeals).toEqual([]);
    expect(await apply(citizen, 48)).toMatchObject({ state: 'applied', colour: 'red' });
  });

  it.each([
    ['is still to come', -1],
    ['was more than a year ago', 367 * 24],
  ])('is refused for an end that %s', async (_what, hoursAgo) => {
    expect(await problemOf(apply(await wronglyRed(node), hoursAgo))).toBe('invalid-input');
  });

  it('is a case with a number and a clock of 24 hours, one at a time, and she is told', async () => {
    const citizen = await wronglyRed(node);
    const { appeal } = await apply(citizen);
    expect(appeal).toMatchObject({ kind: 'release', state: 'open', source: null });
    expect(appeal?.number).toMatch(/^ZL-/);
    expect(new Date(appeal?.dueAt ?? '')).toEqual(new Date(node.clock.now().getTime() + 24 * 3_600_000));
    expect((await inboxOf(citizen)).map(({ kind }) => kind)).toContain('appeal-received');
    expect(await problemOf(apply(citizen))).toBe('appeal-open');
  });

  it('that is granted makes her green, with no certificate: the colour was right while it lasted', async () => {
    const citizen = await wronglyRed(node);
    const { appeal } = await apply(citizen);
    const { client } = await hireOfficer(node);
    const decided = await decide(client, appeal?.appealId ?? '', { answer: 'release-met' });
    expect(decided).toMatchObject({ state: 'upheld', colour: 'green', certificateId: null });
  });
});
