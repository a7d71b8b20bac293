import { createHash, randomUUID } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, citizenWithCode, colourOf, declare, type Citizen } from '../../../test/citizen.ts';
import {
  arrive,
  consentAt,
  convert,
  openFederation,
  stateOf,
  tellAsPeer,
  third,
  type Federation,
} from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, minute } from '../../../test/manual-clock.ts';
import { personIdOf } from '../../../test/told.ts';
import { reportsOf } from '../facts/index.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());

const allFields: schemas.ConsentGrant['fields'] = ['colour', 'reasons', 'release', 'freshness'];

/** Green at both: at home, and where her code was converted. */
async function converted(
  fields: schemas.ConsentGrant['fields'] = allFields,
): Promise<{ home: Citizen; abroad: Citizen }> {
  const home = await citizenWithCode(federation.origin);
  const abroad = await arrive(federation, home.person);
  const { conversionId } = await convert(federation, abroad, await consentAt(home.client, '370000', fields));
  expect((await stateOf(abroad, conversionId)).state).toBe('approved');
  return { home, abroad };
}

/** Her own province learns that she is a close contact, or that she is not. */
async function contactAtHome({ person, ...home }: Citizen, isContact = true): Promise<void> {
  const records = [{ kind: 'contact' as const, degree: 'close' as const, since: ago(federation.origin, day) }];
  federation.origin.sources.records.set(person.documentNumber, isContact ? records : []);
  await declare(federation.origin, { person, ...home });
}

/** Both do what is due, without time passing. */
async function settle(): Promise<void> {
  await federation.origin.settle();
  await federation.destination.settle();
}

const received = async ({ client }: Citizen) => (await client.call(routes.listReceivedColours, {})).received;
const holders = async ({ client }: Citizen) => (await client.call(routes.listCodeHolders, {})).holders;

/** By what name the origin tells of her, and how far it has come. */
async function subscriptionOf(abroad: Citizen) {
  const personId = await personIdOf(federation.destination, abroad);
  return federation.destination.context.db
    .selectFrom('held_subscription')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
}

/** Some events, as a peer sends them. */
function batchOf(batch: number, events: schemas.ColourEvent[], asOf: string | null = null): schemas.ColourEventBatch {
  return { requestId: randomUUID(), batch, asOf, contact: '0351-12345', events };
}

describe('a colour that changes at home', () => {
  it('is known where her code was converted as soon as it has changed, with province, rule, authority and whom to ask [M50]', async () => {
    const { home, abroad } = await converted();
    await contactAtHome(home);
    const told = await home.client.call(routes.getHealthInformation, {});
    expect(told.colour).toBe('red');
    await settle();
    expect(await colourOf(abroad)).toBe('red');
    const [said] = await received(abroad);
    expect(said).toMatchObject({
      division: '140000',
      colour: 'red',
      contact: federation.origin.context.province.hotline,
    });
    // The words are those of the rule at home.
    const [reason] = told.reasons;
    expect(said?.rules[0]).toMatchObject({
      ruleId: reason?.ruleId,
      text: reason?.text,
      authority: reason?.authority,
      documentNumber: reason?.documentNumber,
      until: reason?.until,
    });
    expect(Date.parse(said?.since ?? '')).toBe(Date.parse(told.decidedAt));
  });

  it('is green again when her own province says so', async () => {
    const { home, abroad } = await converted();
    await contactAtHome(home);
    await settle();
    expect(await colourOf(abroad)).toBe('red');
    await contactAtHome(home, false);
    await settle();
    expect([await colourOf(home), await colourOf(abroad)]).toEqual(['green', 'green']);
    expect(await received(abroad)).toMatchObject([{ colour: 'green', rules: [] }]);
  });

  it('is told without reasons where she agreed to none', async () => {
    const { home, abroad } = await converted(['colour']);
    await contactAtHome(home);
    await settle();
    expect(await received(abroad)).toMatchObject([{ colour: 'red', rules: [], until: null }]);
  });

  it('is not told to a province that merely asserted that she agreed', async () => {
    const home = await citizenWithCode(federation.origin);
    const abroad = await arrive(federation, home.person);
    const { conversionId } = await convert(federation, abroad, { grade: 'asserted' });
    expect((await stateOf(abroad, conversionId)).state).toBe('approved');
    await contactAtHome(home);
    await settle();
    expect([await colourOf(home), await colourOf(abroad)]).toEqual(['red', 'green']);
    expect(await holders(home)).toEqual([]);
  });

  it('names nobody on the way: a pairwise id, the same for her at this peer and another for anybody else', async () => {
    const [one, other] = [await converted(), await converted()];
    const [a, b] = [await subscriptionOf(one.abroad), await subscriptionOf(other.abroad)];
    expect(a.subject.equals(b.subject)).toBe(false);
    const digest = createHash('sha256').update(one.home.person.documentNumber).digest();
    expect(a.subject.equals(digest)).toBe(false);
  });
});

