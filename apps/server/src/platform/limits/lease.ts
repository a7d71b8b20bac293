import { charge, type DurableLimit, type LimitDeps } from './durable.ts';

/**
 * A durable limit that is used hundreds of times a second: each process takes a hundredth of it from the database at once and uses
 * that up, so that the row is written once for a hundredth of the limit. What a process has taken and not used is lost to the others:
 * at most a hundredth for each.
 * @throws Refusal the limit's problem
 */
export function createLease(deps: LimitDeps, limit: DurableLimit) {
  const held = new Map<string, number>();
  const block = Math.max(1, Math.floor(limit.count / 100));
  return async (subject: string, amount: number): Promise<void> => {
    const have = held.get(subject) ?? 0;
    if (have >= amount) {
      held.set(subject, have - amount);
      return;
    }
    const taken = Math.max(block, amount);
    await charge(deps, [{ limit, subject, amount: taken }]);
    held.set(subject, (held.get(subject) ?? 0) + taken - amount);
  };
}
