import type { Pack, PolicyCase } from '@tongxing/rules';

const text = (zh: string, en: string) => ({ zh, en });

const stayedIn = (county: string) => ({
  reduce: [
    { var: 'itinerary.stays' },
    { if: [{ '===': [{ var: 'current.county' }, county] }, true, { var: 'accumulator' }] },
    false,
  ],
});

/** A pack of Shanxi that judges by travel alone: yellow who was in one county, green who was not. */
export function travelPack(id: string, county: string): Pack {
  const about = {
    authority: text('省防控办', 'The provincial office'),
    documentNumber: '晋疫控〔2026〕21号',
    release: text('行程更新后自动解除。', 'Ends when the itinerary does.'),
    sources: ['R1'],
  };
  return {
    id,
    version: '1.0.0',
    purpose: 'resident',
    divisions: ['140000'],
    validFrom: '2026-11-01T00:00:00+08:00',
    validTo: '2027-11-01T00:00:00+08:00',
    grace: 'P2D',
    inputs: [
      { name: 'itinerary', source: 'declaration', freshFor: 'P7D' },
      { name: 'itinerary', source: 'itinerary-card', freshFor: 'P3D' },
    ],
    valueSets: [],
    rules: [
      {
        id: 'stayed',
        colour: 'yellow',
        when: stayedIn(county),
        reason: text('您到过该县。', 'You were there.'),
        ...about,
      },
      {
        id: 'travel-free',
        colour: 'green',
        when: { '!': [stayedIn(county)] },
        reason: text('您没有到过该县。', 'You were not there.'),
        ...about,
      },
    ],
    sources: [{ row: 'R1', text: '虚拟', grade: 'K', place: '虚拟', effective: '2026' }],
  };
}

/** The pack's own examples. */
export function travelCases(county: string): PolicyCase[] {
  const example = (division: string, colour: 'green' | 'yellow', rule: string): PolicyCase => ({
    about: text('一段行程', 'A journey'),
    at: '2026-11-24T08:00:00+08:00',
    asked: ['itinerary-card'],
    facts: [{ kind: 'itinerary-declaration', data: { stays: [{ division, from: '2026-11-20', to: '2026-11-21' }] } }],
    expected: { colour, reasons: [rule] },
    source: 'R1',
  });
  return [example(county, 'yellow', 'stayed'), example('140105', 'green', 'travel-free')];
}
