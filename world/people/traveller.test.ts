import { people } from '@tongxing/contract';
import { describe, expect, test } from 'vitest';
import { demoAnswers } from '../simulators/seed-data.ts';
import { travellers } from './cast.ts';
import { makeTraveller, type Traveller } from './traveller.ts';

const types: readonly Traveller['documentType'][] = ['14', '15', '16', '20', '34'];

describe('a traveller who does not exist', () => {
  test.each(types)('has a document of type %s that could exist', (documentType) => {
    for (let seed = 0; seed < 500; seed++) {
      const traveller = makeTraveller({ seed, documentType });
      expect(people.checkDocument(traveller, '2026-11-24')).toBeUndefined();
      expect(people.parsePhone(traveller.phone)).toBe(traveller.phone);
      expect(people.readPersonName(traveller.name)).toBe(traveller.name);
    }
  });

  test('may have a Chinese passport', () => {
    const traveller = makeTraveller({ seed: 1, documentType: '20', issuingCountry: 'CHN' });
    expect(people.checkDocument(traveller, '2026-11-24')).toBeUndefined();
  });

  test('is the same for the same seed and another for another', () => {
    const seed = { seed: 7, documentType: '20' } as const;
    expect(makeTraveller(seed)).toEqual(makeTraveller(seed));
    expect(makeTraveller({ ...seed, seed: 8 }).documentNumber).not.toBe(makeTraveller(seed).documentNumber);
  });

  test('of the cast is known to the registry of the demo', () => {
    const { documents } = demoAnswers(Date.parse('2026-11-24T09:00:00+08:00'))['exit-entry-registry'];
    expect(Object.keys(documents).toSorted()).toEqual(travellers.map(people.documentKey).toSorted());
  });
});
