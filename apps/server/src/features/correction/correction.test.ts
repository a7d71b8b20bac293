import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mistaken } from '../../../test/appeal.ts';
import { ago, atHome, colourOf, declaredCitizen, pledgeOf, type Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { hire, type Staff } from '../../../test/staff.ts';
import { inboxOf } from '../../../test/told.ts';

let node: TestNode;
let reviewer: Staff;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  reviewer = await hire(node, { role: 'reviewer', division: '140000' });
});
afterAll(() => node.close());

const hearingsOf = async ({ client }: Citizen) => (await client.call(routes.listHearings, {})).hearings;
const say = ({ client }: Citizen, hearingId: string) =>
  client.call(routes.answerHearing, { params: { hearingId }, body: { statement: '我只是坐车路过大同。' } });
const conclude = (hearingId: string, outcome: 'explained' | 'not-heard' = 'explained') =>
  reviewer.client.call(routes.concludeHearing, { params: { hearingId }, body: { outcome } });

/** She has declared her home alone; the card also shows Datong (1402), of which nothing colours her. */
async function silentAboutDatong(): Promise<{ citizen: Citizen; hearing: schemas.Hearing }> {
  const person = inventPerson('140105');
  node.sources.stays.set(person.phone, [
    { division: '140105', from: ago(node, 13 * day), to: ago(node, hour) },
    { division: '140200', from: ago(node, 2 * day), to: ago(node, day) },
  ]);
  const citizen = await declaredCitizen(node, person);
  await node.pass(2 * minute);
  const [hearing] = await hearingsOf(citizen);
  if (hearing === undefined) throw new Error('no hearing was opened');
  return { citizen, hearing };
}

describe('a declaration that the data do not bear out [M33]', () => {
  it('has her asked, kindly and with a date, before anything else; her colour stays what rules and data say', async () => {
    const { citizen, hearing } = await silentAboutDatong();
    expect(hearing).toMatchObject({ matter: { code: 'stay-not-declared' }, places: ['140200'], outcome: null });
    expect(hearing.state).toBe('waiting-for-you');
    // 72 hours in Shanxi, by its profile.
    expect(new Date(hearing.dueAt).getTime() - new Date(hearing.openedAt).getTime()).toBe(72 * 3_600_000);
    expect(hearing.dueAt.endsWith('+08:00')).toBe(true);
    const message = (await inboxOf(citizen)).find(({ kind }) => kind === 'hearing-opened');
    expect(message?.text.zh).toContain('不影响您的健康码,也不会自动带来任何处理');
    expect(await colourOf(citizen)).toBe('green');
  });

  it('is nobody’s to conclude before she has been heard', async () => {
    const { citizen, hearing } = await silentAboutDatong();
    expect(await problemOf(conclude(hearing.hearingId))).toBe('hearing-closed');
    await say(citizen, hearing.hearingId);
    expect(await problemOf(conclude(hearing.hearingId, 'not-heard'))).toBe('hearing-closed');
    expect(await conclude(hearing.hearingId)).toMatchObject({ state: 'closed', outcome: { code: 'explained' } });
    expect((await inboxOf(citizen)).map(({ kind }) => kind)).toContain('hearing-closed');
    expect(await problemOf(say(citizen, hearing.hearingId))).toBe('hearing-closed');
  });

  it('is read by a reviewer of her division, which she sees', async () => {
    const { citizen, hearing } = await silentAboutDatong();
    await say(citizen, hearing.hearingId);
    const { hearings } = await reviewer.client.call(routes.listHearingQueue, {});
    const own = hearings.find((each) => each.hearing.hearingId === hearing.hearingId);
    expect(own).toMatchObject({ division: '140105', maskedName: '王*英', statement: '我只是坐车路过大同。' });
    const { records } = await citizen.client.call(routes.listAccessRecords, {});
    expect(records[0]).toMatchObject({ purpose: { code: 'declaration-check' } });
    const elsewhere = await hire(node, { role: 'reviewer', division: '140200' });
    const seen = await elsewhere.client.call(routes.listHearingQueue, {});
    expect(seen.hearings.map((each) => each.hearing.hearingId)).not.toContain(hearing.hearingId);
  });

  it('is settled when she declares what was missing', async () => {
    const { citizen, hearing } = await silentAboutDatong();
    const stays = [
      ...atHome(node, citizen.person),
      { division: '140200', from: ago(node, 2 * day), to: ago(node, day) },
    ];
    await citizen.client.call(routes.declareItinerary, { body: { stays, pledge: pledgeOf(node) } });
    await node.settle();
    await node.pass(2 * minute);
    const after = (await hearingsOf(citizen)).find(({ hearingId }) => hearingId === hearing.hearingId);
    expect(after).toMatchObject({ state: 'closed', outcome: { code: 'declaration-corrected' } });
  });

  it('ends without any consequence when she says nothing, and is not opened again about the same', async () => {
    const { citizen } = await silentAboutDatong();
    await node.pass(72 * hour);
    await node.pass(minute);
    expect(await hearingsOf(citizen)).toMatchObject([{ state: 'closed', outcome: { code: 'not-heard' } }]);
    await node.pass(hour);
    expect(await hearingsOf(citizen)).toHaveLength(1);
  });

  it('is a contact too that she said she had not had', async () => {
    const person = inventPerson('140105');
    node.sources.records.set(person.documentNumber, [mistaken]);
    const citizen = await declaredCitizen(node, person);
    await node.pass(2 * minute);
    expect(await hearingsOf(citizen)).toMatchObject([{ matter: { code: 'contact-not-declared' }, places: [] }]);
  });

  it('is none where the data agree with her', async () => {
    const citizen = await declaredCitizen(node);
    await node.pass(2 * minute);
    expect(await hearingsOf(citizen)).toEqual([]);
  });
});
