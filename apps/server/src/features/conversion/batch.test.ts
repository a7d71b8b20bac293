import { routes, type schemas } from '@tongxing/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ago, atHome, citizenWithCode, type Citizen } from '../../../test/citizen.ts';
import { apply, arrive, consentAt, openFederation, stateOf, type Federation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, minute } from '../../../test/manual-clock.ts';
import { inventPerson } from '../../../test/people.ts';
import { addSeconds } from '../../platform/clock.ts';
import { federationKey, signResponse } from '../../platform/http-signatures/index.ts';
import { transact } from '../../platform/db.ts';
import type { LetIn } from '../admission/index.ts';
import { matchIdentities } from '../identity/index.ts';
import { assemble } from '../../assemble.ts';
import { advanceFrom } from './advance.ts';
import { createApply } from './apply.ts';
import { withdrawConversion } from './withdraw.ts';
import { claimDue, type ApplicationsMoved } from './store.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());
afterEach(() => void vi.restoreAllMocks());

interface Traveller {
  readonly home: Citizen;
  readonly abroad: Citizen;
}

async function traveller(): Promise<Traveller> {
  const home = await citizenWithCode(federation.origin);
  return { home, abroad: await arrive(federation, home.person) };
}

async function travellers(count: number): Promise<Traveller[]> {
  const people: Traveller[] = [];
  for (let n = 0; n < count; n++) people.push(await traveller());
  return people;
}

/** All apply, then the destination does what can be done now. Answers the applications' ids. */
async function applyTogether(people: readonly Traveller[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { home, abroad } of people) {
    ids.push((await apply(federation, abroad, await consentAt(home.client))).conversionId);
  }
  return ids;
}

async function statesOf(people: readonly Traveller[], ids: readonly string[]) {
  return Promise.all(people.map(({ abroad }, position) => stateOf(abroad, ids[position] as string)));
}

const real = globalThis.fetch;

/** What the destination asks of the origin passes through `change`; answers the bodies that were sent. */
function between(change: (body: schemas.AttestationRequest, send: () => Promise<Response>) => Promise<Response>) {
  const sent: schemas.AttestationRequest[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
    // What the origin tells by itself goes its own way.
    if (!(url as string).endsWith('/federation/attestations')) return real(url, init);
    const body = JSON.parse(Buffer.from(init?.body as Uint8Array).toString()) as schemas.AttestationRequest;
    sent.push(body);
    return change(body, () => real(url, init));
  });
  return sent;
}

/** The origin itself signs an answer in which the second attestation is the first once more. */
async function secondMixedUp(answer: Response, url: string, init: RequestInit): Promise<Response> {
  const { requestId, attestations } = (await answer.json()) as schemas.AttestationResponse;
  const [first = '', , ...others] = attestations;
  const body = Buffer.from(JSON.stringify({ requestId, attestations: [first, first, ...others] }));
  const { signer } = federation.origin.context;
  const fields = await signResponse({
    status: 200,
    body,
    request: { method: 'POST', targetUri: url, headers: init.headers as Record<string, string>, label: 'sig1' },
    key: await federationKey(signer),
    created: federation.origin.clock.now(),
  });
  return new Response(body, { status: 200, headers: { ...fields, 'content-type': 'application/json' } });
}

const asksAbout = (request: schemas.AttestationRequest, { person }: Citizen) =>
  request.subjects.some(({ subject }) => subject.documentNumber === person.documentNumber);

