import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appealOf, decide, file, hireOfficer, mistaken, reject } from '../../../test/appeal.ts';
import { ago, citizenWithCode, colourOf, declare, type Citizen } from '../../../test/citizen.ts';
import { arrive, consentAt, convert, openFederation, type Federation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { hour, minute } from '../../../test/manual-clock.ts';
import { personIdOf } from '../../../test/told.ts';
import { transact } from '../../platform/db.ts';
import { redecide } from '../decision/index.ts';
import { recordReport } from '../facts/index.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());

/** Green at both when she came; red at home since for a record that is wrong, and here because her province has told so. */
async function redAbroad(): Promise<{ home: Citizen; abroad: Citizen }> {
  const { origin, destination } = federation;
  const home = await citizenWithCode(origin);
  const abroad = await arrive(federation, home.person);
  await convert(federation, abroad, await consentAt(home.client));
  // Her province does not tell of changes by itself: what is tried here is what an answer to an appeal does alone.
  await origin.context.db.deleteFrom('colour_subscription').execute();
  origin.sources.records.set(home.person.documentNumber, [mistaken]);
  await declare(origin, home);
  const personId = await personIdOf(destination, abroad);
  const receivedAt = destination.clock.now();
  const data = {
    division: '140000',
    colour: 'red',
    verified: true,
    decidedAt: ago(destination, minute),
    consentGrade: 'origin-session',
  };
  const fact = { kind: 'origin-code' as const, observedAt: receivedAt, data };
  await transact(destination.context.db, async (tx) => {
    await recordReport(tx, { personId, source: 'origin-province', receivedAt, facts: [fact] });
    await redecide(tx, [personId]);
  });
  await destination.settle();
  return { home, abroad };
}

async function forwarded(urgent = false) {
  const { home, abroad } = await redAbroad();
  const { clock } = federation.destination;
  const departure = {
    mode: 'train' as const,
    number: 'G1234',
    departsAt: new Date(clock.now().getTime() + 8 * hour * 1000).toISOString(),
  };
  const appeal = await file(abroad, {
    originConsent: await consentAt(home.client),
    ...(urgent ? { departure } : {}),
  });
  await federation.pass(10);
  return { home, abroad, appeal };
}

const atHome = async ({ client }: Citizen) => (await client.call(routes.listAppeals, {})).appeals;

describe('an appeal against what another province said', () => {
  it('is passed on to it with her consent, and is a case there that she sees at home', async () => {
    const { home, appeal } = await forwarded();
    expect(appeal.source).toMatchObject({ source: 'origin-province', peer: '140000', answeredAt: null });
    expect(await atHome(home)).toMatchObject([{ kind: 'appeal', state: 'open', lane: 'usual' }]);
  });

  it('needs her consent', async () => {
    const { abroad } = await redAbroad();
    expect(await problemOf(file(abroad))).toBe('origin-consent-required');
  });

  it('in the urgent lane is urgent there too', async () => {
    const { home } = await forwarded(true);
    expect(await atHome(home)).toMatchObject([{ lane: 'urgent' }]);
  });

  it('passed on again is the same case there', async () => {
    const { home } = await forwarded();
    for (let turn = 0; turn < 3; turn++) await federation.pass(6 * minute);
    expect(await atHome(home)).toHaveLength(1);
  });

  it('that is upheld there comes back as an error of the source; here a person still decides', async () => {
    const { home, abroad, appeal } = await forwarded();
    const [there] = await atHome(home);
    await decide((await hireOfficer(federation.origin)).client, there?.appealId ?? '');
    await federation.pass(6 * minute);
    expect((await appealOf(abroad, appeal.appealId)).source).toMatchObject({ finding: 'error' });
    expect(await colourOf(abroad)).toBe('red');
    const { client } = await hireOfficer(federation.destination);
    expect(await decide(client, appeal.appealId)).toMatchObject({ state: 'upheld' });
    expect(await colourOf(abroad)).not.toBe('red');
  });

  it('that is rejected there comes back as confirmed', async () => {
    const { home, abroad, appeal } = await forwarded();
    const [there] = await atHome(home);
    await decide((await hireOfficer(federation.origin)).client, there?.appealId ?? '', reject);
    await federation.pass(6 * minute);
    expect((await appealOf(abroad, appeal.appealId)).source).toMatchObject({ finding: 'confirmed' });
  });

  it('with a consent that does not count makes no case there, and nothing is kept', async () => {
    const { home, abroad } = await redAbroad();
    const consent = { ...(await consentAt(home.client)), codeVerifier: 'A'.repeat(43) };
    const { appealId } = await file(abroad, { originConsent: consent });
    await federation.pass(10);
    expect((await appealOf(abroad, appealId)).source).toMatchObject({ finding: 'unknown' });
    expect(await atHome(home)).toEqual([]);
  });
});
