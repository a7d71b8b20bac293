import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { count, type Measure } from '../../platform/measure.ts';

/** A decision that is due is made within seconds; a minute is already too long. */
const lateSeconds = 60;

export function decisionMeasures({ db }: Pick<NodeContext, 'db'>): Measure[] {
  return [
    {
      name: 'tongxing.decisions.overdue',
      read: (now) => count(db.selectFrom('current_decision').where('due_at', '<=', addSeconds(now, -lateSeconds))),
    },
  ];
}
