import { describe, expect, test } from 'vitest';
import { scopeChangeFor } from './scope-change.ts';

const outOfScope = ['out-of-scope'];
const app = 'https://sx.example/app/';

describe('the way out of a code for another place', () => {
  test('in one province is the scope of the place where it is shown, a city or the province', () => {
    const here = { division: '140212', scope: 'city', app } as const;
    expect(scopeChangeFor({ findings: outOfScope, issuer: '140000' }, here)).toMatchObject({
      kind: 'scope',
      scope: '140200',
      url: 'https://sx.example/app/#/pages/update/index?scope=140200',
    });
    expect(
      scopeChangeFor({ findings: outOfScope, issuer: '370000' }, { division: '370102', scope: 'province', app }),
    ).toMatchObject({ kind: 'scope', scope: '370000' });
  });

  test('of another province is a conversion', () => {
    const here = { division: '140212', scope: 'city', app } as const;
    expect(scopeChangeFor({ findings: ['foreign-code', 'out-of-scope'], issuer: '370000' }, here)).toMatchObject({
      kind: 'conversion',
      scope: '140200',
      url: 'https://sx.example/app/#/pages/convert/index?origin=370000&destination=140212',
    });
  });

  test('is none for a code that is good here, whatever else was found', () => {
    const here = { division: '140105', scope: 'city', app } as const;
    expect(scopeChangeFor({ findings: ['colour-yellow'], issuer: '140000' }, here)).toBeNull();
  });
});
