import type { schemas } from '@tongxing/contract';

type Batch = schemas.CollectionBatch;
export type SampledPerson = Batch['tubes'][number]['samples'][number]['person'];
export type MoveReason = Exclude<Batch['moves'][number]['reason'], 'not-sampled'>;
export type ToldTube = Pick<schemas.CollectionReceipt['tubes'][number], 'state' | 'held' | 'text' | 'cure'>;
export type ToldBox = Pick<schemas.CollectionReceipt['boxes'][number], 'state' | 'held' | 'text' | 'cure'>;

/** Somebody in a tube, as the device knows her. */
export interface Sample {
  readonly sampleId: string;
  readonly takenAt: string;
  /** Of her document: with the place in the tube, all by which she can be told apart later. */
  readonly lastFour: string;
  /** A digest of who she is, by which somebody who is scanned twice is noticed while the tube is open. */
  readonly key?: string;
  /** Who she is; forgotten as soon as the node has her. */
  readonly person?: SampledPerson;
  /** The tube in which the node has her. */
  readonly stored?: string;
  /** When and why she came from the tube where the node has her into the one where she is. */
  readonly moved?: { readonly at: string; readonly reason: MoveReason };
  /** What the node said where it could not tell who she is. */
  readonly unknown?: Pick<ToldTube, 'text' | 'cure'>;
}

/** Somebody who was registered and not sampled after all. */
export interface Left {
  readonly sampleId: string;
  readonly at: string;
  /** The tube in which the node has her; undefined while she is on her way. */
  readonly stored?: string;
}

export interface Tube {
  readonly tube: string;
  readonly size: number;
  readonly begunAt: string;
  readonly samples: readonly Sample[];
  /** Its last closing count; `sent` once the node has it. */
  readonly closed?: { readonly at: string; readonly count: number; readonly sent: boolean };
  /** What the node said of it last. */
  readonly told?: ToldTube;
}

export interface Box {
  readonly box: string;
  readonly tubes: readonly string[];
  readonly closed?: { readonly at: string; readonly count: number; readonly sent: boolean };
  readonly told?: ToldBox;
}

/**
 * What a device has collected: all that is still to be sent, whole, and of the rest what a nurse needs until her shift ends. Every change of
 * it is a new one, so that it can be kept on the disk before anybody is told.
 */
export interface Collection {
  readonly tubes: readonly Tube[];
  readonly boxes: readonly Box[];
  /** Who was taken out of a tube after she was sent: the node is to hear of it. */
  readonly left: readonly Left[];
  /** What was cut to be sent and has no receipt: it stays the same, under its id, however often it is sent. */
  readonly batch?: Batch;
}

export const nothingCollected: Collection = { tubes: [], boxes: [], left: [] };

/** States in which the node has stored nobody of a tube. */
const refusals: readonly (schemas.TubeState | undefined)[] = ['elsewhere', 'size-unknown'];

export function isRefused(told: Pick<ToldTube, 'state'> | undefined): boolean {
  return refusals.includes(told?.state);
}

export function tubeIn({ tubes }: Collection, number: string): Tube | undefined {
  return tubes.find(({ tube }) => tube === number);
}

/** Whether the node still has to hear of something about it. */
export function isWaiting({ tube, samples, closed, told }: Tube): boolean {
  return told === undefined || closed?.sent === false || samples.some((sample) => isToBeSent(sample, tube));
}

/** Whether the node does not have her where she is, and can be told. */
export function isToBeSent({ stored, unknown }: Sample, tube: string): boolean {
  return stored !== tube && unknown === undefined;
}

/** What somebody has to look at: the node has spoken, and it is not as it should be. */
export function needsCare(each: Tube): boolean {
  const { told, samples } = each;
  if (samples.some(({ unknown }) => unknown !== undefined) || isRefused(told)) return true;
  return !isWaiting(each) && told !== undefined && told.state !== 'open' && told.state !== 'closed';
}

/** The same of a box. */
export function boxNeedsCare({ closed, told }: Box): boolean {
  return closed?.sent === true && told?.state === 'count-differs';
}

/** How many people, closing counts and boxes the node has not confirmed. */
export function countWaiting({ tubes, boxes, left }: Collection): number {
  const ofTube = ({ tube, samples, closed, told }: Tube) => {
    const people = samples.filter((sample) => isToBeSent(sample, tube)).length;
    return Math.max(people + (closed?.sent === false ? 1 : 0), told === undefined ? 1 : 0);
  };
  const unsent = boxes.filter(({ closed }) => closed?.sent === false).length;
  return tubes.reduce((sum, tube) => sum + ofTube(tube), unsent + left.length);
}
