import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, declaredCitizen, verifiedCitizen, type Citizen } from '../../../test/citizen.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

const ask = ({ client }: Citizen): Promise<schemas.OwnItineraryCard> =>
  client.call(routes.askItineraryCard, { body: { agreed: true } });

/** Somebody whom the carriers have seen in two cities, the later one named first. */
async function traveller(citizen: (node: TestNode, person: Citizen['person']) => Promise<Citizen>): Promise<Citizen> {
  const person = inventPerson('140105');
  node.sources.stays.set(person.phone, [
    { division: '370100', from: ago(node, 3 * day), to: ago(node, day) },
    { division: '140100', from: ago(node, 30 * day), to: ago(node, 3 * day) },
  ]);
  return citizen(node, person);
}

const places = ({ stays }: schemas.OwnItineraryCard) => stays.map(({ division }) => division);

describe('the itinerary card, asked for by whom it is about', () => {
  it('says where her phone was in the days of a declaration, before she has declared anything [M12] [M20]', async () => {
    const citizen = await traveller(verifiedCitizen);
    const card = await ask(citizen);
    expect(card.state).toBe('current');
    expect(places(card)).toEqual(['140100', '370100']);
    expect(Date.parse(card.stays[0]!.from)).toBe(Date.parse(ago(node, 14 * day)));
    const facts = await node.context.db
      .selectFrom('fact')
      .select('kind')
      .where('kind', '=', 'itinerary-card')
      .execute();
    expect(facts, 'nothing of it is kept').toEqual([]);
  });

  it('is what the carriers said before, with its time, while they do not answer', async () => {
    const citizen = await traveller(declaredCitizen);
    const { asOf } = await ask(citizen);
    node.sources.down.add('card');
    node.clock.forward(hour);
    const card = await ask(citizen);
    node.sources.down.delete('card');
    expect([card.state, card.asOf]).toEqual(['earlier', asOf]);
    expect(places(card)).toEqual(['140100', '370100']);
  });

  it('is not made up where they have never answered', async () => {
    const citizen = await verifiedCitizen(node);
    node.sources.down.add('card');
    const card = await ask(citizen);
    node.sources.down.delete('card');
    expect(card).toEqual({ state: 'silent', asOf: null, stays: [] });
  });

  it('is asked of the carriers for this one question only', async () => {
    const citizen = await verifiedCitizen(node);
    const asked: { grantedAt: string; expiresAt: string }[] = [];
    const { staysOf } = node.sources.itineraryCard;
    Object.assign(node.sources.itineraryCard, {
      staysOf: (phone: string, authorisation: (typeof asked)[number] & { id: string }) => {
        asked.push(authorisation);
        return staysOf(phone, authorisation);
      },
    });
    await ask(citizen);
    Object.assign(node.sources.itineraryCard, { staysOf });
    expect(asked.map(({ grantedAt, expiresAt }) => Date.parse(expiresAt) - Date.parse(grantedAt))).toEqual([300_000]);
  });
});
