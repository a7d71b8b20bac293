import { transact } from '../../platform/db.ts';
import type { Job, Tick } from '../../platform/jobs.ts';
import { addSeconds } from '../../platform/clock.ts';
import { deliverTo, type DeliverDeps } from './deliver.ts';
import { forgetEvents, giveUpWaiting } from './give-up.ts';
import { deliverJob, requestDelivery } from './record.ts';
import type { TakeDeps } from './take.ts';

export function colourEventJobs(deps: DeliverDeps): Job[] {
  return [{ name: deliverJob, run: ({ peer = '' }) => deliverTo(deps, peer) }];
}

export function colourEventTicks(deps: DeliverDeps & TakeDeps): Tick[] {
  return [
    {
      name: 'colour-event.due',
      everySeconds: 1,
      run: (now) =>
        transact(deps.db, async (tx) => {
          const quiet = addSeconds(now, -deps.province.events.heartbeatSeconds);
          const waiting = await tx
            .selectFrom('event_channel')
            .select('peer')
            .where('next_at', '<=', now)
            .where((e) =>
              e.or([
                e.and([e('until', '>', now), e.or([e('told_at', 'is', null), e('told_at', '<=', quiet)])]),
                e('last_batch', '>', e.ref('taken_batch')),
                e.exists(
                  e
                    .selectFrom('colour_event')
                    .select('colour_event.peer')
                    .whereRef('colour_event.peer', '=', 'event_channel.peer')
                    .where('due_at', '<=', now),
                ),
              ]),
            )
            .execute();
          for (const { peer } of waiting) await requestDelivery(tx, peer);
        }),
    },
    { name: 'colour-event.waiting', everySeconds: 5, run: (now) => giveUpWaiting(deps, now) },
    { name: 'colour-event.forget', everySeconds: 3600, run: (now) => forgetEvents(deps, now) },
  ];
}
