import type { schemas } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { coloursWith, type OutlookDeps } from '../decision/index.ts';
import { currentFacts } from '../facts/index.ts';
import { personCard } from '../identity/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import { describe } from './list.ts';
import { requireManualColour, type ManualColourRow } from './stored.ts';

/**
 * Whose colour it is about, what it would become, and what is known of the person beside the proposal. The person can read that this
 * was looked at; nobody approves what they have not read.
 * @throws Refusal not-found, also for somebody of another division
 */
export function readManualColour(
  deps: Pick<NodeContext, 'db' | 'clock' | 'seal'> & OutlookDeps,
  staff: StaffPrincipal,
  manualColourId: string,
): Promise<schemas.ManualColourPreview> {
  return transact(deps.db, async (tx) => {
    const row = await requireManualColour(tx, staff, manualColourId);
    const { person_id: personId } = row;
    const seen = ['identity', 'colour', 'facts'] as const;
    const reference = referenceOf(manualColourId);
    await recordStaffAccess(tx, deps, { staff, personId, purpose: 'manual-colour', seen, reference });
    const { maskedName, lastFour } = await personCard(tx, deps, personId);
    const now = deps.clock.now();
    const change = (await coloursWith(tx, deps, new Map([[personId, [draftOf(row, now)]]]))).get(personId)!;
    const facts = await currentFacts(tx, personId);
    return {
      manualColour: describe(row),
      maskedName,
      lastFour,
      colourNow: change.from,
      colourThen: change.to,
      facts: facts
        .filter(({ kind }) => kind !== 'source-report')
        .map(({ kind, source, observedAt, data }) => {
          return { kind, source, observedAt: toEdge(new Date(observedAt)), data };
        }),
    };
  });
}

/** Under which the access is kept, for the person to read. */
export function referenceOf(manualColourId: string): string {
  return `MC-${manualColourId.slice(-12)}`;
}

function draftOf(row: ManualColourRow, now: Date): Fact {
  return {
    id: row.manual_colour_id,
    kind: 'manual-colour',
    source: 'control-office',
    observedAt: now.toISOString(),
    receivedAt: now.toISOString(),
    data: dataOf(row, row.since ?? now),
  };
}

/** What the fact of a colour by hand says. */
export function dataOf(row: ManualColourRow, since: Date) {
  const { colour, ground, document_number: documentNumber, ends_at: until } = row;
  return { colour, ground, documentNumber, since: toEdge(since), until: toEdge(until) };
}
