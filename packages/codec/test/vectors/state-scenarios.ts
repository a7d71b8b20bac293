import { encodePaperCode } from '../../src/index.ts';
import { KEYS, NOW, paperClaims, present, signStrip } from '../two-provinces.ts';
import type { Scenario } from './scenario.ts';

const HOUR = 3600;
const fiveHoursOld = { issuedAt: NOW - 5 * HOUR, notBefore: NOW - 5 * HOUR };
const shanxiCode = { issuer: '140000', scope: '140000', status: { uri: 'https://sx.example/s/1124-02', idx: 471_102 } };

/** Well signed codes that time, status, place or colour keep from passing, and texts that are no codes. */
export const stateScenarios: readonly Scenario[] = [
  {
    name: 'expired',
    about: 'The strip ended this second.',
    text: present({ expiresAt: NOW }),
    verdict: 'stop',
    findings: ['expired/stop'],
  },
  {
    name: 'not-yet-valid',
    about: 'Tomorrow’s strip.',
    text: present({ notBefore: NOW + 86_400, expiresAt: NOW + 172_800 }),
    verdict: 'stop',
    findings: ['not-yet-valid/stop'],
  },
  {
    name: 'stale-display',
    about: 'Shown 91 seconds ago.',
    text: present({}, { displayTime: NOW - 91 }),
    verdict: 'stop',
    findings: ['stale-display/stop'],
  },
  {
    name: 'clock-wrong',
    about: 'Shown 31 seconds from now.',
    text: present({}, { displayTime: NOW + 31 }),
    verdict: 'cannot-tell',
    findings: ['clock-wrong/cannot-tell'],
  },
  {
    name: 'clock-wrong-expired',
    about: 'Expired by a clock that contradicts the phone’s: neither can be relied on.',
    text: present({ expiresAt: NOW }, { displayTime: NOW + 31 }),
    verdict: 'cannot-tell',
    findings: ['clock-wrong/cannot-tell', 'expired/cannot-tell'],
  },
  {
    name: 'reader-clock-fast',
    about:
      'By the reader’s clock shown ten minutes ago; when it last spoke to its node that clock was ten minutes ahead.',
    text: present({}, { displayTime: NOW - 600 }),
    context: { clockAhead: 600 },
    verdict: 'cannot-tell',
    findings: ['reader-clock-wrong/cannot-tell', 'stale-display/cannot-tell'],
  },
  {
    name: 'reader-clock-slow',
    about: 'Nothing else is wrong, but the reader’s clock was 31 seconds behind its node’s.',
    text: present(),
    context: { clockAhead: -31 },
    verdict: 'cannot-tell',
    findings: ['reader-clock-wrong/cannot-tell'],
  },
  {
    name: 'revoked',
    about: 'The index has status 1.',
    text: present(),
    context: { status: { status: 1, asOf: NOW - 300 } },
    verdict: 'stop',
    findings: ['revoked/stop'],
  },
  {
    name: 'ask-node-green',
    about: 'The index has status 3: the colour may have changed.',
    text: present(),
    context: { status: { status: 3, asOf: NOW - 300 } },
    verdict: 'cannot-tell',
    findings: ['ask-node/cannot-tell'],
  },
  {
    name: 'ask-node-red',
    about: 'Status 3 on a red strip looks the same as on a green one.',
    text: present({ colour: 'red' }),
    context: { status: { status: 3, asOf: NOW - 300 } },
    verdict: 'cannot-tell',
    findings: ['ask-node/cannot-tell'],
  },
  {
    name: 'too-old',
    about: 'The newest word on this index is five hours old.',
    text: present(fiveHoursOld),
    context: { status: { status: 0, asOf: NOW - 5 * HOUR } },
    verdict: 'cannot-tell',
    findings: ['too-old/cannot-tell'],
  },
  {
    name: 'too-old-red',
    about: 'A red strip that is too old is not shown as red.',
    text: present({ ...fiveHoursOld, colour: 'red' }),
    context: { status: { status: 0, asOf: NOW - 5 * HOUR } },
    verdict: 'cannot-tell',
    findings: ['too-old/cannot-tell'],
  },
  {
    name: 'status-unknown',
    about: 'A strip of five hours ago and no list that covers its index.',
    text: present(fiveHoursOld),
    context: { status: null },
    verdict: 'cannot-tell',
    findings: ['status-unknown/cannot-tell', 'too-old/cannot-tell'],
  },
  {
    name: 'status-list-over',
    about: 'The list that covers the index ended this second; its word no longer counts.',
    text: present(fiveHoursOld),
    context: { status: { status: 0, asOf: NOW - HOUR, expiresAt: NOW } },
    verdict: 'cannot-tell',
    findings: ['status-unknown/cannot-tell', 'too-old/cannot-tell'],
  },
  {
    name: 'status-uri-foreign',
    about: 'A Shandong strip whose status URI lies in Shanxi.',
    text: present({ status: { uri: 'https://sx.example/s/1124-02', idx: 471_102 } }),
    verdict: 'cannot-tell',
    findings: ['status-uri-foreign/cannot-tell'],
  },
  {
    name: 'out-of-scope',
    about: 'A code that is good in Qingdao only, shown in Jinan.',
    text: present({ scope: '370200' }),
    verdict: 'cannot-tell',
    findings: ['out-of-scope/cannot-tell'],
  },
  {
    name: 'green-of-another-province',
    about: 'A Shanxi code in Shandong, where the profile does not let it pass.',
    text: present(shanxiCode, { issuer: KEYS.shanxiStrip }),
    context: { uri: 'https://sx.example/s/1124-02' },
    verdict: 'cannot-tell',
    findings: ['foreign-code/note', 'out-of-scope/cannot-tell'],
  },
  {
    name: 'yellow',
    about: 'A yellow code.',
    text: present({ colour: 'yellow' }),
    verdict: 'stop',
    findings: ['colour-yellow/stop'],
  },
  {
    name: 'red',
    about: 'A red code.',
    text: present({ colour: 'red' }),
    verdict: 'stop',
    findings: ['colour-red/stop'],
  },
  {
    name: 'pending',
    about: 'The colour is not decided yet.',
    text: present({ colour: 'pending' }),
    verdict: 'cannot-tell',
    findings: ['colour-pending/cannot-tell'],
  },
  {
    name: 'paper',
    about: 'A paper code: the document decides.',
    text: paper(),
    context: { status: null },
    verdict: 'cannot-tell',
    step: 'document-lane',
    findings: ['paper-needs-document/cannot-tell'],
  },
  {
    name: 'paper-revoked',
    about: 'A paper code that was reported lost.',
    text: paper(),
    context: { status: { status: 1, asOf: NOW - 300 } },
    verdict: 'stop',
    findings: ['revoked/stop', 'paper-needs-document/cannot-tell'],
  },
  {
    name: 'later-version',
    about: 'A code of a version that this reader does not know.',
    text: 'TX2:6BFOXN',
    verdict: 'cannot-tell',
    findings: ['unknown-version/cannot-tell'],
  },
  {
    name: 'another-kind-of-code',
    about: 'A QR code that has nothing to do with health codes.',
    text: 'https://pay.example/123',
    verdict: 'stop',
    findings: ['malformed/stop'],
  },
];

async function paper(): Promise<string> {
  return encodePaperCode(await signStrip(paperClaims()));
}
