import type { Client } from '@tongxing/contract';
import type { Kept } from './platform.ts';
import type { SignBatch } from './upload.ts';
import type { Whose } from './whose.ts';

/** Something that a device does beside the door: it keeps and sends things of its own. */
export interface Part {
  /** How much has not been sent yet. */
  waiting(): number;
  /** Whether the node would be asked. */
  isReady(): boolean;
  /** @throws ProblemError, or what the network throws; what was not confirmed waits on */
  send(): Promise<void>;
  /** The shift has ended, and everything was sent: what nobody needs any more leaves the device. */
  endShift(): Promise<void>;
  /** The device was emptied. */
  emptied(): void;
}

/** What the device lends it. */
export interface PartTools {
  readonly kept: Kept;
  readonly sign: SignBatch;
  client(): Client;
  newId(): string;
  /** Seconds since 1970, by the node's clock as it was when they last spoke. */
  now(): number;
  /** Tells whoever watches the device that something has changed. */
  changed(): Promise<void>;
  /** Whose code it is, whatever its colour. @returns undefined where it does not tell */
  whose(text: string): Promise<Whose | undefined>;
}
