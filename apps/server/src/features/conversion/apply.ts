import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { type Once, transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { createMicroBatch } from '../../platform/micro-batch.ts';
import { Refusal } from '../../platform/refusal.ts';
import { insertRows } from '../../platform/rows.ts';
import { type LetIn, type UsedTicket, useTickets } from '../admission/index.ts';
import { requireScope } from '../code/index.ts';
import { healthDeclaration, itineraryDeclaration, storeDeclarations, type Declaration } from '../declaration/index.ts';
import { requireDivisions } from '../division/index.ts';
import { lockPeople } from '../identity/index.ts';
import { sealConsent } from './consent-at-rest.ts';
import { requestAdvance } from './jobs.ts';
import { describeConversion } from './describe.ts';
import { modesFor } from './modes.ts';
import { needed } from './steps.ts';
import { type ApplicationKey, type ConversionRow, recordMoves, type Step, type StepDeps } from './store.ts';

export interface ApplyDeps extends Pick<NodeContext, 'db' | 'clock' | 'province' | 'divisions' | 'seal'>, StepDeps {
  readonly isPeer: (division: string) => Promise<boolean>;
  readonly letIn: LetIn;
}

/** Applications that arrive within a moment, which nobody notices who has just filled in a form, are stored together. */
const together = { most: 100, milliseconds: 20 };

export type Apply = (
  personId: string,
  application: schemas.ConversionApplication,
  once: Once,
  ticket?: string,
) => Promise<schemas.Conversion>;

/**
 * Takes in applications with the declarations that belong to them, each whole or not at all: once one is acknowledged, the node
 * finishes it by itself. While more apply than can be decided in time it takes in those who are called.
 * @throws Refusal division-unknown, origin-unknown, pledge-required, stay-invalid, conversion-open, conversion-queue
 */
export function createApply(deps: ApplyDeps): Apply {
  const store = createMicroBatch(together, (applications: readonly Single[]) =>
    transact(deps.db, (tx) => storeOnce(tx, deps, applications)),
  );
  return async (personId, application, once, ticket) => {
    await requirePlaces(deps, application);
    const stored = await deps.letIn({ personId, ticket, size: 1 }, (used) =>
      store({ ...prepare(deps, personId, application, null), once, used }),
    );
    if (stored.answer === undefined) throw stored.refusal;
    return stored.answer;
  };
}

/** @throws Refusal division-unknown, invalid-input for a scope that no code has here, origin-unknown */
export async function requirePlaces(
  deps: Pick<ApplyDeps, 'clock' | 'province' | 'divisions' | 'isPeer'>,
  { originDivision, scope, destination }: Pick<schemas.ConversionDraft, 'originDivision' | 'scope' | 'destination'>,
): Promise<void> {
  const origin = { path: '/body/originDivision', code: originDivision, from: deps.clock.now() };
  const goingTo = destination === undefined ? [] : [{ ...origin, path: '/body/destination', code: destination }];
  requireDivisions(deps.divisions, [origin, ...goingTo]);
  requireScope(deps, scope);
  if (modesFor(deps.province, originDivision, await deps.isPeer(originDivision)).length === 0)
    throw new Refusal('origin-unknown');
}

/** An application as it can be stored, or why it cannot. @param groupId of the family that applies together */
export function prepare(
  deps: ApplyDeps,
  personId: string,
  application: schemas.ConversionApplication,
  groupId: string | null,
): Application {
  const { answers, stays, pledge } = application;
  const declare = () => [
    healthDeclaration(deps, personId, { answers, pledge }),
    itineraryDeclaration(deps, personId, { stays, pledge }),
  ];
  const conversionId = newId(deps.clock.now());
  return { first: firstStep(deps, application), personId, conversionId, groupId, application, ...attempt(declare) };
}

export interface Application extends ApplicationKey {
  readonly groupId: string | null;
  readonly application: schemas.ConversionApplication;
  readonly declarations: readonly Declaration[];
  readonly first: Step;
  /** Why it is not taken in; whether it is the same request as one that was is looked at first. */
  readonly refusal?: Refusal;
}

/** One that came by itself, with the ticket that let it in. */
interface Single extends Application {
  readonly once: Once;
  readonly used: UsedTicket | undefined;
}

type Stored = { readonly answer: schemas.Conversion } | { readonly answer: undefined; readonly refusal: Refusal };

/**
 * An itinerary of many places is compared by people, with its tickets (M29); a picture has to be sent first (M24); every other
 * application is taken up at once.
 */
export function firstStep(
  deps: Pick<ApplyDeps, 'clock' | 'province'>,
  { stays, path }: Pick<schemas.ConversionApplication, 'stays' | 'path'>,
): Step {
  const places = new Set(stays.map(({ division }) => division)).size;
  if (places > deps.province.recognition.placesComparedAlone) return needed(deps, 'itinerary-complex');
  if (path === 'picture') return needed(deps, 'picture-missing');
  return { state: 'submitted', cause: null, dueAt: deps.clock.now() };
}

/** What is declared, or why it cannot be: the others of the batch are not to be held up by a refusal. */
function attempt(declare: () => Declaration[]): Pick<Application, 'declarations' | 'refusal'> {
  try {
    return { declarations: declare() };
  } catch (error) {
    if (error instanceof Refusal) return { declarations: [], refusal: error };
    throw error;
  }
}

/**
 * Stores applications in one transaction, and with each the answer to its own `Idempotency-Key`: the work of each request is that the
 * next is looked at, and of the last that all which are new are stored together. What is refused answers undefined, so that its key
 * is free and the others are not undone. The same request twice in one batch makes the batch fail, and each is tried by itself.
 */
async function storeOnce(tx: Tx, deps: ApplyDeps, applications: readonly Single[]): Promise<Stored[]> {
  const fresh: Single[] = [];
  const answers = new Map<Application, schemas.Conversion | undefined>();
  let rows: ReadonlyMap<string, ConversionRow> = new Map();
  const from = async (position: number): Promise<void> => {
    const application = applications[position];
    if (application === undefined) {
      rows = await storeApplications(tx, deps, fresh);
      await useTickets(
        tx,
        fresh.flatMap(({ conversionId, used }) => (used !== undefined && rows.has(conversionId) ? [used] : [])),
      );
      return;
    }
    let isNew = false;
    const answer = await application.once<schemas.Conversion | undefined>(tx, async () => {
      isNew = true;
      if (application.refusal === undefined) fresh.push(application);
      await from(position + 1);
      const row = rows.get(application.conversionId);
      return row && describeConversion(deps, row);
    });
    answers.set(application, answer);
    if (!isNew) await from(position + 1);
  };
  await from(0);
  return applications.map((application) => {
    const answer = answers.get(application);
    return answer === undefined
      ? { answer, refusal: application.refusal ?? new Refusal('conversion-open') }
      : { answer };
  });
}

/** Answers the stored rows by conversion id; there is none for a person who has one open. */
export async function storeApplications(
  tx: Tx,
  deps: ApplyDeps,
  applications: readonly Application[],
): Promise<ReadonlyMap<string, ConversionRow>> {
  if (applications.length === 0) return new Map();
  await lockPeople(
    tx,
    applications.map(({ personId }) => personId),
  );
  const now = deps.clock.now();
  // Of two at once for one person the index lets the first in; the second is not stored, nor is what it declares.
  const rows = await insertRows<Application, ConversionRow>(
    tx,
    'conversion',
    applications,
    {
      person_id: ['uuid', ({ personId }) => personId],
      conversion_id: ['uuid', ({ conversionId }) => conversionId],
      origin_division: ['text', ({ application }) => application.originDivision],
      scope: ['text', ({ application }) => application.scope],
      state: ['text', ({ first }) => first.state],
      cause: ['text', ({ first }) => first.cause],
      destination_division: ['text', ({ application }) => application.destination ?? null],
      path: ['text', ({ application }) => application.path ?? pathOf(application.consent)],
      consent_sealed: ['bytea', ({ application }) => sealConsent(deps, application.consent)],
      consent_grade: ['text', ({ application }) => application.consent.grade],
      request_id: ['uuid', () => newId(now)],
      attempts: ['integer', () => 0],
      submitted_at: ['timestamptz', () => now],
      updated_at: ['timestamptz', () => now],
      due_at: ['timestamptz', ({ first }) => first.dueAt],
      group_id: ['uuid', ({ groupId }) => groupId],
      consent_ends_at: ['timestamptz', ({ application }) => consentEnd(deps, application.consent)],
    },
    sql`on conflict do nothing returning *`,
  );
  const stored = new Map(rows.map((row) => [row.conversion_id, row]));
  const taken = applications.filter(({ conversionId }) => stored.has(conversionId));
  await storeDeclarations(
    tx,
    deps,
    taken.flatMap(({ declarations }) => declarations),
  );
  await recordMoves(
    tx,
    deps,
    taken.map(({ personId, conversionId, first: { state, cause } }) => ({ personId, conversionId, state, cause })),
  );
  for (const origin of new Set(
    taken.filter(({ first }) => first.state === 'submitted').map(({ application }) => application.originDivision),
  )) {
    await requestAdvance(tx, origin);
  }
  return stored;
}

/** By the origin's word in what the holder signed, else for as long as consents last. */
export function consentEnd(
  { clock, province }: Pick<ApplyDeps, 'clock' | 'province'>,
  consent: schemas.ConsentEvidence,
): Date {
  const usual = addSeconds(clock.now(), province.recognition.consentSeconds);
  if (consent.grade !== 'holder-signed') return usual;
  const signed = new Date(consent.expiresAt);
  return signed < usual ? signed : usual;
}

/** What the origin only hears from this province is linked by the verified identity; what she herself shows, she has authorised. */
export function pathOf({ grade }: schemas.ConsentEvidence): schemas.ConversionPath {
  return grade === 'asserted' ? 'linked' : 'authorised';
}
