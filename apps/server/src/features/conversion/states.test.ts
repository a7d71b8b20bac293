import { readFile } from 'node:fs/promises';
import { schemas } from '@tongxing/contract';
import { describe, expect, it } from 'vitest';
import { drawStates } from '../../../test/draw-states.ts';
import { finalStates, openStates, type State, type StateRow, states, takenUp, transitions } from './states.ts';

const all = Object.entries(states) as [State, StateRow][];
const following = (state: State): readonly State[] => (states[state] as StateRow).to;

/** A walk of random steps; the seed is its number, so that a failure can be walked again. */
function walk(seed: number, steps: number): State[] {
  let random = seed;
  const path: State[] = ['draft'];
  for (let step = 0; step < steps; step++) {
    const next = following(path.at(-1) as State);
    if (next.length === 0) break;
    // Numerical Recipes' linear congruential generator.
    random = (random * 1_664_525 + 1_013_904_223) % 2 ** 32;
    path.push(next[Math.floor((random / 2 ** 32) * next.length)] as State);
  }
  return path;
}

describe('the states of an application', () => {
  it('are those of the contract', () => {
    expect(all.map(([state]) => state).toSorted()).toEqual([...schemas.ConversionState.enum].toSorted());
  });

  it('are all reached from a draft', () => {
    const reached = new Set<State>(['draft']);
    for (const state of reached) for (const next of following(state)) reached.add(next);
    expect([...reached].toSorted()).toEqual(all.map(([state]) => state).toSorted());
  });

  it('end as one of four, however an application goes', () => {
    const ends = new Set(Array.from({ length: 500 }, (_, seed) => walk(seed, 400).at(-1) as State));
    expect([...ends].toSorted()).toEqual(['approved', 'expired', 'rejected', 'withdrawn']);
    expect([...finalStates].toSorted()).toEqual(['approved', 'expired', 'rejected', 'withdrawn']);
  });

  it.each(all)(
    '%s leaves nobody waiting for nothing: something happens by itself, or she can do something',
    (state, row) => {
      expect([row.due === 'never', row.next === null]).toEqual([
        finalStates.includes(state),
        finalStates.includes(state),
      ]);
      // Where it is not certain that something happens by itself, the person can go on.
      if (row.due === 'known') expect(row.actions).toContain('continueConversion');
      // Whoever has sent something in can take it back until it has ended.
      if (openStates.includes(state)) expect(row.actions).toContain('withdrawConversion');
      // What ended without a code can be applied for again without typing.
      if (finalStates.includes(state) && state !== 'approved') expect(row.actions).toEqual(['applyAgain']);
    },
  );

  it('lead to a code only from what was verified or reviewed', () => {
    const before = transitions.filter(({ to }) => to === 'approved').map(({ from }) => from);
    expect(before.toSorted()).toEqual(['in-review', 'verifying']);
  });

  it('are taken up by the node where an answer of the origin is to be had', () => {
    expect([...takenUp].toSorted()).toEqual(['deferred', 'submitted', 'verifying', 'waiting-for-origin']);
  });

  it('are drawn in the documentation as they stand in the table', async () => {
    const page = await readFile(new URL('../../../../../docs/conversion.md', import.meta.url), 'utf8');
    expect(page).toContain(drawStates());
  });
});
