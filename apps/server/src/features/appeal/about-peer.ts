import type { schemas } from '@tongxing/contract';
import type { Read } from '../../platform/db.ts';
import type { AppealDeps } from './deps.ts';
import { describeAppeal } from './describe.ts';
import { findAppeal } from './store.ts';

/** The last appeal of this person that was passed on to a province, as she sees it. */
export async function appealAbout(
  read: Read,
  deps: Pick<AppealDeps, 'clock' | 'seal'>,
  personId: string,
  peer: string,
): Promise<schemas.Appeal | undefined> {
  const last = await read
    .selectFrom('appeal_source')
    .select('appeal_id')
    .where('person_id', '=', personId)
    .where('peer', '=', peer)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const row = last && (await findAppeal(read, personId, last.appeal_id));
  return row && describeAppeal(read, deps, row);
}
