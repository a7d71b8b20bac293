import { randomInt } from 'node:crypto';
import type { CauseCode, schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, dayOf, startOfDay } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { issueCode } from '../code/index.ts';
import { latestDeclaration } from '../declaration/index.ts';
import { decidePerson, outlookFor, type CurrentDecision, type DecisionDeps } from '../decision/index.ts';
import { gatherFacts, recordReport, type SourcePorts } from '../facts/index.ts';
import { askOrigin, type AskDeps, type Asked } from '../federation/index.ts';
import { identityOf } from '../identity/index.ts';
import { openConsent } from './consent-at-rest.ts';
import { findConversion, openStates, takeStep, type ConversionRow, type Step } from './store.ts';

export const advanceJob = 'conversion.advance';

export interface AdvanceDeps extends NodeContext, DecisionDeps, SourcePorts, AskDeps {}

interface Key {
  readonly personId: string;
  readonly conversionId: string;
}

/**
 * Brings an application as far as it can go now: asks this province's own sources and the origin, keeps what the origin signed as a
 * fact, decides by the entry pack, and issues the code. Whatever does not work becomes a state with a cause and the next try.
 * Running it twice does no harm: each step is one transaction and only an open application moves.
 */
export async function advance(deps: AdvanceDeps, key: Key): Promise<void> {
  const row = await findConversion(deps.db, key.personId, key.conversionId);
  if (row === undefined || !openStates.includes(row.state as (typeof openStates)[number])) return;
  const declared = await latestDeclaration(deps.db, key.personId, ['health', 'itinerary']);
  const [asked] = await Promise.all([ask(deps, row), gatherFacts(deps, key.personId, declared)]);
  if (asked === undefined) return settle(deps, key, wait(deps, row, 'origin-unreachable'));
  const refused = refusal(deps, row, asked.claims);
  if (refused !== undefined) return settle(deps, key, { ...refused, attestation: asked.attestation });
  await keepOriginCode(deps, row, asked.claims);
  // Looked at first, decided only when it is green: applying never worsens what the person has here (W07).
  const { colour } = await outlookFor(deps, key.personId, 'entry');
  if (colour !== 'green')
    return settle(deps, key, { ...unconverted(deps, row, asked, colour), attestation: asked.attestation });
  await convert(deps, row, asked, await decidePerson(deps, key.personId, 'entry'));
}

async function ask(deps: AdvanceDeps, row: ConversionRow): Promise<Asked | undefined> {
  try {
    return await askOrigin(deps, row.origin_division, {
      requestId: row.request_id,
      subject: await identityOf(deps.db, deps, row.person_id),
      consent: openConsent(deps, row),
    });
  } catch (error) {
    deps.log.error('origin did not answer', { origin: row.origin_division, error });
    return undefined;
  }
}

/** What the origin's answer means when it says nothing about the colour. */
function refusal(deps: AdvanceDeps, row: ConversionRow, claims: schemas.AttestationClaims): Step | undefined {
  switch (claims.match) {
    case 'match':
      return claims.facts === undefined || claims.facts.colour === 'pending'
        ? wait(deps, row, 'origin-not-ready')
        : undefined;
    case 'no-code':
      return wait(deps, row, 'origin-not-ready');
    case 'limit':
      return { state: 'waiting-for-origin', cause: 'origin-limit', dueAt: nextDay(deps) };
    case 'identity':
      return { state: 'rejected', cause: 'identity-mismatch', dueAt: null };
    case 'phone':
      return { state: 'rejected', cause: 'phone-mismatch', dueAt: null };
    case 'refused':
      return { state: 'rejected', cause: 'consent-refused', dueAt: null };
  }
}

/** The next try, later each time as the profile says, spread so that applications that failed together do not return together. */
function wait(deps: AdvanceDeps, row: ConversionRow, cause: CauseCode): Step {
  const { retrySeconds } = deps.province.recognition;
  const seconds = retrySeconds[Math.min(row.attempts, retrySeconds.length - 1)] as number;
  const spread = randomInt(Math.max(1, Math.ceil(seconds / 4)));
  return { state: 'waiting-for-origin', cause, dueAt: addSeconds(deps.clock.now(), seconds + spread) };
}

function nextDay(deps: AdvanceDeps): Date {
  return addSeconds(startOfDay(dayOf(deps.clock.now())), 86_400 + randomInt(3600));
}

async function keepOriginCode(deps: AdvanceDeps, row: ConversionRow, claims: schemas.AttestationClaims): Promise<void> {
  const { facts, consent } = claims;
  if (facts === undefined) return;
  await transact(deps.db, (tx) =>
    recordReport(tx, {
      personId: row.person_id,
      source: 'origin-province',
      receivedAt: deps.clock.now(),
      facts: [
        {
          kind: 'origin-code',
          observedAt: new Date(facts.decidedAt),
          data: {
            division: row.origin_division,
            colour: facts.colour,
            verified: true,
            decidedAt: facts.decidedAt,
            consentGrade: consent.grade,
            ...(facts.validUntil === null ? {} : { validUntil: facts.validUntil }),
            ...(facts.releaseAt === null ? {} : { releaseAt: facts.releaseAt }),
          },
        },
      ],
    }),
  );
}

/** Why there is no converted code, and whether the node tries again by itself. */
function unconverted(deps: AdvanceDeps, row: ConversionRow, asked: Asked, colour: schemas.Colour): Step {
  if (colour === 'pending') return wait(deps, row, 'origin-not-ready');
  if (asked.claims.facts?.colour !== 'green') return { state: 'rejected', cause: 'origin-not-green', dueAt: null };
  return { state: 'deferred', cause: 'high-risk-sojourn', dueAt: null };
}

async function convert(deps: AdvanceDeps, row: ConversionRow, asked: Asked, decision: CurrentDecision): Promise<void> {
  const key = { personId: row.person_id, conversionId: row.conversion_id };
  const { decisionId } = decision;
  await transact(deps.db, async (tx) => {
    const approved: Step = { state: 'approved', cause: null, dueAt: null, decisionId, attestation: asked.attestation };
    // The application first: one that was withdrawn meanwhile gets no code.
    if (!(await takeStep(tx, deps.clock.now(), key, approved))) return;
    const code = await issueCode(tx, deps, row.person_id, row.scope, 'conversion');
    await tx
      .updateTable('conversion')
      .set({ code_id: code.codeId })
      .where('person_id', '=', key.personId)
      .where('conversion_id', '=', key.conversionId)
      .execute();
  });
}

async function settle(deps: AdvanceDeps, key: Key, step: Step): Promise<void> {
  await transact(deps.db, (tx) => takeStep(tx, deps.clock.now(), key, step));
}
