import type { Pack, PolicyCase } from '@tongxing/rules';
import type { TestNode } from './node.ts';

const text = (zh: string, en: string) => ({ zh, en });

const contactWithin = (days: number) => ({
  reduce: [
    { var: 'contacts' },
    {
      if: [
        {
          before: [
            { plusTime: [{ var: 'current.at' }, 0, 'day'] },
            { plusTime: [{ var: 'current.since' }, days, 'day'] },
          ],
        },
        true,
        { var: 'accumulator' },
      ],
    },
    false,
  ],
});

/** Days in isolation for a close contact, then days of health monitoring at home: 7+3 in the ninth edition, 5+3 in the twenty measures. */
export interface Isolation {
  readonly version: string;
  readonly central: number;
  readonly home: number;
}

export const ninthEdition: Isolation = { version: '9.0.0', central: 7, home: 3 };
export const twentyMeasures: Isolation = { version: '20.0.0', central: 5, home: 3 };

/** A pack of a province that judges by close contacts alone: red in isolation, yellow in monitoring, green afterwards. */
export function isolationPack({ version, central, home }: Isolation, changes: Partial<Pack> = {}): Pack {
  const about = {
    authority: text('省疫情防控领导小组', 'The provincial leading group'),
    documentNumber: '晋疫控〔2026〕20号',
    release: text('期满自动解除。', 'Ends by itself.'),
    sources: ['R1'],
  };
  return {
    id: 'isolation',
    version,
    purpose: 'resident',
    divisions: ['140000'],
    validFrom: '2026-11-01T00:00:00+08:00',
    validTo: '2027-11-01T00:00:00+08:00',
    grace: 'P2D',
    inputs: [{ name: 'contacts', source: 'health-commission', freshFor: 'P2D' }],
    valueSets: [],
    rules: [
      {
        id: 'contact-isolated',
        colour: 'red',
        when: contactWithin(central),
        reason: text('密切接触者隔离期内。', 'A close contact in isolation.'),
        ...about,
      },
      {
        id: 'contact-monitored',
        colour: 'yellow',
        when: { and: [contactWithin(central + home), { '!': [contactWithin(central)] }] },
        reason: text('居家健康监测期内。', 'Being monitored at home.'),
        ...about,
      },
      {
        id: 'no-contact',
        colour: 'green',
        when: { '!': [contactWithin(central + home)] },
        reason: text('不是密切接触者。', 'No close contact.'),
        ...about,
      },
    ],
    sources: [{ row: 'R1', text: '密切接触者 7+3 或 5+3', grade: 'A', place: '全国', effective: '2022' }],
    ...changes,
  };
}

/** The pack's own examples: each rule holds in one and not in another, and each deadline has its minute and the one before. */
export function isolationCases({ central, home }: Isolation): PolicyCase[] {
  const at = '2026-11-24T08:00:00+08:00';
  const example = (minutes: number, colour: 'red' | 'yellow' | 'green', rule: string): PolicyCase => ({
    about: text(`接触后 ${minutes} 分钟`, `${minutes} minutes after contact`),
    at,
    asked: ['health-commission'],
    facts: [
      {
        kind: 'contact',
        data: { degree: 'close', since: new Date(Date.parse(at) - minutes * 60_000).toISOString() },
      },
    ],
    expected: { colour, reasons: [rule] },
    source: 'R1',
  });
  const [isolated, monitored] = [central * 1440, (central + home) * 1440];
  return [
    example(1440, 'red', 'contact-isolated'),
    example(isolated - 1, 'red', 'contact-isolated'),
    example(isolated, 'yellow', 'contact-monitored'),
    example(monitored - 1, 'yellow', 'contact-monitored'),
    example(monitored, 'green', 'no-contact'),
  ];
}

/** A close contact since so many days before the node's now. */
export function closeContact(node: TestNode, days: number) {
  const since = new Date(node.clock.now().getTime() - days * 86_400_000);
  return { kind: 'contact' as const, degree: 'close' as const, since: since.toISOString() };
}
