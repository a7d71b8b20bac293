import { beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../../test/manual-clock.ts';
import { createBreaker, throughEach } from './breaker.ts';

let clock: ManualClock;
let asked: number;
let ask: ReturnType<typeof createBreaker>;
beforeEach(() => {
  clock = createManualClock();
  asked = 0;
  ask = createBreaker(clock);
});

const answer = () => ask(async () => (asked += 1));
const fail = (status?: number) =>
  ask(async () => {
    asked += 1;
    throw Object.assign(new Error('down'), status === undefined ? {} : { status });
  }).catch((error: Error) => error.name);

async function open(): Promise<void> {
  for (let failure = 0; failure < 5; failure++) expect(await fail()).toBe('Error');
}

describe('a source that fails', () => {
  it('is not asked any more after five failures in a row, for half a minute', async () => {
    await open();
    await expect(answer()).rejects.toMatchObject({ name: 'SourcePaused', until: new Date('2026-11-24T00:00:30Z') });
    clock.forward(29);
    await expect(answer()).rejects.toMatchObject({ name: 'SourcePaused' });
    expect(asked).toBe(5);
  });

  it('is asked on when an answer came between its failures', async () => {
    for (let failure = 0; failure < 4; failure++) await fail();
    await answer();
    for (let failure = 0; failure < 4; failure++) await fail();
    expect(await answer()).toBe(10);
  });

  it('is tried with one question after half a minute: an answer brings it back', async () => {
    await open();
    clock.forward(30);
    let release: () => void = () => undefined;
    const probe = ask(() => new Promise<void>((resolve) => (release = resolve)));
    await expect(answer()).rejects.toMatchObject({ name: 'SourcePaused' });
    release();
    await probe;
    expect(await answer()).toBe(6);
  });

  it('is left in peace for another half minute when that question fails too', async () => {
    await open();
    clock.forward(30);
    expect(await fail()).toBe('Error');
    clock.forward(29);
    expect(await fail()).toBe('SourcePaused');
    clock.forward(1);
    expect(await answer()).toBe(7);
  });

  it('is not paused because it refuses single questions', async () => {
    for (let refusal = 0; refusal < 9; refusal++) expect(await fail(403)).toBe('Error');
    expect(await answer()).toBe(10);
  });
});

describe('a source that takes its time', () => {
  it('is believed, and paused like one that fails: each answer holds up somebody', async () => {
    const slowly = () =>
      ask(async () => {
        clock.forward(2);
        return 'late';
      });
    for (let late = 0; late < 5; late++) expect(await slowly()).toBe('late');
    await expect(slowly()).rejects.toMatchObject({ name: 'SourcePaused' });
  });
});

describe('a port with a breaker', () => {
  it('answers as the port does', async () => {
    const port = throughEach({ double: async (value: number) => 2 * value }, createBreaker(clock));
    expect(await port.double(21)).toBe(42);
  });
});
