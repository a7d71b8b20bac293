import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, dayOf, startOfDay } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockPeople } from '../identity/index.ts';
import { takesBackHealth } from './takes-back.ts';

type Deps = Pick<NodeContext, 'clock' | 'province'>;

export type Kind = 'health' | 'itinerary' | 'correction' | 'itinerary-correction';

/** Two corrections at once must not both find none of today. @throws Refusal correction-used */
export async function useCorrection(tx: Tx, deps: Deps, personId: string): Promise<void> {
  await lockPeople(tx, [personId]);
  const limit = deps.province.declaration.correctionsPerDay;
  const today = startOfDay(dayOf(deps.clock.now()));
  const { used } = await tx
    .selectFrom('declaration')
    .select((e) => e.fn.countAll<number>().as('used'))
    .where('person_id', '=', personId)
    .where('kind', 'in', ['correction', 'itinerary-correction'])
    .where('declared_at', '>=', today)
    .executeTakeFirstOrThrow();
  if (limit === null || used < limit) return;
  const tomorrow = addSeconds(today, 86_400);
  const wait = Math.ceil((tomorrow.getTime() - deps.clock.now().getTime()) / 1000);
  throw new Refusal('correction-used', { retryAfterSeconds: wait });
}

/** Do answers take back what she said earlier today? */
export async function takesBack(
  tx: Tx,
  deps: Deps,
  personId: string,
  answers: schemas.HealthAnswers,
): Promise<boolean> {
  const earlier = await answersToday(tx, deps, personId, ['health', 'correction']);
  return earlier !== undefined && takesBackHealth(earlier as schemas.HealthAnswers, answers);
}

/** What was last declared, if it was declared today. */
export async function answersToday(tx: Tx, deps: Deps, personId: string, kinds: readonly Kind[]): Promise<unknown> {
  const earlier = await latestAnswers(tx, personId, kinds);
  const today = dayOf(deps.clock.now());
  return earlier !== undefined && dayOf(earlier.declared_at) === today ? earlier.answers : undefined;
}

/** What was last declared of these kinds. */
export async function latestAnswers(tx: Read, personId: string, kinds: readonly Kind[]) {
  return tx
    .selectFrom('declaration')
    .select(['answers', 'declared_at'])
    .where('person_id', '=', personId)
    .where('kind', 'in', [...kinds])
    .orderBy('declared_at', 'desc')
    .orderBy('declaration_id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
