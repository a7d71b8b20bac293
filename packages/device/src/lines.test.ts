import { describe, expect, it } from 'vitest';
import { codeLine } from './code-line.ts';
import { deviceLine, deviceTroubles } from './device-line.ts';
import { nothingKnown } from './result.ts';

const now = 1_795_000_000;
const device = { connection: 'online', fetchedAt: now - 300, clockAhead: 0, waiting: 2 } as const;

describe('the line of a device', () => {
  it('says how old the rules are, and what waits only where it cannot go', () => {
    expect(deviceLine(device, now).zh).toBe('联网 · 规则 5 分钟前');
    expect(deviceLine({ ...device, connection: 'offline' }, now).en).toBe('Offline · rules 5 min ago · 2 to send');
    expect(deviceLine({ ...device, fetchedAt: undefined }, now).zh).toBe('联网');
  });

  it('names what is wrong with the device, by whole minutes of its clock', () => {
    expect(deviceTroubles({ ...device, clockAhead: -30 })).toEqual([]);
    const [rules, clock] = deviceTroubles({ ...device, connection: 'not-believed', clockAhead: -31 });
    expect(rules?.zh).toMatch(/签名不对,没有采用/);
    expect(clock?.zh).toMatch(/^本机时间慢了 1 分钟/);
  });
});

describe('the line of a code', () => {
  const result = { ...nothingKnown, maskedName: '王**', lastFour: '1234', colour: 'yellow' as const };
  const permit = { until: '2026-11-24T20:30:00+08:00' } as never;
  const permitted = [{ code: 'movement-permit' }] as never;

  it('is not there for what says nothing of anybody', () => {
    expect(codeLine({ result: { ...result, maskedName: null } }, [], true)).toBeUndefined();
  });

  it('names the holder only where it is asked to', () => {
    expect(codeLine({ result }, [], true)).toMatchObject({ sign: { tone: 'amber' }, whose: '王** · 1234', tags: [] });
    expect(codeLine({ result }, [], false)?.whose).toBeUndefined();
  });

  it('says that a code on paper is one, and until when somebody may move', () => {
    const paper = { ...result, colour: null, kind: 'paper' as const, permit };
    const line = codeLine({ result: paper }, permitted, true);
    expect([line?.sign, line?.kind?.zh, line?.tags.map(({ zh }) => zh)]).toEqual([
      undefined,
      '纸质码',
      ['限时通行至 20:30'],
    ]);
  });
});
