import type { schemas } from '@tongxing/contract';
import type { Holdings } from './platform.ts';
import { createTurns } from './turns.ts';

/**
 * Checks as they stand, kept while the guard may still change them: whatever ends the program, none is lost, and none is sent before it
 * is settled, so that the node has each of them once, as it ended.
 */
export interface Checks {
  /**
   * @param open may still change
   * @param settled wait to be sent from now on
   * @returns when all of them are on the disk
   */
  keep(open: readonly schemas.CheckRecord[], settled: readonly schemas.CheckRecord[]): Promise<void>;
}

/**
 * Takes up what was left when the program ended last: nobody will change it any more.
 * @param sent told of those that wait to be sent now
 */
export async function openChecks(
  held: Pick<Holdings, 'kept' | 'waiting'>,
  sent: (settled: readonly schemas.CheckRecord[]) => Promise<void>,
): Promise<Checks> {
  const settle = async (open: readonly schemas.CheckRecord[], settled: readonly schemas.CheckRecord[]) => {
    for (const content of settled) await held.waiting.add({ kind: 'check', content });
    // Last: where the program ends before, they are added once more, and the node knows them by id and time.
    await held.kept.put('checks', open);
    await sent(settled);
  };
  const left = (await held.kept.get('checks')) ?? [];
  if (left.length > 0) await settle([], left);
  const inTurn = createTurns();
  let unsettled: readonly schemas.CheckRecord[] = [];
  return {
    keep(open, settled) {
      const kept = inTurn(() => {
        unsettled = [...unsettled, ...settled];
        return held.kept.put('checks', [...open, ...unsettled]);
      });
      const handOver = async () => {
        if (unsettled.length === 0) return;
        await settle(open, unsettled);
        unsettled = [];
      };
      // Where the store takes no more now they stay on the disk, and go with the next check or at the next start.
      void inTurn(handOver).catch(() => undefined);
      return kept;
    },
  };
}
