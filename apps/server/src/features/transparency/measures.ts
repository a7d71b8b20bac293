import type { NodeContext } from '../../node-context.ts';
import type { Measure } from '../../platform/measure.ts';
import { logState } from './checkpoint.ts';

type Deps = Pick<NodeContext, 'db' | 'signer'>;

export function logMeasures(deps: Deps): Measure[] {
  return [
    {
      name: 'tongxing.log.waiting',
      async read() {
        const { waiting } = await readWaiting(deps);
        return [{ value: waiting }];
      },
    },
    {
      name: 'tongxing.log.checkpoint.age',
      async read(now) {
        const { since } = await readWaiting(deps);
        return [{ value: since === null ? 0 : Math.max(0, (now.getTime() - since.getTime()) / 1000) }];
      },
    },
    {
      name: 'tongxing.log.forked',
      read: async () => [{ value: (await logState(deps)) === 'forked' ? 1 : 0 }],
    },
  ];
}

async function readWaiting({ db }: Deps): Promise<{ waiting: number; since: Date | null }> {
  const commitments = await db
    .selectFrom('log_commitment')
    .select((e) => [e.fn.countAll<number>().as('rows'), e.fn.min('made_at').as('since')])
    .where('batch_pending_id', 'is', null)
    .executeTakeFirstOrThrow();
  const entries = await db
    .selectFrom('log_pending')
    .select((e) => e.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  return { waiting: commitments.rows + entries.rows, since: commitments.since };
}
