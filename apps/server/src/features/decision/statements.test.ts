import { routes } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ago, colourOf, declare, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { transact } from '../../platform/db.ts';
import { currentFacts, noteCompleteList, recordStatements, type NewFact, type Statement } from '../facts/index.ts';
import { redecide } from './index.ts';

let node: TestNode;
let citizen: Citizen;
let personId: string;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  citizen = await declaredCitizen(node);
  const person = await node.context.db.selectFrom('person').select('person_id').executeTakeFirstOrThrow();
  personId = person.person_id;
});
afterEach(() => node.close());

const closeContact = (since: string): NewFact => ({
  kind: 'contact',
  observedAt: new Date(since),
  data: { degree: 'close', since },
});

/** A line of a list of contacts, as the health commission uploads it. */
function state(fact: NewFact | null, place: Partial<Statement> = {}): Promise<string[]> {
  const receivedAt = node.clock.now();
  const statement = { personId, source: 'health-commission', within: 'list:1', key: '', receivedAt, fact, ...place };
  return transact(node.context.db, async (tx) => {
    const changed = await recordStatements(tx, [statement as Statement]);
    await redecide(tx, changed);
    return changed;
  });
}

async function contacts() {
  return (await currentFacts(node.context.db, personId)).filter(({ kind }) => kind === 'contact');
}

describe('what is told about a person without having been asked', () => {
  it('counts at once: she is decided anew as soon as it is stored, and no source is asked', async () => {
    node.sources.down.add('commission').add('laboratory').add('card');
    await state(closeContact(ago(node, day)));
    await node.settle();
    expect(await colourOf(citizen)).toBe('red');
    const { sources } = await node.client.call(routes.getSources, {});
    expect(sources.map(({ lastFailureAt }) => lastFailureAt)).toEqual(sources.map(() => null));
  });

  it('stands when the source, asked about her, knows nothing of it', async () => {
    await state(closeContact(ago(node, day)));
    await declare(node, citizen);
    expect(await contacts()).toHaveLength(1);
    expect(await colourOf(citizen)).toBe('red');
  });

  it('is the fact it was when it is said again, and changes nobody', async () => {
    const since = ago(node, day);
    expect(await state(closeContact(since))).toEqual([personId]);
    const before = await contacts();
    node.clock.forward(hour);
    expect(await state(closeContact(since))).toEqual([]);
    expect(await contacts()).toEqual(before);
  });

  it('takes the place of what was said there before; what was said elsewhere stands', async () => {
    await state(closeContact(ago(node, 2 * day)));
    await state(closeContact(ago(node, 3 * day)), { within: 'list:2' });
    await state(closeContact(ago(node, 4 * day)), { key: 'second line' });
    await state(closeContact(ago(node, day)));
    const told = (await contacts()).map(({ data }) => (data as { since: string }).since);
    expect(told.toSorted()).toEqual([ago(node, 4 * day), ago(node, 3 * day), ago(node, day)]);
  });

  it('is withdrawn by saying so, and she is green again', async () => {
    await state(closeContact(ago(node, day)));
    await node.settle();
    expect(await colourOf(citizen)).toBe('red');
    expect(await state(null)).toEqual([personId]);
    await node.settle();
    expect(await contacts()).toEqual([]);
    expect(await colourOf(citizen)).toBe('green');
    expect(await state(null)).toEqual([]);
  });

  it('is one test when the laboratory sends a result and answers it too', async () => {
    const test = {
      result: 'negative' as const,
      sampledAt: ago(node, day),
      reportedAt: ago(node, hour),
      institution: 'ty-0001',
    };
    node.sources.tests.set(citizen.person.documentNumber, [{ ...test, method: 'single' }]);
    await declare(node, citizen);
    const answered = (await currentFacts(node.context.db, personId)).filter(({ kind }) => kind === 'nat');
    node.clock.forward(minute);
    const sent: NewFact = { kind: 'nat', observedAt: new Date(test.sampledAt), data: answered[0]!.data };
    await state(sent, { source: 'nat-laboratory', within: 'upload', key: 'tube 1' });
    expect((await currentFacts(node.context.db, personId)).filter(({ kind }) => kind === 'nat')).toEqual(answered);
  });

  it('colours nobody who has not declared anything, unless the rules have an answer', async () => {
    await node.context.db.deleteFrom('current_decision').execute();
    await state(null);
    await transact(node.context.db, (tx) => redecide(tx, [personId]));
    await node.context.db.updateTable('fact').set({ superseded_by: personId }).execute();
    await node.settle();
    const current = () => node.context.db.selectFrom('current_decision').select('colour').execute();
    expect(await current()).toEqual([]);
    await state(closeContact(ago(node, day)));
    await node.settle();
    expect(await current()).toEqual([{ colour: 'red' }]);
  });
});

describe('a source that delivers complete lists', () => {
  it('has reported on everybody at the instant of its last one', async () => {
    const report = async () =>
      (await currentFacts(node.context.db, personId)).filter(
        ({ kind, source }) => kind === 'source-report' && source === 'national-platform',
      );
    expect(await report()).toEqual([]);
    await transact(node.context.db, (tx) => noteCompleteList(tx, 'national-platform', node.clock.now()));
    expect(await report()).toMatchObject([{ receivedAt: '2026-11-24T00:00:00.000Z' }]);
  });

  it('makes an older answer about one person as fresh as its list, and a fresher one no older', async () => {
    const receivedAt = async () =>
      (await currentFacts(node.context.db, personId)).find(
        ({ kind, source }) => kind === 'source-report' && source === 'health-commission',
      )?.receivedAt;
    const listed = new Date(node.clock.now().getTime() + minute * 1000);
    await transact(node.context.db, (tx) => noteCompleteList(tx, 'health-commission', listed));
    expect(await receivedAt()).toBe('2026-11-24T00:01:00.000Z');
    node.clock.forward(hour);
    await declare(node, citizen);
    expect(await receivedAt()).toBe('2026-11-24T01:00:00.000Z');
  });
});
