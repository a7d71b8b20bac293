import { expect, it } from 'vitest';
import { withArrival } from './prepare.ts';

const at = (time: string) => new Date(`2026-11-24T${time}+08:00`);
const stay = (division: string, from: string, to: string) => ({ division, from: at(from), to: at(to) });

it('a stay that she left by arriving ends there', () => {
  expect(withArrival([stay('140105', '01:00:00', '12:00:00')], stay('370102', '09:00:00', '10:00:00'))).toEqual([
    { division: '140105', from: '2026-11-24T01:00:00+08:00', to: '2026-11-24T09:00:00+08:00' },
    { division: '370102', from: '2026-11-24T09:00:00+08:00', to: '2026-11-24T10:00:00+08:00' },
  ]);
});

it('a stay that began in this second is left out: it would end as it begins, and could not be sent', () => {
  const stays = [stay('140105', '01:00:00', '09:00:00')];
  expect(withArrival(stays, stay('370102', '09:00:00.100', '09:00:00.900'))).toHaveLength(1);
});
