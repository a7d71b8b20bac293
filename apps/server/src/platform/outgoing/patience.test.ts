import { beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../../../test/manual-clock.ts';
import { createLog } from '../log.ts';
import { createPatience, type Patience } from './patience.ts';

let clock: ManualClock;
let patience: Patience;
beforeEach(() => {
  clock = createManualClock();
  patience = createPatience(clock);
});

/** The levels that pino writes (its documentation, "levels"). */
const [warning, error] = [40, 50];

/** The level and the event of the one line that is written of what a question threw. */
async function levelOf(whom: string, thrown: () => unknown): Promise<number> {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const asked = patience(whom, async () => {
    throw thrown();
  });
  await asked.catch((failure: unknown) => log.outside('no answer', { whom, error: failure }));
  const { level, msg } = JSON.parse(lines.join('')) as { level: number; msg: string };
  expect(msg).toBe('no answer');
  return level;
}

const refused = () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

describe('a system outside that does not answer', () => {
  it('is a warning for three minutes, and an error afterwards', async () => {
    expect(await levelOf('370000', refused)).toBe(warning);
    clock.forward(179);
    expect(await levelOf('370000', refused)).toBe(warning);
    clock.forward(1);
    expect(await levelOf('370000', refused)).toBe(error);
  });

  it('has three minutes of its own', async () => {
    await levelOf('370000', refused);
    clock.forward(180);
    expect(await levelOf('410000', refused)).toBe(warning);
  });

  it('has them anew once it has answered, be it that it will not', async () => {
    for (const answers of [async () => 'here', () => Promise.reject(Object.assign(new Error(), { status: 403 }))]) {
      await levelOf('370000', refused);
      clock.forward(180);
      await patience('370000', answers).catch(() => undefined);
      expect(await levelOf('370000', refused)).toBe(warning);
    }
  });

  it('is known by how it is silent: no connection, no time, too much to do, left in peace', async () => {
    const silences: (() => unknown)[] = [
      () => new TypeError('fetch failed', { cause: refused() }),
      () => new DOMException('', 'TimeoutError'),
      () => Object.assign(new Error(), { code: 'UND_ERR_SOCKET' }),
      () => Object.assign(new Error(), { status: 503 }),
      () => Object.assign(new Error(), { name: 'SourcePaused' }),
    ];
    for (const silence of silences) expect(await levelOf('health-commission', silence)).toBe(warning);
  });
});

describe('what is answered wrongly', () => {
  it('is an error at once', async () => {
    const wrong: (() => unknown)[] = [
      () => new Error('the source answered in an unexpected shape'),
      () => new SyntaxError(),
      () => Object.assign(new Error(), { status: 403 }),
      () => 'no error at all',
    ];
    for (const thrown of wrong) expect(await levelOf('health-commission', thrown)).toBe(error);
  });
});
