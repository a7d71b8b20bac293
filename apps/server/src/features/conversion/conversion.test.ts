import { routes } from '@tongxing/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  ago,
  atHome,
  citizenWithCode,
  colourOf,
  declare,
  declaredCitizen,
  verifiedCitizen,
} from '../../../test/citizen.ts';
import {
  apply,
  arrive,
  attestedIn,
  consentAt,
  convert,
  openFederation,
  stateOf,
  type Federation,
} from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { inventPerson } from '../../../test/people.ts';
import { takeStrips } from '../../../test/phone.ts';
import { dumpTables } from '../../../test/tables.ts';
import { sealEarlierConsents } from './index.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());
afterEach(() => void vi.restoreAllMocks());

/** Green at home, with a code, and arrived at the destination. */
async function traveller() {
  const atHomeProvince = await citizenWithCode(federation.origin);
  return { home: atHomeProvince, abroad: await arrive(federation, atHomeProvince.person) };
}

describe('a conversion', () => {
  it('of a green code is approved by itself, with a code of the destination for its province [M22] [M25]', async () => {
    const { home, abroad } = await traveller();
    const { conversionId, state } = await apply(federation, abroad, await consentAt(home.client));
    expect(state).toBe('submitted');
    await federation.destination.settle();
    const done = await stateOf(abroad, conversionId);
    expect(done).toMatchObject({
      state: 'approved',
      cause: null,
      colour: 'green',
      nextTryAt: null,
      originDivision: '140000',
    });
    const code = await abroad.client.call(routes.getCode, {});
    expect(code).toMatchObject({ codeId: done.codeId, basis: 'conversion', scope: '370000', colour: 'green' });
    const told = await abroad.client.call(routes.getHealthInformation, {});
    expect([told.purpose, told.pack.id]).toEqual(['entry', 'sd-entry']);
    expect(told.reasons.flatMap((reason) => reason.facts.map((fact) => fact.source))).toContain('origin-province');
  });

  it('is shown at home: who asked, when, for what and by what consent [W12]', async () => {
    const { home, abroad } = await traveller();
    await convert(federation, abroad, await consentAt(home.client));
    const { requests } = await home.client.call(routes.listAttestationRequests, {});
    expect(requests).toMatchObject([
      { peer: '370000', purpose: 'conversion', consentGrade: 'origin-session', match: 'match' },
    ]);
  });

  it('of a document that the origin does not know is rejected with the cure [M26]', async () => {
    const stranger = await arrive(federation, inventPerson());
    const done = await convert(federation, stranger, { grade: 'asserted' });
    expect(done).toMatchObject({ state: 'rejected', cause: { code: 'identity-mismatch' }, codeId: null });
    expect(done.cause?.cure.zh).toContain('证件');
    expect(done.cause?.cure.en).toContain('document');
  });

  it('with another phone than at the origin waits until it is changed there [M26]', async () => {
    const home = await citizenWithCode(federation.origin);
    const abroad = await arrive(federation, { ...home.person, phone: inventPerson().phone });
    const done = await convert(federation, abroad, await consentAt(home.client));
    expect(done).toMatchObject({ state: 'waiting-for-origin', cause: { code: 'phone-mismatch' } });
    expect(done.actions).toContain('continueConversion');
  });

  it('of a code that is not green at home is rejected, and the reason is there', async () => {
    const home = await citizenWithCode(federation.origin);
    federation.origin.sources.records.set(home.person.documentNumber, [
      { kind: 'contact', degree: 'close', since: ago(federation.origin, day) },
    ]);
    await declare(federation.origin, home);
    const abroad = await arrive(federation, home.person);
    const done = await convert(federation, abroad, await consentAt(home.client));
    expect(done).toMatchObject({ state: 'rejected', cause: { code: 'origin-not-green' }, colour: null, codeId: null });
    // Applying has not made anything of her in a province where she had nothing.
    expect(await problemOf(abroad.client.call(routes.getHealthInformation, {}))).toBe('no-decision-yet');
  });

  it('that fails leaves the colour the person has here as it was [W07]', async () => {
    const home = await citizenWithCode(federation.origin);
    federation.origin.sources.records.set(home.person.documentNumber, [
      { kind: 'contact', degree: 'close', since: ago(federation.origin, day) },
    ]);
    await declare(federation.origin, home);
    const abroad = await arrive(federation, home.person);
    await declare(federation.destination, abroad);
    const before = await abroad.client.call(routes.getHealthInformation, {});
    expect(before.colour).toBe('green');
    expect((await convert(federation, abroad, await consentAt(home.client))).state).toBe('rejected');
    const after = await abroad.client.call(routes.getHealthInformation, {});
    expect([after.colour, after.purpose]).toEqual(['green', 'resident']);
  });

  it('into a province whose codes are for cities gives the code of the city applied for [M15]', async () => {
    const northward = await openFederation(undefined, ['370000', '140000']);
    try {
      const home = await verifiedCitizen(northward.origin, inventPerson('370102'));
      await declare(northward.origin, home);
      await home.client.call(routes.applyForCode, { body: { scope: '370000' } });
      const abroad = await arrive(northward, home.person);
      const consent = await consentAt(home.client, '140000');
      const wrong = apply(northward, abroad, consent, undefined, '140000');
      expect(await problemOf(wrong)).toBe('invalid-input');
      const { conversionId } = await apply(northward, abroad, consent, undefined, '140100');
      await northward.destination.settle();
      expect((await stateOf(abroad, conversionId)).state).toBe('approved');
      expect(await abroad.client.call(routes.getCode, {})).toMatchObject({ scope: '140100', basis: 'conversion' });
    } finally {
      await northward.close();
    }
  });

  it('may wait for the origin as long as the consent lasts, and its question is counted once [M27]', async () => {
    const home = await declaredCitizen(federation.origin);
    const abroad = await arrive(federation, home.person);
    const { conversionId } = await convert(federation, abroad, await consentAt(home.client));
    // Asked seven times by now, in two hours.
    for (let turn = 0; turn < 6; turn++) await federation.pass(20 * minute);
    expect(await stateOf(abroad, conversionId)).toMatchObject({ cause: { code: 'origin-not-ready' } });
    await home.client.call(routes.applyForCode, { body: { scope: '140100' } });
    await federation.pass(20 * minute);
    expect((await stateOf(abroad, conversionId)).state).toBe('approved');
  });

  it('after a stay in a high-risk area is deferred, with what to do [M21]', async () => {
    const { home, abroad } = await traveller();
    federation.destination.sources.areas = [
      { division: '130102', name: '示例街道', level: 'high', from: ago(federation.destination, 20 * day) },
    ];
    await federation.pass(minute);
    const stays = [
      ...atHome(federation.destination, abroad.person),
      { division: '130102', from: ago(federation.destination, 3 * day), to: ago(federation.destination, 2 * day) },
    ];
    const done = await convert(federation, abroad, await consentAt(home.client), stays);
    federation.destination.sources.areas = [];
    await federation.pass(minute);
    expect(done).toMatchObject({ state: 'deferred', cause: { code: 'high-risk-sojourn' }, codeId: null });
    expect(done.cause?.cure.zh).toContain('社区');
  });

  it('waits while the origin does not answer, says when it tries again, and finishes by itself [M27]', async () => {
    const { home, abroad } = await traveller();
    const fetchOnce = vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('fetch failed'));
    const waiting = await convert(federation, abroad, await consentAt(home.client));
    expect(fetchOnce).toHaveBeenCalledTimes(1);
    expect(waiting).toMatchObject({ state: 'waiting-for-origin', cause: { code: 'origin-unreachable' }, codeId: null });
    const wait = Date.parse(waiting.nextTryAt ?? '') - federation.destination.clock.now().getTime();
    // The first retry of the profile is after ten seconds, spread over a quarter of that.
    expect(wait).toBeGreaterThanOrEqual(10_000);
    expect(wait).toBeLessThan(13_000);
    await federation.pass(9);
    expect((await stateOf(abroad, waiting.conversionId)).state).toBe('waiting-for-origin');
    await federation.pass(4);
    expect((await stateOf(abroad, waiting.conversionId)).state).toBe('approved');
  });

  it('waits for a code that is not there yet, and finishes once it is [M27]', async () => {
    const home = await declaredCitizen(federation.origin);
    const abroad = await arrive(federation, home.person);
    const waiting = await convert(federation, abroad, await consentAt(home.client));
    expect(waiting).toMatchObject({ state: 'waiting-for-origin', cause: { code: 'origin-not-ready' } });
    await home.client.call(routes.applyForCode, { body: { scope: '140100' } });
    await federation.pass(13);
    expect((await stateOf(abroad, waiting.conversionId)).state).toBe('approved');
  });

  it('survives an answer that was lost on the way: the same question may come again', async () => {
    const { home, abroad } = await traveller();
    const real = globalThis.fetch;
    vi.spyOn(globalThis, 'fetch').mockImplementationOnce(async (...request) => {
      await real(...request);
      throw new TypeError('connection reset');
    });
    const waiting = await convert(federation, abroad, await consentAt(home.client));
    expect(waiting.state).toBe('waiting-for-origin');
    await federation.pass(13);
    expect((await stateOf(abroad, waiting.conversionId)).state).toBe('approved');
  });

  it('keeps the evidence of consent only while it is open, and sealed', async () => {
    const { home, abroad } = await traveller();
    const consent = await consentAt(home.client);
    const { conversionId } = await apply(federation, abroad, consent);
    const { context } = federation.destination;
    const consentOf = async () =>
      (
        await context.db
          .selectFrom('conversion')
          .select('consent_sealed')
          .where('conversion_id', '=', conversionId)
          .executeTakeFirstOrThrow()
      ).consent_sealed;
    expect(JSON.parse(context.seal.open('consent', (await consentOf())!))).toEqual(consent);
    const dump = await dumpTables(context.db);
    for (const secret of [consent.authorizationCode, consent.codeVerifier]) expect(dump).not.toContain(secret);
    await federation.destination.settle();
    expect((await stateOf(abroad, conversionId)).state).toBe('approved');
    expect(await consentOf()).toBeNull();
  });

  it('goes on with the evidence that an earlier version kept in the clear, which is sealed at the upgrade', async () => {
    const { home, abroad } = await traveller();
    const consent = await consentAt(home.client);
    const { conversionId } = await apply(federation, abroad, consent);
    const { context } = federation.destination;
    await context.db
      .updateTable('conversion')
      .set({ consent: JSON.stringify(consent), consent_sealed: null })
      .where('conversion_id', '=', conversionId)
      .execute();
    expect(await dumpTables(context.db)).toContain(consent.codeVerifier);
    await sealEarlierConsents(context);
    expect(await dumpTables(context.db)).not.toContain(consent.codeVerifier);
    await federation.destination.settle();
    expect((await stateOf(abroad, conversionId)).state).toBe('approved');
  });

  it('is one at a time: a second is refused until the first is finished or withdrawn', async () => {
    const { home, abroad } = await traveller();
    const consent = await consentAt(home.client);
    const answers = await Promise.all([
      problemOf(apply(federation, abroad, consent)),
      problemOf(apply(federation, abroad, consent)),
    ]);
    expect(answers.toSorted()).toEqual(['conversion-open', 'none']);
    const { conversions } = await abroad.client.call(routes.listConversions, {});
    expect(conversions).toHaveLength(1);
    await abroad.client.call(routes.withdrawConversion, {
      params: { conversionId: conversions[0]?.conversionId ?? '' },
    });
    expect(await problemOf(apply(federation, abroad, await consentAt(home.client)))).toBe('none');
    await federation.destination.settle();
  });

  it('that was withdrawn gets no code, not even when it was being decided', async () => {
    const { home, abroad } = await traveller();
    const real = globalThis.fetch;
    const { conversionId } = await apply(federation, abroad, await consentAt(home.client));
    vi.spyOn(globalThis, 'fetch').mockImplementationOnce(async (...request) => {
      const answer = await real(...request);
      await abroad.client.call(routes.withdrawConversion, { params: { conversionId } });
      return answer;
    });
    await federation.destination.settle();
    expect(await stateOf(abroad, conversionId)).toMatchObject({ state: 'withdrawn', codeId: null, nextTryAt: null });
    expect(await problemOf(abroad.client.call(routes.getCode, {}))).toBe('code-missing');
    const again = abroad.client.call(routes.withdrawConversion, { params: { conversionId } });
    expect(await problemOf(again)).toBe('conversion-finished');
  });

  it('is nobody else’s to see or to withdraw', async () => {
    const { home, abroad } = await traveller();
    const { conversionId } = await convert(federation, abroad, await consentAt(home.client));
    const other = await arrive(federation, inventPerson());
    const params = { conversionId };
    expect(await problemOf(other.client.call(routes.getConversion, { params }))).toBe('not-found');
    expect(await problemOf(other.client.call(routes.withdrawConversion, { params }))).toBe('not-found');
    expect((await other.client.call(routes.listConversions, {})).conversions).toEqual([]);
  });

  it('from a province that is not in the trust list is refused before anything is stored', async () => {
    const { destination } = federation;
    const abroad = await arrive(federation, inventPerson());
    const from = (division: string) =>
      problemOf(apply({ ...federation, origin: { ...federation.origin, division } }, abroad, { grade: 'asserted' }));
    expect(await from('510000')).toBe('origin-unknown');
    expect(await from(destination.division)).toBe('origin-unknown');
  });

  it('keeps every step with its time', async () => {
    const { home, abroad } = await traveller();
    vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('fetch failed'));
    const { conversionId } = await apply(federation, abroad, await consentAt(home.client));
    await federation.pass(1);
    await federation.pass(13);
    const events = await federation.destination.context.db
      .selectFrom('conversion_event')
      .select(['state', 'cause'])
      .where('conversion_id', '=', conversionId)
      .orderBy('happened_at')
      .orderBy('event_id')
      .execute();
    expect(events).toEqual([
      { state: 'submitted', cause: null },
      { state: 'waiting-for-origin', cause: 'origin-unreachable' },
      { state: 'approved', cause: null },
    ]);
  });
});

describe('what the origin attests', () => {
  it('is how old the decision is that stands, not when it was looked at last', async () => {
    const { home, abroad } = await traveller();
    const decided = (await home.client.call(routes.getHealthInformation, {})).decidedAt;
    federation.origin.sources.down.add('commission');
    await federation.pass(day + hour);
    const { conversionId } = await convert(federation, abroad, await consentAt(home.client));
    federation.origin.sources.down.delete('commission');
    const { facts } = await attestedIn(federation, conversionId);
    expect(facts).toMatchObject({ colour: 'green', decidedAt: decided });
  });
});

describe('a converted green code', () => {
  it('stays green and gives strips on each of its days while the sources answer', async () => {
    const { home, abroad } = await traveller();
    await convert(federation, abroad, await consentAt(home.client));
    for (let passed = 1; passed <= 5; passed++) {
      await federation.pass(day);
      await federation.pass(2 * minute);
      expect([passed, await colourOf(abroad)]).toEqual([passed, 'green']);
      const strips = await takeStrips(abroad.client, undefined, '00000000-0000-4000-8000-000000000001');
      expect([passed, strips.length > 0]).toEqual([passed, true]);
    }
  });
});