describe('applications that are due together', () => {
  it('are one question to the origin', async () => {
    const people = await travellers(4);
    const ids = await applyTogether(people);
    const sent = between((_, send) => send());
    await federation.destination.settle();
    expect(sent.map(({ subjects }) => subjects.length)).toEqual([4]);
    expect((await statesOf(people, ids)).map(({ state }) => state)).toEqual(Array(4).fill('approved'));
  });

  it('end each in its own way', async () => {
    const [green, unknown, otherPhone, sojourner] = [
      await traveller(),
      await traveller(),
      await citizenWithCode(federation.origin),
      await traveller(),
    ];
    const stranger = await arrive(federation, inventPerson());
    const moved = await arrive(federation, { ...otherPhone.person, phone: inventPerson().phone });
    const { destination } = federation;
    destination.sources.areas = [
      { division: '130102', name: '示例街道', level: 'high', from: ago(destination, 20 * day) },
    ];
    await federation.pass(minute);
    const away = [
      ...atHome(destination, sojourner.abroad.person),
      { division: '130102', from: ago(destination, 3 * day), to: ago(destination, 2 * day) },
    ];
    const applications: [Citizen, string][] = [];
    const add = async (citizen: Citizen, consent: schemas.ConsentEvidence, stays?: schemas.Stay[]) =>
      applications.push([citizen, (await apply(federation, citizen, consent, stays)).conversionId]);
    await add(green.abroad, await consentAt(green.home.client));
    await add(stranger, { grade: 'asserted' });
    await add(moved, await consentAt(otherPhone.client));
    await add(sojourner.abroad, await consentAt(sojourner.home.client), away);
    await add(unknown.abroad, { ...(await consentAt(unknown.home.client)), codeVerifier: 'A'.repeat(43) });
    const sent = between((_, send) => send());
    await destination.settle();
    const ends = await Promise.all(applications.map(([citizen, id]) => stateOf(citizen, id)));
    destination.sources.areas = [];
    await federation.pass(minute);
    // One question for all; the one whose phone differs is asked about again by then.
    expect(sent.map(({ subjects }) => subjects.length)).toEqual([5, 1]);
    expect(ends.map(({ state, cause }) => [state, cause?.code])).toEqual([
      ['approved', undefined],
      ['rejected', 'identity-mismatch'],
      ['waiting-for-origin', 'phone-mismatch'],
      ['deferred', 'high-risk-sojourn'],
      ['rejected', 'consent-refused'],
    ]);
    // Each has her own code, and no one a colour from somebody else's facts.
    expect(await green.abroad.client.call(routes.getCode, {})).toMatchObject({ codeId: ends[0]?.codeId });
    expect(await problemOf(sojourner.abroad.client.call(routes.getHealthInformation, {}))).toBe('no-decision-yet');
  });

  it('go on without the one that is withdrawn meanwhile', async () => {
    const people = await travellers(3);
    const ids = await applyTogether(people);
    between(async (_, send) => {
      const answer = await send();
      await people[1]?.abroad.client.call(routes.withdrawConversion, { params: { conversionId: ids[1] as string } });
      return answer;
    });
    await federation.destination.settle();
    const states = await statesOf(people, ids);
    expect(states.map(({ state }) => state)).toEqual(['approved', 'withdrawn', 'approved']);
    expect(await problemOf(people[1]!.abroad.client.call(routes.getCode, {}))).toBe('code-missing');
    expect(await problemOf(people[1]!.abroad.client.call(routes.getHealthInformation, {}))).toBe('no-decision-yet');
  });

  it('go on without the one whose attestation is about somebody else', async () => {
    const people = await travellers(3);
    const ids = await applyTogether(people);
    vi.spyOn(globalThis, 'fetch').mockImplementationOnce(async (url, init) =>
      secondMixedUp(await real(url, init), url as string, init ?? {}),
    );
    await federation.destination.settle();
    const states = await statesOf(people, ids);
    expect(states.map(({ state }) => state).toSorted()).toEqual(['approved', 'approved', 'waiting-for-origin']);
    await federation.pass(13);
    expect((await statesOf(people, ids)).map(({ state }) => state)).toEqual(Array(3).fill('approved'));
  });

  it('are not held up by one that the origin does not understand', async () => {
    const people = await travellers(5);
    const ids = await applyTogether(people);
    const odd = people[3]!.abroad;
    const sent = between((request, send) =>
      asksAbout(request, odd) ? Promise.resolve(new Response('{}', { status: 400 })) : send(),
    );
    await federation.destination.settle();
    const states = await statesOf(people, ids);
    expect(states.map(({ state }) => state)).toEqual([
      'approved',
      'approved',
      'approved',
      'waiting-for-origin',
      'approved',
    ]);
    // Five, then the half that it is in, and so on until it is asked about alone; in which half it is nobody has said.
    const refused = sent.filter((request) => asksAbout(request, odd)).map(({ subjects }) => subjects.length);
    expect([
      [5, 2, 1],
      [5, 3, 1],
      [5, 3, 2, 1],
    ]).toContainEqual(refused);
    vi.restoreAllMocks();
    await federation.pass(13);
    expect((await stateOf(odd, ids[3] as string)).state).toBe('approved');
  });

  it('are all tried again by themselves when the answer as a whole is lost, with the questions they had', async () => {
    const people = await travellers(3);
    const ids = await applyTogether(people);
    const sent = between(async (_, send) => {
      await send();
      throw new TypeError('connection reset');
    });
    await federation.destination.settle();
    const waiting = await statesOf(people, ids);
    expect(waiting.map(({ cause }) => cause?.code)).toEqual(Array(3).fill('origin-unreachable'));
    const [first] = sent;
    vi.restoreAllMocks();
    const again = between((_, send) => send());
    await federation.pass(13);
    expect((await statesOf(people, ids)).map(({ state }) => state)).toEqual(Array(3).fill('approved'));
    const questionsIn = (requests: readonly schemas.AttestationRequest[]) =>
      requests.flatMap(({ subjects }) => subjects.map(({ requestId }) => requestId)).toSorted();
    expect(questionsIn(again)).toEqual(questionsIn([first!]));
  });

  it('are in one hand at a time, and come back when the process that had them is gone', async () => {
    const people = await travellers(2);
    const ids = await applyTogether(people);
    const { db, clock } = federation.destination.context;
    const now = clock.now();
    const claim = { origin: '140000', now, until: addSeconds(now, 60), most: 100 };
    const taken = await transact(db, (tx) => claimDue(tx, claim));
    expect(taken.map((row) => row.conversion_id).toSorted()).toEqual(ids.toSorted());
    expect(await transact(db, (tx) => claimDue(tx, claim))).toEqual([]);
    // Whoever had them does nothing any more.
    await federation.destination.settle();
    expect((await statesOf(people, ids)).map(({ state }) => state)).toEqual(['verifying', 'verifying']);
    await federation.pass(61);
    expect((await statesOf(people, ids)).map(({ state }) => state)).toEqual(['approved', 'approved']);
  });

  it('are given back where their job fails, and come back within seconds, each at an instant of its own', async () => {
    const people = await travellers(2);
    const ids = await applyTogether(people);
    const { context, sources, clock } = federation.destination;
    const deps = assemble(context, sources);
    const failing = {
      ...deps,
      originSaid: () => Promise.reject(new Error('a lock was not to be had in time')),
    };
    await expect(advanceFrom(failing, '140000')).rejects.toThrow('a lock was not to be had in time');
    const rows = await context.db
      .selectFrom('conversion')
      .select(['state', 'due_at'])
      .where('conversion_id', 'in', ids)
      .execute();
    const after = rows.map(({ due_at: dueAt }) => ((dueAt?.getTime() ?? 0) - clock.now().getTime()) / 1000);
    expect(rows.map(({ state }) => state)).toEqual(['verifying', 'verifying']);
    expect(Math.min(...after)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...after)).toBeLessThanOrEqual(10);
    await federation.pass(11);
    expect((await statesOf(people, ids)).map(({ state }) => state)).toEqual(['approved', 'approved']);
  });
});

