import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { citizenWithCode } from '../../../test/citizen.ts';
import { arrive, consentAt, convert, openFederation, stateOf, type Federation } from '../../../test/federation.ts';
import { minute } from '../../../test/manual-clock.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation((profile) => ({
    ...profile,
    recognition: { ...profile.recognition, questionsPerPeerPerMinute: 3 },
  }));
});
afterAll(() => federation.close());
afterEach(() => void vi.restoreAllMocks());

async function traveller() {
  const home = await citizenWithCode(federation.origin);
  return { home, abroad: await arrive(federation, home.person) };
}

it('a province that asks more in a minute than it may is told to wait, and its applications go on by themselves', async () => {
  const statuses: number[] = [];
  const real = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
    const answer = await real(...request);
    statuses.push(answer.status);
    return answer;
  });
  const states: string[] = [];
  const people = [await traveller(), await traveller(), await traveller(), await traveller()];
  const done: string[] = [];
  for (const { home, abroad } of people) {
    const { state, conversionId } = await convert(federation, abroad, await consentAt(home.client));
    states.push(state);
    done.push(conversionId);
  }
  expect(states).toEqual(['approved', 'approved', 'approved', 'waiting-for-origin']);
  expect(statuses).toEqual([200, 200, 200, 429]);
  await federation.pass(minute);
  expect((await stateOf(people[3]!.abroad, done[3]!)).state).toBe('approved');
});

it('a peer at a private address is not asked where the operator has not allowed it', async () => {
  const { home, abroad } = await traveller();
  const { trust } = federation.destination.context.config;
  trust.allowPrivateAddresses = false;
  const asked = vi.spyOn(globalThis, 'fetch');
  const { state, conversionId } = await convert(federation, abroad, await consentAt(home.client));
  expect(state).toBe('waiting-for-origin');
  expect(asked).not.toHaveBeenCalled();
  trust.allowPrivateAddresses = true;
  await federation.pass(10 * minute);
  expect((await stateOf(abroad, conversionId)).state).toBe('approved');
});
