import type { Tick } from '../../platform/jobs.ts';
import { createPaces, deliverDue, type DeliverDeps } from './deliver.ts';
import { remindOfEnding } from './remind-ending.ts';
import { createWorseningWatch, type WorseningDeps } from './remind-worsening.ts';

export function notificationTicks(deps: DeliverDeps & WorseningDeps): Tick[] {
  const paces = createPaces(deps.channels);
  const watch = createWorseningWatch(deps);
  return [
    {
      name: 'notification.deliver',
      everySeconds: 1,
      async run() {
        await deliverDue(deps, paces);
      },
    },
    { name: 'notification.code-ending', everySeconds: 60, run: (now) => remindOfEnding(deps, now) },
    { name: 'notification.worsening', everySeconds: 10, run: watch },
  ];
}
