import { routes } from '@tongxing/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ago, citizenWithCode, declare } from '../../../test/citizen.ts';
import { arrive, consentAt, convert, openFederation, stateOf, type Federation } from '../../../test/federation.ts';
import { day } from '../../../test/manual-clock.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());
afterEach(() => void vi.restoreAllMocks());

async function traveller() {
  const home = await citizenWithCode(federation.origin);
  return { home, abroad: await arrive(federation, home.person) };
}

describe('an application', () => {
  it.each([429, 503])(
    'of which a busy origin says %d waits for another time, says so honestly, and finishes by itself [M28]',
    async (status) => {
      const { home, abroad } = await traveller();
      vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response('{}', { status }));
      const waiting = await convert(federation, abroad, await consentAt(home.client));
      expect(waiting).toMatchObject({ state: 'waiting-for-origin', cause: { code: 'origin-busy' } });
      expect(waiting.cause?.cure.zh).toContain('自动再次查询');
      expect(Date.parse(waiting.nextTryAt ?? '')).toBeGreaterThan(federation.destination.clock.now().getTime());
      await federation.pass(15);
      expect(await stateOf(abroad, waiting.conversionId)).toMatchObject({ state: 'approved', colour: 'green' });
    },
  );

  it('with more places than are compared by themselves waits for tickets and says whom to turn to; one place fewer is not [M29]', async () => {
    // The profile of Shandong: twelve.
    const places = '110101 110102 120101 130102 140105 150102 210102 220102 230102 310101 320102 330102 340102'.split(
      ' ',
    );
    const stays = places.map((division, at) => ({
      division,
      from: ago(federation.destination, (13 - at) * day),
      to: ago(federation.destination, (12 - at) * day),
    }));
    const { home, abroad } = await traveller();
    const asked = vi.spyOn(globalThis, 'fetch');
    const told = await convert(federation, abroad, await consentAt(home.client), stays);
    expect(told).toMatchObject({ state: 'waiting-for-documents', cause: { code: 'itinerary-complex' } });
    expect(told.nextTryAt).toBeNull();
    expect(told.cause?.cure.zh).toMatch(/行程证明.*疾控/);
    expect(asked).not.toHaveBeenCalled();
    await abroad.client.call(routes.withdrawConversion, { params: { conversionId: told.conversionId } });
    const done = await convert(federation, abroad, await consentAt(home.client), stays.slice(1));
    expect(done.state).toBe('approved');
  });

  it('waits for data of the nation that is late, not for the person [M27]', async () => {
    const { destination, origin } = federation;
    destination.sources.down.add('platform');
    await federation.pass(3 * day);
    const { home, abroad } = await traveller();
    await declare(origin, home);
    await home.client.call(routes.applyForCode, { body: { scope: '140100' } });
    const waiting = await convert(federation, abroad, await consentAt(home.client));
    expect(waiting).toMatchObject({ state: 'waiting-for-origin', cause: { code: 'source-late' } });
    destination.sources.down.delete('platform');
    await federation.pass(61);
    expect(await stateOf(abroad, waiting.conversionId)).toMatchObject({ state: 'approved' });
  });
});
