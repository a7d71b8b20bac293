import { schemas } from '@tongxing/contract';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { doorCheck } from './door-check.ts';
import { readProvince } from './province.ts';

const folder = join(import.meta.dirname, '../../../provinces');
const divisions = ['370000', '140000', '410000'];
const kinds = schemas.PlaceType.enum;

describe('the steps and rules of every kind of place [M40]', () => {
  it.each(divisions)('are said by %s, and everywhere code and document are both checked [M42]', async (division) => {
    const province = await readProvince(join(folder, division), division);
    expect(kinds.length).toBe(20);
    for (const kind of kinds) {
      const { steps, yellow, red } = doorCheck(province, kind);
      expect(steps).toEqual(expect.arrayContaining(['code', 'document']));
      // No place is stricter with yellow than with red.
      expect([yellow.verdict, red.verdict]).not.toEqual(['stop', 'pass']);
    }
    const { yellow, red } = doorCheck(province, 'medical-institution');
    expect([yellow.verdict, red.verdict], 'nobody is refused care').toEqual(['pass', 'pass']);
  });

  it('differ between provinces, and a later line outranks an earlier one', async () => {
    const read = divisions.map((division) => readProvince(join(folder, division), division));
    const yellowOnTheRoad = (await Promise.all(read)).map((province) => doorCheck(province, 'road-checkpoint').yellow);
    expect(yellowOnTheRoad.map(({ verdict }) => verdict)).toEqual(['stop', 'stop', 'pass']);
    const { checkpoint } = await read[0]!;
    const places = [...checkpoint.places, { places: ['mall' as const], manualLane: true }];
    expect(doorCheck({ checkpoint }, 'mall').manualLane).toBe(false);
    expect(doorCheck({ checkpoint: { ...checkpoint, places } }, 'mall').manualLane).toBe(true);
    expect(doorCheck({ checkpoint: { ...checkpoint, places } }, 'hotel').manualLane).toBe(false);
  });

  it('are refused where something is left unsaid', async () => {
    const { checkpoint } = await readProvince(join(folder, '370000'), '370000');
    const { fever: _unsaid, ...first } = checkpoint.places[0]!;
    expect(() => doorCheck({ checkpoint: { ...checkpoint, places: [first] } }, 'mall')).toThrow(/all of mall/);
  });
});
