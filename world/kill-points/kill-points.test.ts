import { describe, expect, test } from 'vitest';
import { createKillSwitch } from '../node/kill-switch.ts';
import { liveKillPoints } from './live.ts';
import { failures } from './table.ts';

const tier = process.env['TONGXING_TIER'] ?? 'quick';
/** Milliseconds for the table, on a machine that is busy with other tests. */
const patience = 1_800_000;

describe('a process killed at a named point', () => {
  test(
    'is started again, and the step comes to its end: nothing is lost, nothing is done twice',
    async () => {
      const lived = await liveKillPoints(tier);
      console.log(`tier ${tier}: ${lived.trials.length} of ${lived.points} kill points tried`);
      expect(lived.trials.length).toBeGreaterThan(10);
      expect(failures(lived).join('\n')).toBe('');
    },
    patience,
  );
});

describe('the kill switch', () => {
  test('kills at the point it is armed for, at the nth time from then on, and nowhere else', () => {
    const deaths: string[] = [];
    const killSwitch = createKillSwitch(() => deaths.push('dead') > 0);
    void killSwitch.reach('signIn/after-commit');
    killSwitch.arm('signIn/after-commit', 2);
    for (const point of ['signIn/before-commit', 'signIn/after-commit', 'signIn/after-answer'])
      void killSwitch.reach(point);
    expect(deaths).toEqual([]);
    void killSwitch.reach('signIn/after-commit');
    expect(deaths).toEqual(['dead']);
    expect(killSwitch.points()).toMatchObject({ 'signIn/after-commit': 3, 'signIn/after-answer': 1 });
  });
});
