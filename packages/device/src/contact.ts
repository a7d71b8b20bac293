import type { Verifier } from '@tongxing/codec';
import { routes, type Client, type schemas } from '@tongxing/contract';
import { openFallback } from './fallback.ts';
import { nodeTimeOf, type Knowledge } from './knowledge.ts';

/** A sign of life of the node, and what it said about the fallback order then. */
export interface Contact {
  /** By the node's clock, in seconds since 1970. */
  readonly at: number;
  readonly fallback: schemas.CheckpointProfile['fallback'];
}

/**
 * Asks the node for a sign of life: lists take many bytes and are fetched rarely; this is one small answer, and brings its word on the
 * fallback order. @throws ProblemError, or what the transport throws
 */
export async function fetchContact(client: Client): Promise<Contact> {
  const profile = await client.call(routes.getCheckpointProfile, {});
  return { at: nodeTimeOf(profile), fallback: profile.fallback };
}

/** Takes in what it said, verified, unless everything was fetched after it. @throws CodecError: then it counts as no contact */
export async function takeContact(
  knowledge: Knowledge,
  { at, fallback }: Contact,
  verifier: Verifier,
): Promise<Knowledge> {
  const { profile, trustList, fallback: held, fetchedAt } = knowledge;
  if (at <= fetchedAt) return knowledge;
  const opened = await openFallback({ division: profile.division, fallback }, trustList, at, verifier, held);
  return heardAt({ ...knowledge, fallback: opened }, at);
}

/** The node has answered something else, a scan say. @param at by the node's clock, in seconds since 1970 */
export function heardAt(knowledge: Knowledge, at: number): Knowledge {
  return { ...knowledge, lastContact: Math.max(at, knowledge.lastContact) };
}

/** How often the node is asked for a sign of life before its order is known (seconds). */
const beforeAnyOrder = 300;

/** So often (seconds) that two answers in a row have to fail before the silence is as long as the order says, at the longest pause too. */
export function contactSeconds(knowledge: Pick<Knowledge, 'fallback'> | undefined): number {
  const after = knowledge?.fallback?.order.afterSeconds;
  return after === undefined ? beforeAnyOrder : after / 3;
}

/**
 * A pause of so many seconds, a fifth longer or shorter, so that the devices of a province do not all ask at once.
 * @param random between 0 and 1
 */
export function jittered(seconds: number, random: number): number {
  return seconds * (0.8 + 0.4 * random);
}
