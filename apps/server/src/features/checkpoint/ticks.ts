import { addSeconds, dayOf } from '../../platform/clock.ts';
import type { Tick } from '../../platform/jobs.ts';
import { ensureDayPartitions } from '../../platform/partitions.ts';
import { oldestUpload } from './upload.ts';
import { verifyUploads, type VerifyUploadsDeps } from './verify-uploads.ts';

/** Partitions of scans and checks are there from yesterday's to this many days ahead: longer than the jobs role is ever away. */
const daysAhead = 2;

export function checkpointTicks(deps: VerifyUploadsDeps): Tick[] {
  const { displayPastSeconds, displayFutureSeconds } = deps.province.checkpoint;
  const kept = 2 * (displayPastSeconds + displayFutureSeconds);
  return [
    {
      name: 'checkpoint.displays',
      everySeconds: 60,
      // By then the display is stale everywhere; or nobody uploads a scan of that day any more.
      async run(now) {
        await deps.db.deleteFrom('recent_display').where('seen_at', '<', addSeconds(now, -kept)).execute();
        const passed = dayOf(new Date(now.getTime() - oldestUpload - 2 * 86_400_000));
        await deps.db.deleteFrom('offline_display').where('validity_day', '<', passed).execute();
      },
    },
    { name: 'checkpoint.verify-uploads', everySeconds: 1, run: (now) => verifyUploads(deps, now) },
    {
      name: 'checkpoint.partitions',
      everySeconds: 3600,
      async run(now) {
        const first = addSeconds(now, -86_400);
        await ensureDayPartitions(deps.db, 'scan', 'scanned_at', first, daysAhead + 2);
        await ensureDayPartitions(deps.db, 'door_check', 'checked_at', first, daysAhead + 2);
      },
    },
  ];
}