describe('the person at home', () => {
  it('sees which province holds her code, and what it was told and when that arrived', async () => {
    const { home } = await converted();
    expect(await holders(home)).toMatchObject([{ division: '370000', endedAt: null, told: [] }]);
    await contactAtHome(home);
    await settle();
    const [holder] = await holders(home);
    expect(holder?.told).toMatchObject([{ colour: 'red' }]);
    expect(holder?.told[0]?.deliveredAt).not.toBeNull();
  });

  it('can end it: the code that was converted there ends, and nothing is told after that', async () => {
    const { home, abroad } = await converted();
    const [ended] = (await home.client.call(routes.endCodeHolder, { body: { division: '370000' } })).holders;
    expect(ended?.endedAt).not.toBeNull();
    await settle();
    expect(await problemOf(abroad.client.call(routes.getCode, {}))).toBe('code-missing');
    await contactAtHome(home);
    await settle();
    expect((await holders(home))[0]?.told.map(({ colour }) => colour)).toEqual([null]);
  });

  it('has nothing to end at a province that was never told', async () => {
    const { home } = await converted();
    const answer = home.client.call(routes.endCodeHolder, { body: { division: '440000' } });
    expect(await problemOf(answer)).toBe('not-found');
  });
});

describe('events that come in no order', () => {
  /** Tells as the origin would; answers what came of each event. */
  async function tell(
    events: schemas.ColourEvent[],
    signer = federation.origin.context.signer,
    asOf: string | null = null,
  ) {
    const { batch } = (await knownOf('140000')) ?? { batch: 0 };
    const message = batchOf(batch + 1, events, asOf);
    const path = 'federation/colour-events';
    const { outcomes } = await tellAsPeer<schemas.ColourEventAnswer>(federation, signer, path, message);
    await federation.destination.settle();
    return outcomes.map(({ outcome, from }) => (from === null ? outcome : `${outcome} for ${from}`));
  }

  const knownOf = (origin: string) =>
    federation.destination.context.db
      .selectFrom('event_source')
      .selectAll()
      .where('origin', '=', origin)
      .executeTakeFirst();

  async function eventsFor(abroad: Citizen) {
    const { subject } = await subscriptionOf(abroad);
    return (sequence: number, said: schemas.ColourEvent['said']): schemas.ColourEvent => ({
      eventId: randomUUID(),
      subscription: subject.toString('base64url'),
      sequence,
      said,
    });
  }

  const said = (colour: schemas.Colour): schemas.EventStatement => ({
    colour,
    decidedAt: ago(federation.destination, minute),
    releaseAt: null,
    validUntil: null,
  });

  it('wait for the one that is missing, which is asked for, and are then applied in order', async () => {
    const { abroad } = await converted();
    const event = await eventsFor(abroad);
    expect(await tell([event(3, said('green')), event(2, said('red'))])).toEqual(['waiting for 1', 'waiting for 1']);
    expect(await colourOf(abroad)).toBe('green');
    expect(await tell([event(1, said('yellow'))])).toEqual(['taken']);
    expect((await subscriptionOf(abroad)).sequence).toBe(3);
    expect(await colourOf(abroad)).toBe('green');
  });

  it('wait no longer than the profile says; then the last one counts', async () => {
    const { abroad } = await converted();
    const event = await eventsFor(abroad);
    expect(await tell([event(2, said('yellow'))])).toEqual(['waiting for 1']);
    federation.destination.clock.forward(59);
    await federation.destination.tick('colour-event.waiting');
    expect(await colourOf(abroad)).toBe('green');
    federation.destination.clock.forward(1);
    await federation.destination.tick('colour-event.waiting');
    expect(await colourOf(abroad)).toBe('yellow');
  });

  it('change nothing when they are replayed', async () => {
    const { abroad } = await converted();
    const event = await eventsFor(abroad);
    const [red, green] = [event(1, said('red')), event(2, said('green'))];
    expect(await tell([red, green])).toEqual(['taken', 'taken']);
    expect(await tell([red, green, red])).toEqual(['known', 'known', 'known']);
    expect(await colourOf(abroad)).toBe('green');
  });

  it('of a province that is not the source of that subscription are refused, and kept as refused', async () => {
    const { home, abroad } = await converted();
    await contactAtHome(home);
    await settle();
    const event = (await eventsFor(abroad))(2, said('green'));
    expect(await tell([event], federation.third)).toEqual(['refused']);
    expect(await colourOf(abroad)).toBe('red');
    const kept = await federation.destination.context.db.selectFrom('refused_event').selectAll().execute();
    expect(kept).toMatchObject([{ peer: third, event_id: event.eventId }]);
  });

  it('about somebody whom nobody knows here are not', async () => {
    const event = { eventId: randomUUID(), subscription: 'A'.repeat(43), sequence: 1, said: said('red') };
    expect(await tell([event])).toEqual(['unknown']);
  });

  it('from the future, of no day or of another age are not understood, and with them the whole message', async () => {
    const { abroad } = await converted();
    const event = await eventsFor(abroad);
    const path = 'federation/colour-events';
    const ask = (decidedAt: string) => {
      const message = batchOf(1, [event(1, { ...said('green'), decidedAt })]);
      return tellAsPeer<{ type: string }>(federation, federation.origin.context.signer, path, message);
    };
    const ahead = ago(federation.destination, -minute);
    for (const decidedAt of [ahead, '2026-02-30T08:00:00+08:00', '1900-01-01T00:00:00+08:00']) {
      expect((await ask(decidedAt)).type).toBe('urn:tongxing:problem:invalid-input');
    }
  });

  it('leave what this province itself holds against her', async () => {
    const { home, abroad } = await converted();
    await contactAtHome(home);
    await settle();
    // Here she declares a fever, for which the entry rules of Shandong say yellow.
    const { version } = federation.destination.context.province.pledge;
    const body = {
      answers: { symptoms: ['fever' as const], contactWithCase: false },
      pledge: { version, confirmed: true },
    };
    await abroad.client.call(routes.declareHealth, { body });
    await settle();
    expect(await colourOf(abroad)).toBe('red');
    await contactAtHome(home, false);
    await settle();
    expect([await colourOf(home), await colourOf(abroad)]).toEqual(['green', 'yellow']);
  });

  it('prove silence only when no batch is missing before them', async () => {
    const { abroad } = await converted();
    const event = await eventsFor(abroad);
    const path = 'federation/colour-events';
    const { signer } = federation.origin.context;
    await tell([event(1, said('green'))]);
    const { batch, as_of: before } = (await knownOf('140000'))!;
    const asOf = ago(federation.destination, 0);
    const beat = (number: number) =>
      tellAsPeer<schemas.ColourEventAnswer>(federation, signer, path, batchOf(number, [], asOf));
    expect((await beat(batch + 1)).batch).toBe(batch);
    expect((await knownOf('140000'))?.as_of).toEqual(before);
    expect((await beat(batch)).batch).toBe(batch);
    expect((await knownOf('140000'))?.as_of).toEqual(new Date(asOf));
  });
});

