import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/manual-clock.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { ProvinceProfile } from '../../province.ts';
import { estimateOf } from './estimate.ts';
import { type Batch, paceOf } from './pace.ts';

const clock = createManualClock('2026-11-24T09:00:00+08:00');
const at = (seconds: number) => addSeconds(clock.now(), seconds);
const batch = (from: number, to: number, decided: number): Batch => ({ decided, beganAt: at(from), endedAt: at(to) });

describe('the pace of a node', () => {
  it('is what it decides in the time in which it has anything in hand', () => {
    // 60 in 2 + 1 seconds, with half a minute between in which nobody applied.
    expect(paceOf([batch(-40, -38, 40), batch(-8, -7, 20)])).toEqual({ perSecond: 20, decided: 60 });
  });

  it('counts two batches at the same time as one time', () => {
    // Two processes: 3 seconds from the first beginning to the last end.
    expect(paceOf([batch(-9, -6, 30), batch(-10, -7, 30)])).toEqual({ perSecond: 15, decided: 60 });
    expect(paceOf([batch(-10, -6, 30), batch(-9, -8, 30)])).toEqual({ perSecond: 15, decided: 60 });
  });

  it('is not known from nothing, nor from batches that decided nothing', () => {
    expect(paceOf([])).toBeUndefined();
    expect(paceOf([batch(-9, -6, 0)])).toBeUndefined();
  });
});

describe('the estimate of an application', () => {
  const deps = { clock, province: {} as ProvinceProfile };
  const submitted = { state: 'submitted', cause: null, due_at: at(0), submitted_at: at(0) };
  const gate = 'closed' as const;
  const silent = { until: at(300), busy: false };

  it('is its turn by the pace of the last minutes, give or take what so many decisions can tell', () => {
    // 99 ahead at 10 a second: ten seconds; 400 decisions, of which the root is 20: a tenth more or less.
    const estimate = estimateOf(deps, submitted, { pace: { perSecond: 10, decided: 400 }, ahead: 99, gate });
    expect(estimate).toEqual({
      known: true,
      ahead: 99,
      from: '2026-11-24T09:00:09+08:00',
      to: '2026-11-24T09:00:11+08:00',
    });
  });

  it('without a measured pace is what the guide promises: five minutes at most', () => {
    const estimate = estimateOf(deps, submitted, { pace: undefined, ahead: 3, gate });
    expect(estimate).toMatchObject({ from: '2026-11-24T09:00:00+08:00', to: '2026-11-24T09:05:00+08:00' });
  });

  it('is unknown while the origin is silent, whatever the pace is', () => {
    const pace = { perSecond: 10, decided: 400 };
    expect(estimateOf(deps, submitted, { pace, ahead: 0, gate: silent })).toMatchObject({ known: false, to: null });
    const waiting = { ...submitted, state: 'waiting-for-origin', cause: 'origin-unreachable', due_at: at(60) };
    expect(estimateOf(deps, waiting, { pace, ahead: 0, gate: silent })).toMatchObject({ known: false });
  });

  it('of one that waits for what passes by itself begins with the next try; for what a person has to do it is unknown', () => {
    const waiting = { ...submitted, state: 'waiting-for-origin', cause: 'source-late', due_at: at(60) };
    expect(estimateOf(deps, waiting, { pace: undefined, ahead: 0, gate })).toMatchObject({
      known: true,
      from: '2026-11-24T09:01:00+08:00',
    });
    const notReady = { ...waiting, cause: 'origin-not-ready' };
    expect(estimateOf(deps, notReady, { pace: undefined, ahead: 0, gate })).toMatchObject({ known: false });
  });

  it('of one that is decided is none', () => {
    const done = { ...submitted, state: 'approved', due_at: null };
    expect(estimateOf(deps, done, { pace: undefined, ahead: 0, gate })).toBeNull();
  });
});
