import { randomInt } from 'node:crypto';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';

type Deps = Pick<NodeContext, 'clock' | 'province'>;

/** How far one peer has been told, and when it may be told more. */
export interface Channel {
  readonly peer: string;
  /** The last batch that was sent, and the last that the peer has taken. */
  readonly last_batch: number;
  readonly taken_batch: number;
  /** Events that a batch may hold; fewer while the peer refuses what it is sent. */
  readonly most: number;
  readonly failures: number;
  readonly next_at: Date;
  readonly paced_until: Date;
  readonly told_at: Date | null;
  readonly until: Date;
}

/** Events of one batch (schema of the batch). */
export const mostEvents = 100;
/** While a batch is on its way nobody else sends one; one whose process was lost is sent again after this long. */
const leaseSeconds = 30;
/** What may go out at once before the pace counts. */
const burstSeconds = 1;

/**
 * Takes the channel in hand, if it may send now. It is not locked meanwhile: a peer that is slow must not hold up those whose colour
 * changes.
 */
export async function takeChannel(tx: Tx, deps: Deps, peer: string): Promise<Channel | undefined> {
  const now = deps.clock.now();
  const channel = await tx
    .selectFrom('event_channel')
    .selectAll()
    .where('peer', '=', peer)
    .forUpdate()
    .executeTakeFirst();
  if (channel === undefined || channel.next_at > now) return undefined;
  return channel.paced_until > addSeconds(now, burstSeconds) ? undefined : channel;
}

export async function keepChannel(tx: Tx, peer: string, change: Partial<Omit<Channel, 'peer'>>): Promise<void> {
  await tx.updateTable('event_channel').set(change).where('peer', '=', peer).execute();
}

/** What sending so many events costs of the pace that the profile sets, and until when the channel is taken. */
export function onTheWay({ clock, province }: Deps, channel: Channel, count: number): Partial<Channel> {
  const now = clock.now();
  const from = channel.paced_until > now ? channel.paced_until : now;
  return { next_at: addSeconds(now, leaseSeconds), paced_until: addSeconds(from, count / province.events.perSecond) };
}

/** Later each time it fails, as the profile says for questions too, spread so that peers do not return together. */
export function afterFailure({ clock, province }: Deps, { failures }: Channel): Partial<Channel> {
  const { retrySeconds } = province.recognition;
  const seconds = retrySeconds[Math.min(failures, retrySeconds.length - 1)] as number;
  const spread = randomInt(Math.max(1, Math.ceil(seconds / 4)));
  return { failures: failures + 1, next_at: addSeconds(clock.now(), seconds + spread) };
}