describe('a peer that does not answer', () => {
  it('is sent the same again, once it answers, and nothing is lost or doubled', async () => {
    const { home, abroad } = await converted();
    const { db } = federation.destination.context;
    await sql`alter table event_source rename to event_source_gone`.execute(db);
    await contactAtHome(home);
    await federation.origin.settle();
    expect((await holders(home))[0]?.told[0]?.deliveredAt).toBeNull();
    await sql`alter table event_source_gone rename to event_source`.execute(db);
    await federation.pass(13);
    await settle();
    expect(await colourOf(abroad)).toBe('red');
    expect((await holders(home))[0]?.told).toHaveLength(1);
    expect((await subscriptionOf(abroad)).sequence).toBe(1);
  });

  it('that has lost batches, as after a backup, is sent them again', async () => {
    const { home, abroad } = await converted();
    await contactAtHome(home);
    await settle();
    const personId = await personIdOf(federation.destination, abroad);
    const { db } = federation.destination.context;
    // As if the destination had been restored to before the event: she is green again, and the batch was never there.
    await db
      .updateTable('event_source')
      .set((e) => ({ batch: e('batch', '-', 1) }))
      .execute();
    await db
      .updateTable('held_subscription')
      .set({ sequence: 0, said_sealed: null, said_at: null })
      .where('person_id', '=', personId)
      .execute();
    await federation.pass(60);
    await settle();
    expect((await subscriptionOf(abroad)).sequence).toBe(1);
  });
});

// Last: days pass in it, after which nobody's declaration is fresh any more.
describe('what the origin said', () => {
  it('stays fresh as long as it is heard to tell everything, and grows old in its silence', async () => {
    const { abroad } = await converted();
    const personId = await personIdOf(federation.destination, abroad);
    const { clock, context } = federation.destination;
    const { db } = context;
    const heard = async () => (await reportsOf(db, [personId])).get(personId)?.get('origin-province')?.receivedAt;
    const said = await heard();
    // The tests before this one spoke in the origin's name: it learns how far it has come.
    await federation.pass(minute);
    // Three days in which nothing happens but heartbeats.
    await federation.pass(3 * day);
    await settle();
    const beat = await heard();
    expect(clock.now().getTime() - beat!.getTime()).toBeLessThanOrEqual(2 * minute * 1000);
    // Three more in which there are none.
    clock.forward(3 * day);
    expect(await heard()).toEqual(beat);
    expect(beat!.getTime() - said!.getTime()).toBeGreaterThan((3 * day - 2 * minute) * 1000);
  });
});
