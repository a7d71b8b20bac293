import type { Fact, FactKind, Pack, Reference, Rule, SourceName } from '../src/index.ts';

export const at = '2022-11-24T08:00:00+08:00';
export const noAreas: Reference = { receivedAt: at, riskAreas: [] };

const text = { zh: '甲', en: 'A' };

export function rule(id: string, colour: Rule['colour'], when: unknown, rest: Partial<Rule> = {}): Rule {
  return {
    id,
    colour,
    when,
    reason: text,
    authority: text,
    documentNumber: '1',
    release: text,
    sources: ['R1'],
    ...rest,
  };
}

/** A pack that asks the health commission and the person, with the rules given. */
export function packOf(rules: Rule[], rest: Partial<Pack> = {}): Pack {
  return {
    id: 'small',
    version: '1.0.0',
    purpose: 'resident',
    divisions: ['370000'],
    validFrom: '2022-01-01T00:00:00+08:00',
    validTo: '2023-01-01T00:00:00+08:00',
    grace: 'P2D',
    inputs: [
      { name: 'declaration', source: 'declaration', freshFor: 'P7D' },
      { name: 'cases', source: 'health-commission', freshFor: 'P1D' },
      { name: 'contacts', source: 'health-commission', freshFor: 'P1D' },
    ],
    valueSets: [],
    rules,
    sources: [{ row: 'R1', text: '甲', grade: 'K', place: '甲', effective: '2022' }],
    ...rest,
  };
}

export const present = { plusTime: [{ var: 'current.at' }, 0, 'day'] };

/** Whether an item of the list fulfils a condition. */
export const some = (list: string, condition: unknown) => ({
  reduce: [{ var: list }, { if: [condition, true, { var: 'accumulator' }] }, false],
});

export const hasSymptoms = rule('symptoms', 'yellow', { var: 'declaration.symptoms' });
export const isContact = rule(
  'contact',
  'red',
  some('contacts', { before: [present, { plusTime: [{ var: 'current.since' }, 14, 'day'] }] }),
  {
    until: { reduce: [{ var: 'contacts' }, { plusTime: [{ var: 'current.since' }, 14, 'day'] }, false] },
  },
);
export const isWell = rule('well', 'green', { '===': [{ var: 'declaration.contactWithCase' }, false] });

export function fact(kind: FactKind, source: SourceName, data: unknown, receivedAt = at): Fact {
  return { id: `${kind} ${source} ${receivedAt}`, kind, source, observedAt: receivedAt, receivedAt, data };
}
export const declared = (symptoms: string[] = [], receivedAt = at) =>
  fact('health-declaration', 'declaration', { symptoms, contactWithCase: false }, receivedAt);
export const contactSince = (since: string, receivedAt = at) =>
  fact('contact', 'health-commission', { degree: 'close', since }, receivedAt);
export const asked = (receivedAt = at) =>
  fact('source-report', 'health-commission', { source: 'health-commission', window: 'P14D' }, receivedAt);
