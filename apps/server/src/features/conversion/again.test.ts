import { randomUUID } from 'node:crypto';
import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, atHome, citizenWithCode, pledgeOf, well, type Citizen } from '../../../test/citizen.ts';
import { arrive, consentAt, openFederation, stateOf, type Federation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, minute } from '../../../test/manual-clock.ts';
import { countRows } from '../../../test/tables.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());

async function traveller() {
  const home = await citizenWithCode(federation.origin);
  const abroad = await arrive(federation, home.person);
  return { abroad, request: await requestOf(home, abroad) };
}

async function requestOf(home: Citizen, abroad: Citizen) {
  const { origin, destination } = federation;
  const body = {
    originDivision: origin.division,
    scope: destination.division,
    consent: await consentAt(home.client),
    answers: well,
    stays: atHome(destination, abroad.person),
    pledge: pledgeOf(destination),
  };
  return { body, idempotencyKey: randomUUID() };
}

const send = ({ client }: Citizen, request: Awaited<ReturnType<typeof requestOf>>) =>
  client.call(routes.applyForConversion, request);

async function stored(): Promise<number[]> {
  const rows = await countRows(federation.destination.context.db);
  return ['conversion', 'declaration', 'kept_answer'].map((table) => rows[`public.${table}`] ?? NaN);
}

describe('an application that comes again with its Idempotency-Key', () => {
  it('is one application, whether it comes later or together with the first', async () => {
    const { abroad, request } = await traveller();
    const [conversions = 0, declarations = 0, answers = 0] = await stored();
    const [one, other] = await Promise.all([send(abroad, request), send(abroad, request)]);
    expect(other).toEqual(one);
    expect(await send(abroad, request)).toEqual(one);
    expect(await stored()).toEqual([conversions + 1, declarations + 2, answers + 1]);
    await federation.destination.settle();
    expect((await stateOf(abroad, one.conversionId)).state).toBe('approved');
    expect(await send(abroad, request)).toEqual(one);
  });

  it('gets its own answer among others that are new', async () => {
    const people = [await traveller(), await traveller(), await traveller()] as const;
    const before = await send(people[1].abroad, people[1].request);
    const [conversions = 0] = await stored();
    const all = await Promise.all(people.map(({ abroad, request }) => send(abroad, request)));
    expect(all[1]).toEqual(before);
    expect(new Set(all.map(({ conversionId }) => conversionId)).size).toBe(3);
    expect((await stored())[0]).toBe(conversions + 2);
    for (const [position, { abroad, request }] of people.entries()) {
      expect(await send(abroad, request)).toEqual(all[position]);
    }
  });

  it('is refused as it was when it was refused, without harm to others, and leaves its key free', async () => {
    const [open, other] = [await traveller(), await traveller()];
    const first = await send(open.abroad, open.request);
    const second = { ...open.request, idempotencyKey: randomUUID() };
    const [, , answers = 0] = await stored();
    const [refused, taken] = await Promise.all([
      problemOf(send(open.abroad, second)),
      send(other.abroad, other.request),
    ]);
    expect(refused).toBe('conversion-open');
    expect((await stateOf(other.abroad, taken.conversionId)).state).toBe('submitted');
    expect((await stored())[2]).toBe(answers + 1);
    await open.abroad.client.call(routes.withdrawConversion, { params: { conversionId: first.conversionId } });
    expect((await send(open.abroad, second)).conversionId).not.toBe(first.conversionId);
  });

  it('is looked for before it is judged: one with a stay that is too long ago by now is still the same', async () => {
    const { abroad, request } = await traveller();
    const { destination } = federation;
    const longest = destination.context.province.declaration.itineraryDays * day;
    const oldest = {
      division: '140105',
      from: ago(destination, longest + day),
      to: ago(destination, longest - minute),
    };
    const old = { ...request, body: { ...request.body, stays: [oldest, ...request.body.stays] } };
    const first = await send(abroad, old);
    destination.clock.forward(2 * minute);
    expect(await send(abroad, old)).toEqual(first);
    expect(await problemOf(send(abroad, { ...old, idempotencyKey: randomUUID() }))).toBe('stay-invalid');
  });

  it('with another body is refused, and those beside it are taken', async () => {
    const [used, other] = [await traveller(), await traveller()];
    await send(used.abroad, used.request);
    const changed = { ...used.request, body: { ...used.request.body, answers: { ...well, temperature: 39 } } };
    const [refused, taken] = await Promise.all([
      problemOf(send(used.abroad, changed)),
      send(other.abroad, other.request),
    ]);
    expect(refused).toBe('idempotency-key-reused');
    expect((await stateOf(other.abroad, taken.conversionId)).state).toBe('submitted');
  });
});
