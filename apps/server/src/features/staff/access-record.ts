import {
  accessPurposes,
  accessSubjects,
  staffRoleNames,
  type AccessPurpose,
  type AccessSubject,
  type schemas,
} from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { AccessRecordTable } from '../../platform/database.ts';
import type { Read, Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { commit, pseudonymOf } from '../transparency/index.ts';

type Deps = Pick<NodeContext, 'clock' | 'seal'>;

export interface StaffAccessed {
  readonly staff: Pick<StaffPrincipal, 'staffId' | 'role' | 'division'>;
  readonly personId: string;
  readonly purpose: AccessPurpose;
  /** What was shown or changed. */
  readonly seen: readonly AccessSubject[];
  /** Number of the call, ticket or file that made it necessary; the person reads it. */
  readonly reference: string;
}

/**
 * Writes down that staff saw or changed something of a person's, in the transaction that does it: whoever shows a person's data to staff
 * calls this first. The person sees the record (`GET /me/access-records`) and can prove it by the log, so nobody can drop it unseen.
 * @returns the id of the record
 */
export async function recordStaffAccess(tx: Tx, deps: Deps, access: StaffAccessed): Promise<string> {
  const { staff, personId, purpose, seen, reference } = access;
  const now = deps.clock.now();
  const row: Omit<AccessRecordTable, 'commitment_id'> = {
    person_id: personId,
    access_id: newId(now),
    staff_id: staff.staffId,
    role: staff.role,
    division: staff.division,
    purpose,
    seen: [...seen],
    reference,
    accessed_at: now,
  };
  const commitmentId = await commit(tx, deps, 'access', committedValue(deps, row));
  await tx
    .insertInto('access_record')
    .values({ ...row, commitment_id: commitmentId })
    .execute();
  return row.access_id;
}

/** Has this member of staff looked at the person under this reference? */
export async function hasAccessed(
  read: Read,
  { personId, staffId, reference }: { personId: string; staffId: string; reference: string },
): Promise<boolean> {
  const row = await read
    .selectFrom('access_record')
    .select('access_id')
    .where('person_id', '=', personId)
    .where('staff_id', '=', staffId)
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row !== undefined;
}

/** Who looked at a person's data: the newest 200. */
export async function listAccessRecords(read: Read, personId: string): Promise<schemas.AccessRecord[]> {
  const rows = await read
    .selectFrom('access_record')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('access_id', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    accessId: row.access_id,
    at: toEdge(row.accessed_at),
    role: worded(row.role as schemas.StaffRole, staffRoleNames),
    division: row.division,
    purpose: worded(row.purpose as AccessPurpose, accessPurposes),
    seen: row.seen.map((subject) => worded(subject as AccessSubject, accessSubjects)),
    reference: row.reference,
  }));
}

/** What a record committed to in the log, for its proof. */
export async function committedAccess(read: Read, deps: Pick<Deps, 'seal'>, personId: string, accessId: string) {
  const row = await read
    .selectFrom('access_record')
    .selectAll()
    .where('person_id', '=', personId)
    .where('access_id', '=', accessId)
    .executeTakeFirst();
  return row === undefined ? undefined : { commitmentId: row.commitment_id, value: committedValue(deps, row) };
}

function committedValue(deps: Pick<Deps, 'seal'>, row: Omit<AccessRecordTable, 'commitment_id'>) {
  return {
    accessId: row.access_id,
    at: row.accessed_at.toISOString(),
    staff: pseudonymOf(deps, 'staff', row.staff_id),
    role: row.role,
    division: row.division,
    purpose: row.purpose,
    seen: row.seen,
    reference: row.reference,
  };
}

function worded<T extends string>(code: T, words: Readonly<Record<T, schemas.Bilingual>>) {
  const { zh, en } = words[code];
  return { code, name: { zh, en } };
}
