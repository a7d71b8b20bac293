import { routes, type Client, type schemas } from '@tongxing/contract';
import type { Kept } from './platform.ts';

/** A guard's time at this device, and what came of those she checked: counts, and nobody's name. */
export interface Shift {
  readonly shiftId: string;
  /** Seconds since 1970. */
  readonly endsAt: number;
  readonly counts: Readonly<Record<schemas.CheckRecord['verdict'], number>>;
}

const none = { pass: 0, stop: 0, 'cannot-tell': 0 } as const;

/** @throws ProblemError, or what the network throws */
export async function openShift(
  client: Client,
  kept: Kept,
  account: { readonly username: string; readonly password: string },
): Promise<Shift> {
  const { shiftId, endsAt } = await client.call(routes.openShift, { body: account });
  return keep(kept, { shiftId, endsAt: Date.parse(endsAt) / 1000, counts: none });
}

/** @throws ProblemError, or what the network throws: then it goes on */
export async function endShift(client: Client, kept: Kept, { shiftId }: Shift): Promise<void> {
  await client.call(routes.endShift, { params: { shiftId } });
  await kept.drop('shift');
}

export function count(kept: Kept, shift: Shift, verdict: schemas.CheckRecord['verdict']): Promise<Shift> {
  return keep(kept, { ...shift, counts: { ...shift.counts, [verdict]: shift.counts[verdict] + 1 } });
}

async function keep(kept: Kept, shift: Shift): Promise<Shift> {
  await kept.put('shift', shift);
  return shift;
}