describe('a second application', () => {
  it('while one is open leaves nothing behind, neither of what it declares nor a step', async () => {
    const { home, abroad } = await traveller();
    await apply(federation, abroad, await consentAt(home.client));
    const { db } = federation.destination.context;
    const tables = ['conversion', 'conversion_event', 'declaration', 'fact'] as const;
    const count = async (table: (typeof tables)[number]) =>
      (await db.selectFrom(table).select('person_id').execute()).length;
    const before = await Promise.all(tables.map(count));
    expect(await problemOf(apply(federation, abroad, await consentAt(home.client)))).toBe('conversion-open');
    expect(await Promise.all(tables.map(count))).toEqual(before);
    await federation.destination.settle();
  });
});

describe('a step of an application', () => {
  async function submitted(applicationsMoved: ApplicationsMoved) {
    const { abroad, home } = await traveller();
    const { context } = federation.destination;
    const { documentNumber, name, phone } = abroad.person;
    const claim = { documentType: '10', documentNumber, name, phone };
    const [match] = await matchIdentities(context.db, context, [claim]);
    const personId = match?.match === 'match' ? match.personId : '';
    const letIn: LetIn = (_, work) => work(undefined);
    const deps = { ...context, applicationsMoved, isPeer: async () => true, letIn };
    return { abroad, home, personId, deps };
  }

  it('is told of in its own transaction: submitted, and withdrawn', async () => {
    const told: string[] = [];
    const { personId, deps, abroad } = await submitted(async (_, moved) => {
      told.push(...moved.map(({ state, personId: of }) => `${of === personId ? 'hers' : 'another'} ${state}`));
    });
    const application = {
      originDivision: '140000',
      scope: '370000',
      consent: { grade: 'asserted' as const },
      answers: { symptoms: [], contactWithCase: false },
      stays: atHome(federation.destination, abroad.person),
      pledge: { version: federation.destination.context.province.pledge.version, confirmed: true },
    };
    const { conversionId } = await createApply(deps)(personId, application, (_, work) => work());
    await withdrawConversion(deps, personId, conversionId);
    expect(told).toEqual(['hers submitted', 'hers withdrawn']);
  });

  it('is not taken when it cannot be told of', async () => {
    const { abroad, home, personId, deps } = await submitted(() => Promise.reject(new Error('nobody to tell')));
    const { conversionId } = await apply(federation, abroad, await consentAt(home.client));
    await expect(withdrawConversion(deps, personId, conversionId)).rejects.toThrow('nobody to tell');
    expect((await stateOf(abroad, conversionId)).state).toBe('submitted');
    await federation.destination.settle();
  });
});
