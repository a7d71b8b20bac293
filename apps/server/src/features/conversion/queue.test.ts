import { randomUUID } from 'node:crypto';
import { createClient, ProblemError, routes, type Client, type schemas } from '@tongxing/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebApp } from '../../app.ts';
import { atHome, citizenWithCode, pledgeOf, signIn, well } from '../../../test/citizen.ts';
import { arrive, consentAt, openFederation, type Federation } from '../../../test/federation.ts';
import { injectInto } from '../../../test/inject.ts';
import { countRows } from '../../../test/tables.ts';

let federation: Federation;
/** Another process of the destination, which can be behind with everything. */
let busyApp: FastifyInstance;
let busy = false;
beforeAll(async () => {
  federation = await openFederation();
  const { context, sources } = federation.destination;
  busyApp = await createWebApp({ ...context, strain: () => busy }, sources);
});
afterAll(async () => {
  await busyApp.close();
  await federation.close();
});

/** Somebody with a form that is filled in. */
async function applicant() {
  const { origin, destination } = federation;
  const home = await citizenWithCode(origin);
  const { person } = await arrive(federation, home.person);
  destination.clock.forward(60);
  const client: Client = createClient(destination.context.config.http.publicUrl, injectInto(busyApp)).as(
    await signIn(destination, person.phone),
  );
  const body: schemas.ConversionApplication = {
    originDivision: '140000',
    scope: '370000',
    consent: await consentAt(home.client),
    answers: well,
    stays: atHome(destination, person),
    pledge: pledgeOf(destination),
  };
  const idempotencyKey = randomUUID();
  const send = (ticket?: string) =>
    client.call(routes.applyForConversion, { body, idempotencyKey, ...(ticket === undefined ? {} : { ticket }) });
  return { client, send };
}

async function problemIn(answer: Promise<unknown>): Promise<schemas.Problem> {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error('it was taken in');
  return error.problem;
}

const stored = async () => {
  const rows = await countRows(federation.destination.context.db);
  return ['conversion', 'declaration', 'kept_answer'].map((table) => rows[`public.${table}`]);
};

describe('an application that comes while the node is too busy', () => {
  it('is told so honestly with a place, and nothing of it is stored; in its turn it is taken in and decided [M28]', async () => {
    const { client, send } = await applicant();
    const before = await stored();
    busy = true;
    const problem = await problemIn(send());
    expect(problem).toMatchObject({ status: 429, type: 'urn:tongxing:problem:conversion-queue' });
    expect(problem.ticket).toMatchObject({ ahead: 0 });
    expect(problem.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(problem.titles.zh).toContain('排号');
    expect(await stored()).toEqual(before);
    federation.destination.clock.forward(problem.retryAfterSeconds ?? 0);
    const { conversionId } = await send(problem.ticket?.ticket);
    await federation.destination.settle();
    const done = await client.call(routes.getConversion, { params: { conversionId } });
    expect(done.state).toBe('approved');
    busy = false;
  });

  it('whose answer was lost comes again, waits once more, and is the one it was', async () => {
    const { client, send } = await applicant();
    const { conversionId } = await send();
    busy = true;
    const problem = await problemIn(send());
    federation.destination.clock.forward(problem.retryAfterSeconds ?? 0);
    expect((await send(problem.ticket?.ticket)).conversionId).toBe(conversionId);
    busy = false;
    await federation.destination.settle();
    expect((await client.call(routes.listConversions, {})).conversions).toHaveLength(1);
  });

  it('with the ticket of another goes behind, and does not use it up', async () => {
    const [she, thief] = [await applicant(), await applicant()];
    busy = true;
    const hers = await problemIn(she.send());
    federation.destination.clock.forward(hers.retryAfterSeconds ?? 0);
    const his = await problemIn(thief.send(hers.ticket?.ticket));
    expect(his.ticket?.place).toBeGreaterThan(hers.ticket?.place ?? Infinity);
    expect((await she.send(hers.ticket?.ticket)).state).toBe('submitted');
    busy = false;
    await federation.destination.settle();
  });

  it('that is refused for what it says keeps its ticket for the corrected one', async () => {
    const { client, send } = await applicant();
    busy = true;
    const problem = await problemIn(send());
    federation.destination.clock.forward(problem.retryAfterSeconds ?? 0);
    const ticket = problem.ticket?.ticket ?? '';
    const wrong: schemas.ConversionApplication = {
      originDivision: '140000',
      scope: '370000',
      consent: { grade: 'asserted' },
      answers: well,
      stays: [],
      pledge: { ...pledgeOf(federation.destination), confirmed: false },
    };
    expect(await problemIn(client.call(routes.applyForConversion, { body: wrong, ticket }))).toMatchObject({
      type: 'urn:tongxing:problem:pledge-required',
    });
    expect((await send(ticket)).state).toBe('submitted');
    busy = false;
    await federation.destination.settle();
  });
});
