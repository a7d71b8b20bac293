import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, file, hireOfficer, mistaken, reject } from '../../../test/appeal.ts';
import { citizenWithCode, colourOf, declare, type Citizen } from '../../../test/citizen.ts';
import { arrive, consentAt, convert, openFederation, type Federation } from '../../../test/federation.ts';
import { minute } from '../../../test/manual-clock.ts';
import { describeDispute, isDispute, type Sides } from './dispute.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());

interface Traveller {
  readonly home: Citizen;
  readonly abroad: Citizen;
}

async function converted(): Promise<Traveller> {
  const home = await citizenWithCode(federation.origin);
  const abroad = await arrive(federation, home.person);
  const consent = await consentAt(home.client, '370000', ['colour', 'reasons', 'release', 'freshness']);
  await convert(federation, abroad, consent);
  return { home, abroad };
}

/** Red at home for a record that is wrong, which her province tells at once. */
async function redAtHome({ home, abroad }: Traveller, isRed = true): Promise<void> {
  federation.origin.sources.records.set(home.person.documentNumber, isRed ? [mistaken] : []);
  await declare(federation.origin, home);
  for (const node of [federation.origin, federation.destination]) await node.settle();
  expect(await colourOf(abroad)).toBe(isRed ? 'red' : 'green');
}

const disputes = async ({ abroad }: Traveller) => (await abroad.client.call(routes.listDisputes, {})).disputes;

describe('two provinces that say something of one person', () => {
  it('are put side by side: what each says, by which rule and authority, and that only the origin takes its word back', async () => {
    const her = await converted();
    expect(await disputes(her)).toEqual([]);
    await redAtHome(her);
    const told = await her.home.client.call(routes.getHealthInformation, {});
    const here = await her.abroad.client.call(routes.getHealthInformation, {});
    const [dispute] = await disputes(her);
    expect(dispute).toMatchObject({
      agree: true,
      mustAct: 'origin',
      by: null,
      actions: ['fileAppeal'],
      appeal: null,
      origin: { division: '140000', colour: 'red', contact: federation.origin.context.province.hotline },
      destination: { colour: 'red', decidedAt: here.decidedAt, contest: here.contest },
    });
    const [rule] = told.reasons;
    expect(dispute?.origin.rules[0]).toMatchObject({ ruleId: rule?.ruleId, authority: rule?.authority });
    const [reason] = here.reasons;
    expect(dispute?.destination.reasons[0]).toMatchObject({ ruleId: reason?.ruleId, authority: reason?.authority });
    expect(dispute?.destination.reasons[0]?.facts[0]?.source).toBe('origin-province');
    expect(dispute?.byItself).toEqual({ at: reason?.until, what: reason?.release });
    await redAtHome(her, false);
    expect(await disputes(her)).toEqual([]);
  });

  it('are each told their turn and their term while an appeal runs between them, and what happens without an answer', async () => {
    const her = await converted();
    await redAtHome(her);
    const appeal = await file(her.abroad, { originConsent: await consentAt(her.home.client) });
    await federation.pass(10);
    const [asked] = await disputes(her);
    expect(asked).toMatchObject({ mustAct: 'origin', by: appeal.source?.dueAt, appeal: { appealId: appeal.appealId } });
    expect(asked?.byItself).toMatchObject({ at: appeal.source?.dueAt });
    expect(asked?.byItself.what.zh).toContain('不再作为本省黄码或红码的依据');
    const [there] = (await her.home.client.call(routes.listAppeals, {})).appeals;
    await decide((await hireOfficer(federation.origin)).client, there?.appealId ?? '', reject);
    await federation.pass(6 * minute);
    const [answered] = await disputes(her);
    expect(answered).toMatchObject({ mustAct: 'destination', by: appeal.dueAt });
    expect(answered?.appeal?.source).toMatchObject({ finding: 'confirmed' });
    const reviewer = await hireOfficer(federation.destination);
    const params = { appealId: appeal.appealId };
    expect(await reviewer.client.call(routes.readAppealDispute, { params })).toEqual({ disputes: [answered] });
    const { records } = await her.abroad.client.call(routes.listAccessRecords, { query: {} });
    expect(records.map(({ purpose }) => purpose.code)).toContain('appeal-review');
    await decide(reviewer.client, appeal.appealId, reject);
    expect(await disputes(her)).toMatchObject([{ mustAct: 'origin', actions: ['fileAppeal', 'askSecondLook'] }]);
  });
});

describe('two provinces that differ', () => {
  const name = { zh: '山西省', en: 'Shanxi' };
  const since = '2026-11-24T08:00:00+08:00';
  const until = '2026-12-01T08:00:00+08:00';
  const text = { zh: '依据', en: 'ground' };
  const own = {
    ruleId: 'sd-own',
    colour: 'yellow' as const,
    text,
    authority: text,
    documentNumber: '鲁疫控〔2026〕1号',
    until,
    release: { zh: '满7天解除。', en: 'Ends after seven days.' },
    facts: [{ id: since, source: 'health-commission', observedAt: since, receivedAt: since }],
  };
  const sides = (origin: 'green' | 'red' | 'pending', destination: 'green' | 'yellow'): Sides => ({
    origin: {
      division: '140000',
      name,
      colour: origin,
      since,
      until,
      rules: [],
      contact: null,
      asOf: since,
      toldUntil: until,
    },
    destination: {
      colour: destination,
      decidedAt: since,
      reasons: destination === 'green' ? [] : [own],
      contest: { text, hotline: '0531-12345' },
    },
    appeal: null,
  });

  it('because this one holds a ground of its own are told that it is this one’s to lift, and when it ends by itself', () => {
    expect(isDispute(sides('green', 'yellow'))).toBe(true);
    expect(describeDispute(sides('green', 'yellow'))).toMatchObject({
      agree: false,
      mustAct: 'destination',
      actions: ['fileAppeal'],
      byItself: { at: until, what: own.release },
    });
    // What the origin holds is no part of it, where this one's colour does not rest on it.
    expect(describeDispute(sides('red', 'yellow'))).toMatchObject({ mustAct: 'destination' });
  });

  it('because the origin holds something that does not count here have nobody who must act here', () => {
    expect(describeDispute(sides('red', 'green'))).toMatchObject({
      mustAct: 'nobody',
      actions: [],
      byItself: { at: until },
    });
  });

  it('do not differ where one of them cannot tell for the moment, or both say green', () => {
    expect(isDispute(sides('pending', 'yellow'))).toBe(false);
    expect(isDispute(sides('green', 'green'))).toBe(false);
  });
});
