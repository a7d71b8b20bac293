import type { NodeContext } from '../../node-context.ts';
import type { Guardianship } from './guardianship.ts';

/**
 * Is a child younger than this? By its guardianship, which ends on the birthday on which it comes of age; of an adult it is false.
 * @param years not above the province's age of majority
 */
export async function isYoungerThan(
  { db, clock, province }: Pick<NodeContext, 'db' | 'clock' | 'province'>,
  { guardianId, guardianshipId, relation }: Guardianship,
  years: number,
): Promise<boolean> {
  if (relation !== 'child') return false;
  const row = await db
    .selectFrom('guardianship')
    .select('due_at')
    .where('person_id', '=', guardianId)
    .where('guardianship_id', '=', guardianshipId)
    .executeTakeFirst();
  if (row === undefined || row.due_at === null) return true;
  const birthday = new Date(row.due_at);
  birthday.setUTCFullYear(birthday.getUTCFullYear() - (province.guardianship.ageOfMajority - years));
  return birthday > clock.now();
}
