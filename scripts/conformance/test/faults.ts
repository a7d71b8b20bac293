import type { Fault } from './rehearsal.ts';
import type { Forger } from './forger.ts';
import type { NodeUnderTest } from './node-under-test.ts';

/** One thing that a node does otherwise, and the requirement that must turn red for it. */
export interface NamedFault {
  readonly id: string;
  readonly what: string;
  readonly fault: Fault;
  /** Others that must turn red with it, because what is wrong is what they look at as well. */
  readonly entails?: readonly string[];
}

export interface Means {
  readonly forger: Forger;
  readonly under: NodeUnderTest;
}

export type MakeFaults = (means: Means) => readonly NamedFault[];
