import { schemas } from '@tongxing/contract';
import { Value } from 'typebox/value';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { askPeer, type AskDeps, NotUnderstood } from '../federation/index.ts';
import { afterFailure, type Channel, keepChannel, onTheWay, takeChannel } from './channel.ts';
import { chooseBatch, type Outgoing } from './outbox.ts';
import { settleBatch, splitBatch } from './settle.ts';

export type DeliverDeps = AskDeps & Pick<NodeContext, 'db' | 'province' | 'seal'>;

const path = 'federation/colour-events';
/** An answer has three short members, and one short outcome for each event. */
const maximumAnswer = 32_768;
/**
 * A change that is being made commits within this time: no transaction lives longer. What is said to be all there is, is all of before.
 */
const commitSeconds = 60;

/**
 * Tells a peer what has changed, a batch after the other, none before the one before it was taken; and from time to time that nothing
 * has. What it does not answer is sent again, later each time, under the same ids.
 */
export async function deliverTo(deps: DeliverDeps, peer: string): Promise<void> {
  for (;;) {
    const taken = await transact(deps.db, async (tx) => {
      const channel = await takeChannel(tx, deps, peer);
      const outgoing = channel && (await chooseBatch(tx, deps, channel));
      if (channel === undefined || outgoing === undefined) return undefined;
      await keepChannel(tx, peer, onTheWay(deps, channel, outgoing.events.length));
      return { channel, outgoing };
    });
    if (taken === undefined || !(await send(deps, taken.channel, taken.outgoing))) return;
  }
}

/** True when the peer has answered, so that the next batch can follow. */
async function send(deps: DeliverDeps, channel: Channel, outgoing: Outgoing): Promise<boolean> {
  const { peer } = channel;
  const message: schemas.ColourEventBatch = {
    requestId: newId(deps.clock.now()),
    batch: outgoing.batch,
    asOf: outgoing.isAll ? toEdge(addSeconds(deps.clock.now(), -commitSeconds)) : null,
    contact: deps.province.hotline,
    events: outgoing.events.map((event) => ({
      eventId: event.event_id,
      subscription: event.subject.toString('base64url'),
      sequence: event.sequence,
      said: JSON.parse(deps.seal.open('colour-event', event.said_sealed)) as schemas.ColourEvent['said'],
    })),
  };
  try {
    const answer = await askPeer(deps, peer, path, message, maximumAnswer);
    if (!Value.Check(schemas.ColourEventAnswer, answer) || answer.requestId !== message.requestId) {
      throw new Error('the peer answered another message');
    }
    if (answer.outcomes.length !== message.events.length) throw new Error('the peer answered for other events');
    await transact(deps.db, (tx) => settleBatch(tx, deps, channel, outgoing, answer));
    return true;
  } catch (error) {
    deps.log.outside('colour events were not delivered', { peer, events: outgoing.events.length, error });
    await transact(deps.db, async (tx) => {
      if (error instanceof NotUnderstood) await splitBatch(tx, channel, outgoing);
      await keepChannel(tx, peer, afterFailure(deps, channel));
    });
    return false;
  }
}
