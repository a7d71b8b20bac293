import type { schemas } from '@tongxing/contract';
import type { Read } from '../../platform/db.ts';
import { toEdge } from '../../platform/clock.ts';

interface Permit {
  readonly permitId: string;
  readonly division: string;
  readonly from: Date;
  readonly until: Date;
  readonly issuedAt: Date;
}

/** All permits of a person that were not withdrawn, the newest first, ended ones included. */
export async function permitsOf(read: Read, personId: string): Promise<Permit[]> {
  const rows = await read
    .selectFrom('fact')
    .select(['fact_id', 'data', 'received_at'])
    .where('person_id', '=', personId)
    .where('kind', '=', 'movement-permit')
    .where('superseded_by', 'is', null)
    .orderBy('fact_id', 'desc')
    .execute();
  return rows.map((row) => {
    const { division, from, until } = row.data as { division: string; from: string; until: string };
    const period = { from: new Date(from), until: new Date(until) };
    return { permitId: row.fact_id, division, ...period, issuedAt: row.received_at };
  });
}

/** Those in force at an instant: it ends by itself. */
export async function standingPermits(read: Read, personId: string, at: Date): Promise<Permit[]> {
  return (await permitsOf(read, personId)).filter(({ from, until }) => from <= at && at < until);
}

/** Until when somebody may move, at an instant, although her code is yellow; null where she may not. */
export type PermitReader = (personId: string, at: Date) => Promise<Date | null>;

/** A {@link PermitReader}; only scans that would stop for a yellow code ask it. */
export function createPermitReader(read: Read): PermitReader {
  return async (personId, at) => {
    const ends = (await standingPermits(read, personId, at)).map(({ until }) => until.getTime());
    return ends.length === 0 ? null : new Date(Math.max(...ends));
  };
}

export function describePermit({ permitId, division, from, until }: Omit<Permit, 'issuedAt'>): schemas.MovementPermit {
  return { permitId, division, from: toEdge(from), until: toEdge(until) };
}
