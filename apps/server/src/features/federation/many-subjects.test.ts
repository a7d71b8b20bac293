import { createHash, randomUUID } from 'node:crypto';
import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { citizenWithCode } from '../../../test/citizen.ts';
import { askAtOrigin, consentAt, openFederation, type Federation } from '../../../test/federation.ts';
import { inventPerson, type Person } from '../../../test/people.ts';
import { dayOf } from '../../platform/clock.ts';
import { subjectIndex } from '../identity/index.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());

type Question = schemas.AttestationRequest['subjects'][number];

function about(
  { documentNumber, name, phone }: Person,
  consent: schemas.ConsentEvidence = { grade: 'asserted' },
): Question {
  return { requestId: randomUUID(), subject: { documentType: '10', documentNumber, name, phone }, consent };
}

const ask = (questions: Question[]) => askAtOrigin(federation, questions);
const home = () => citizenWithCode(federation.origin);

/** RFC 8785 by hand: members in the order of their names, no spaces. */
function hashOf({ subject: { documentNumber, documentType, name, phone } }: Question): string {
  const text = JSON.stringify({ documentNumber, documentType, name, phone });
  return createHash('sha256').update(text).digest('base64url');
}

describe('one request about many people', () => {
  it('is answered in the order of its subjects, each with the id of its own question', async () => {
    const people = [await home(), await home(), await home()];
    const questions = [
      about(people[0]!.person, await consentAt(people[0]!.client)),
      about(inventPerson()),
      about({ ...people[1]!.person, phone: inventPerson().phone }),
      about(people[2]!.person, await consentAt(people[2]!.client)),
    ];
    const claims = await ask(questions);
    expect(claims.map(({ match }) => match)).toEqual(['match', 'identity', 'phone', 'match']);
    expect(claims.map(({ requestId }) => requestId)).toEqual(questions.map(({ requestId }) => requestId));
    expect(claims.map(({ subjectHash }) => subjectHash)).toEqual(questions.map(hashOf));
  });

  it('says of each what her own consent opens, and nothing of who gave none', async () => {
    const [one, other, third] = [await home(), await home(), await home()];
    const claims = await ask([
      about(one.person, await consentAt(one.client, undefined, ['colour', 'tests'])),
      about(other.person, await consentAt(other.client, undefined, ['colour', 'reasons'])),
      // The code of a consent that was somebody else's.
      about(third.person, await consentAt(other.client)),
    ]);
    const membersOf = (position: number) => Object.keys(claims[position]?.facts ?? {});
    expect([membersOf(0).includes('tests'), membersOf(0).includes('reasons')]).toEqual([true, false]);
    expect([membersOf(1).includes('tests'), membersOf(1).includes('reasons')]).toEqual([false, true]);
    expect(claims[2]).toMatchObject({ match: 'refused', consent: { accepted: false } });
    expect(claims[2]).not.toHaveProperty('facts');
  });

  it('about one document six times is counted as six requests: the limit is five', async () => {
    const person = inventPerson();
    const claims = await ask(Array.from({ length: 6 }, () => about(person)));
    expect(claims.map(({ match }) => match)).toEqual([...Array<string>(5).fill('identity'), 'limit']);
  });

  it('does not let one authorization code serve two questions', async () => {
    const { person, client } = await home();
    const consent = await consentAt(client);
    const claims = await ask([about(person, consent), about(person, consent)]);
    expect(claims.map(({ match }) => match)).toEqual(['match', 'refused']);
  });

  it('that comes again counts nobody twice, and each consent still serves its question', async () => {
    const people = [await home(), await home()];
    const questions = await Promise.all(
      people.map(async ({ person, client }) => about(person, await consentAt(client))),
    );
    for (let turn = 0; turn < 7; turn++) {
      expect((await ask(questions)).map(({ match }) => match)).toEqual(['match', 'match']);
    }
    const ids = questions.map(({ requestId }) => requestId);
    const counted = await federation.origin.context.db
      .selectFrom('subject_question')
      .select('request_id')
      .where('request_id', 'in', ids)
      .execute();
    expect(counted.map((row) => row.request_id).toSorted()).toEqual(ids.toSorted());
  });

  it('in two requests at once with the same people in opposite order is answered both times', async () => {
    const { context } = federation.origin;
    const questions = Array.from({ length: 9 }, () => about(inventPerson()));
    const middle = questions[4] as Question;
    const [reached, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    // Somebody else has counted the one in the middle and not committed yet: both requests meet there.
    const held = context.db.transaction().execute(async (tx) => {
      const row = { document_index: subjectIndex(context, middle.subject), request_id: middle.requestId };
      await tx
        .insertInto('subject_question')
        .values({ ...row, asked_on: dayOf(context.clock.now()) })
        .execute();
      reached.resolve();
      await release.promise;
    });
    await reached.promise;
    const both = Promise.all([ask(questions), ask(questions.toReversed())]);
    await vi.waitFor(async () => {
      const { rows } = await sql<{ waiting: number }>`
        select count(*)::int as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`.execute(context.db);
      expect(rows[0]?.waiting).toBe(2);
    }, 60_000);
    release.resolve();
    await held;
    const matches = (await both).flatMap((claims) => claims.map(({ match }) => match));
    expect(matches).toEqual(Array(18).fill('identity'));
  });
});
