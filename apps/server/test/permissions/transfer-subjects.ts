import { newId } from '../../src/platform/ids.ts';
import type { TestNode } from '../node.ts';

/** Transfers of one person that wait for the desk of a division, straight into the tables: one to be read, one to be decided. */
export async function insertTransfers(node: TestNode, personId: string, division: string) {
  const { db, seal, clock } = node.context;
  const now = clock.now();
  const dueAt = new Date(now.getTime() + 86_400_000);
  const insert = async (closedAt: Date | null) => {
    const key = { person_id: personId, transfer_id: newId(now) };
    await db
      .insertInto('transfer')
      .values({
        ...key,
        origin: '370000',
        residence: division,
        division,
        state: 'in-review',
        details_sealed: seal.seal('application', '{}'),
        stay_since: now,
        attempts: 0,
        applied_at: now,
        due_at: dueAt,
        // A person has one that is open; the other is closed only as far as that goes.
        closed_at: closedAt,
      })
      .execute();
    await db.insertInto('transfer_person').values(key).execute();
    return key.transfer_id;
  };
  return { transferId: await insert(null), transferToDecideId: await insert(now) };
}
