import { routes, type schemas } from '@tongxing/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { citizenWithCode, type Citizen } from '../../../test/citizen.ts';
import { apply, arrive, consentAt, openFederation, stateOf, type Federation } from '../../../test/federation.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { gateTo, silentIs, takeProbe } from '../federation/index.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());
afterEach(async () => {
  vi.restoreAllMocks();
  await federation.destination.context.db.deleteFrom('peer_breaker').execute();
});

/** Green at home, here, and has applied. */
async function applicant(): Promise<{ abroad: Citizen; home: Citizen; conversionId: string }> {
  const home = await citizenWithCode(federation.origin);
  const abroad = await arrive(federation, home.person);
  const { conversionId } = await apply(federation, abroad, await consentAt(home.client));
  return { abroad, home, conversionId };
}

const real = globalThis.fetch;

/** The origin's network: silent until told to answer; counts the people asked about in each question. */
function network() {
  const line = { up: false, questions: [] as number[], retryAfter: undefined as string | undefined };
  vi.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
    const body = JSON.parse(Buffer.from(init?.body as Uint8Array).toString()) as schemas.AttestationRequest;
    line.questions.push(body.subjects.length);
    if (line.up) return real(url, init);
    if (line.retryAfter === undefined) return Promise.reject(new TypeError('connection refused'));
    return Promise.resolve(new Response('{}', { status: 429, headers: { 'retry-after': line.retryAfter } }));
  });
  return line;
}

/** Time passes at the destination, which then looks after its applications. */
async function later(seconds: number): Promise<void> {
  federation.destination.clock.forward(seconds);
  await federation.destination.tick('conversion.due');
}

const gate = () => gateTo(federation.destination.context, '140000');
const now = () => federation.destination.clock.now();

/** The origin has been silent three times: the profile's number. */
async function silenced() {
  const line = network();
  const first = await applicant();
  await federation.destination.settle();
  for (const seconds of [13, 76]) await later(seconds);
  return { line, first };
}

describe('an origin that is silent', () => {
  it('is asked by everybody until it has failed three times in a row, and then by nobody [M27]', async () => {
    const { line, first } = await silenced();
    expect(line.questions).toEqual([1, 1, 1]);
    expect(await gate()).toMatchObject({ busy: false });
    const others = [await applicant(), await applicant()];
    await federation.destination.settle();
    // Nobody of them has waited for an answer that does not come, and each knows why she waits.
    expect(line.questions).toHaveLength(3);
    for (const { abroad, conversionId } of [first, ...others]) {
      const told = await stateOf(abroad, conversionId);
      expect(told).toMatchObject({ state: 'waiting-for-origin', cause: { code: 'origin-unreachable' } });
      expect(told.estimate).toMatchObject({ known: false });
    }
    await clear([first, ...others]);
  });

  it('is asked one question when its time has come; that it answers lets all the others go on at once', async () => {
    const { line, first } = await silenced();
    const others = [await applicant(), await applicant(), await applicant()];
    await federation.destination.settle();
    // The profile: ten seconds after it opened, with up to a quarter more.
    await later(13);
    expect(line.questions).toEqual([1, 1, 1, 1]);
    // Then a minute.
    await later(30);
    expect(line.questions).toHaveLength(4);
    line.up = true;
    await later(45);
    expect(line.questions.slice(4)).toEqual([1, 3]);
    for (const { abroad, conversionId } of [first, ...others]) {
      expect(await stateOf(abroad, conversionId)).toMatchObject({ state: 'approved', estimate: null });
    }
    expect(await gate()).toBe('closed');
  });

  it('that answers in between begins anew to be counted', async () => {
    const { context } = federation.destination;
    await silentIs(context, '140000', { busy: false });
    await silentIs(context, '140000', { busy: false });
    const { abroad, conversionId } = await applicant();
    await federation.destination.settle();
    expect((await stateOf(abroad, conversionId)).state).toBe('approved');
    await silentIs(context, '140000', { busy: false });
    expect(await gate()).toBe('closed');
  });

  it('leaves the one question to one of two processes, and to the next when that one has vanished with it', async () => {
    const { context, clock } = federation.destination;
    for (let failure = 0; failure < 3; failure += 1) await silentIs(context, '140000', { busy: false });
    clock.forward(13);
    expect(await gate()).toBe('probe');
    const got = await Promise.all([takeProbe(context, '140000'), takeProbe(context, '140000')]);
    expect(got.filter((mine) => mine)).toHaveLength(1);
    expect(await gate()).toMatchObject({ busy: false });
    clock.forward(10);
    expect(await gate()).toBe('probe');
  });

  it('that says when it may be asked again is not asked before', async () => {
    const line = network();
    line.retryAfter = '120';
    const { abroad, conversionId } = await applicant();
    await federation.destination.settle();
    const told = await stateOf(abroad, conversionId);
    expect(told.cause?.code).toBe('origin-busy');
    expect(Date.parse(told.nextTryAt ?? '')).toBeGreaterThanOrEqual(now().getTime() + 119_000);
    await clear([{ abroad, conversionId }]);
  });

  it('silences no other: each peer is counted by itself', async () => {
    const { context } = federation.destination;
    for (let failure = 0; failure < 3; failure += 1) await silentIs(context, '440000', { busy: false });
    expect(await gate()).toBe('closed');
  });
});

describe('an application', () => {
  it('waits for as long as its consent lasts, then for a new one, and then ends with what to do [M27]', async () => {
    const line = network();
    const { abroad, conversionId } = await applicant();
    await federation.destination.settle();
    for (let turn = 0; turn < 5; turn += 1) await later(4 * hour + 48 * minute - 12);
    expect((await stateOf(abroad, conversionId)).state).toBe('waiting-for-origin');
    await later(minute);
    const asks = await stateOf(abroad, conversionId);
    expect(asks).toMatchObject({ state: 'waiting-for-documents', cause: { code: 'consent-expired' }, nextTryAt: null });
    expect(asks.actions).toContain('continueConversion');
    // The profile of Shandong waits 72 hours for what a person is asked for.
    await later(3 * day - minute);
    await federation.destination.tick('conversion.end');
    expect((await stateOf(abroad, conversionId)).state).toBe('waiting-for-documents');
    await later(2 * minute);
    await federation.destination.tick('conversion.end');
    const over = await stateOf(abroad, conversionId);
    expect(over).toMatchObject({ state: 'expired', cause: { code: 'consent-ended' }, actions: ['applyAgain'] });
    expect(over.cause?.cure.zh).toContain('重新授权');
    const { messages } = await abroad.client.call(routes.listMessages, { query: {} });
    expect(messages.map(({ kind }) => kind)).toContain('application-expired');
    const asked = line.questions.length;
    await later(day);
    expect(line.questions).toHaveLength(asked);
  });
});

async function clear(applications: readonly { abroad: Citizen; conversionId: string }[]) {
  for (const { abroad, conversionId } of applications) {
    await abroad.client.call(routes.withdrawConversion, { params: { conversionId } });
  }
}
