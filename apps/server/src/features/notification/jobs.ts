import type { Tick } from '../../platform/jobs.ts';
import { createPaces, deliverDue, type DeliverDeps } from './deliver.ts';
import { remindOfEnding } from './remind-ending.ts';
import { createWorseningWatch, type WorseningDeps } from './remind-worsening.ts';
import { requireWordings } from './wording.ts';

/** What is sent and looked ahead to by itself. @throws Error where the province's wordings are not right */
export function notificationTicks(deps: DeliverDeps & WorseningDeps): Tick[] {
  requireWordings(deps.province);
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
