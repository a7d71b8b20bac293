import type { schemas } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';
import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { AppealDeps } from './deps.ts';
import { updateAppeal, type AppealRow } from './store.ts';

/** What she has said herself she corrects herself; everybody else is asked about their record. */
const notAsked: readonly Fact['source'][] = ['declaration'];

/**
 * Puts the case into the queue of the source that said the record, or has it passed on to the province of origin, which may be told of
 * her only with her consent. @throws Refusal origin-consent-required
 */
export async function askSource(
  tx: Tx,
  deps: Pick<AppealDeps, 'clock' | 'province' | 'seal'>,
  appeal: AppealRow,
  fact: Fact,
  originConsent: schemas.ConsentEvidence | undefined,
): Promise<void> {
  if (notAsked.includes(fact.source)) return;
  const peer = fact.source === 'origin-province' ? originOf(fact) : null;
  if (peer !== null && originConsent === undefined) throw new Refusal('origin-consent-required');
  const { sourceHours, urgentSourceMinutes } = deps.province.appeal;
  const now = deps.clock.now();
  const dueAt = addSeconds(now, appeal.lane === 'urgent' ? urgentSourceMinutes * 60 : sourceHours * 3600);
  await tx
    .insertInto('appeal_source')
    .values({
      person_id: appeal.person_id,
      appeal_id: appeal.appeal_id,
      source: fact.source,
      peer,
      division: appeal.division,
      state: 'asked',
      consent_sealed: peer === null ? null : deps.seal.seal('appeal', JSON.stringify(originConsent)),
      asked_at: now,
      due_at: dueAt,
      ask_at: peer === null ? null : now,
    })
    .execute();
  if (dueAt < appeal.due_at) await updateAppeal(tx, appeal).set({ look_at: dueAt }).execute();
}

function originOf({ data }: Fact): string | null {
  const { division } = data as { division?: unknown };
  return typeof division === 'string' ? division : null;
}
