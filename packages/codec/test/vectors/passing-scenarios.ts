import { KEYS, NOW, present } from '../two-provinces.ts';
import type { Scenario } from './scenario.ts';

const HOUR = 3600;
const fiveHoursOld = { issuedAt: NOW - 5 * HOUR, notBefore: NOW - 5 * HOUR };
const shanxiCode = { issuer: '140000', scope: '140000', status: { uri: 'https://sx.example/s/1124-02', idx: 471_102 } };

export const passingScenarios: readonly Scenario[] = [
  {
    name: 'green-es256',
    about: 'A green code, shown five seconds ago, with a status list of five minutes ago.',
    text: present(),
    verdict: 'pass',
    findings: [],
  },
  {
    name: 'green-without-status-list',
    about: 'Offline from an empty store: the strip itself is ten minutes old, so no list is needed.',
    text: present(),
    context: { status: null },
    verdict: 'pass',
    findings: [],
  },
  {
    name: 'green-old-strip-fresh-status-list',
    about: 'The strip is five hours old; a list of five minutes ago confirms it.',
    text: present(fiveHoursOld),
    verdict: 'pass',
    findings: [],
  },
  {
    name: 'green-of-a-dependant',
    about: 'A child’s code on a guardian’s phone.',
    text: present({ kind: 'dependant' }),
    verdict: 'pass',
    findings: [],
  },
  {
    name: 'green-node-made-key',
    about: 'The node made the holder key, because the platform has no random source.',
    text: present({ keyMaker: 'node' }),
    verdict: 'pass',
    findings: [],
  },
  {
    name: 'green-of-the-own-city',
    about: 'A code that is good in Jinan only, shown in Jinan.',
    text: present({ scope: '370100' }),
    verdict: 'pass',
    findings: [],
  },
  {
    name: 'green-of-another-province-recognised',
    about: 'A Shanxi code in Shandong, where the profile lets another province’s green pass.',
    text: present(shanxiCode, { issuer: KEYS.shanxiStrip }),
    context: { uri: 'https://sx.example/s/1124-02', rules: { foreignGreen: 'pass' } },
    verdict: 'pass',
    findings: ['foreign-code/note'],
  },
  {
    name: 'screenshot-where-allowed',
    about: 'Shown an hour ago; the profile allows a screenshot in a short emergency.',
    text: present({}, { displayTime: NOW - HOUR }),
    context: { rules: { staleDisplay: 'pass' } },
    verdict: 'pass',
    findings: ['stale-display/note'],
  },
];
