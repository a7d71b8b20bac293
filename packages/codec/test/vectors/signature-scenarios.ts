import { decodeBase45, encodeBase45 } from '../../src/index.ts';
import { KEYS, NOW, present, TRUST_LIST } from '../two-provinces.ts';
import type { Scenario } from './scenario.ts';

const borrowedKid = { ...KEYS.forger, kid: KEYS.shandongStrip.kid };

/** Codes whose signatures, keys or trust list are not in order. */
export const signatureScenarios: readonly Scenario[] = [
  {
    name: 'changed-byte',
    about: 'One byte in the middle of the masked name was changed after signing.',
    text: changedByte(),
    verdict: 'stop',
    findings: ['bad-issuer-signature/stop', 'bad-holder-signature/stop'],
  },
  {
    name: 'forged-issuer-signature',
    about: 'Signed by a stranger who borrows the id of a known key.',
    text: present({}, { issuer: borrowedKid }),
    verdict: 'stop',
    findings: ['bad-issuer-signature/stop'],
  },
  {
    name: 'borrowed-strip',
    about: 'Somebody else’s strip, shown with one’s own signature.',
    text: present({}, { holder: KEYS.otherHolder }),
    verdict: 'stop',
    findings: ['bad-holder-signature/stop'],
  },
  {
    name: 'untrusted-issuer',
    about: 'Issued in the name of a province that is not in the trust list.',
    text: present({ issuer: '410000', scope: '410000' }),
    verdict: 'stop',
    findings: ['untrusted-issuer/stop'],
  },
  {
    name: 'key-of-a-neighbour',
    about: 'Shanxi’s key signs in the name of Shandong.',
    text: present({}, { issuer: KEYS.shanxiStrip }),
    verdict: 'stop',
    findings: ['key-not-allowed/stop'],
  },
  {
    name: 'key-of-another-use',
    about: 'Shandong’s key for status lists signs a strip.',
    text: present({}, { issuer: KEYS.shandongStatus }),
    verdict: 'stop',
    findings: ['key-not-allowed/stop'],
  },
  {
    name: 'unknown-key',
    about: 'The trust list was confirmed after the strip was signed, and does not know the key.',
    text: present({}, { issuer: KEYS.forger }),
    context: { trustListAsOf: NOW - 60 },
    verdict: 'stop',
    findings: ['unknown-key/stop'],
  },
  {
    name: 'trust-list-behind',
    about: 'The strip is younger than what the reader knows of the trust list: the key may be new.',
    text: present({}, { issuer: KEYS.forger }),
    verdict: 'cannot-tell',
    findings: ['trust-list-behind/cannot-tell'],
  },
  {
    name: 'trust-list-missing',
    about: 'The reader has no trust list yet.',
    text: present(),
    context: { trustList: null },
    verdict: 'cannot-tell',
    findings: ['trust-list-missing/cannot-tell'],
  },
  {
    name: 'trust-list-missing-borrowed-strip',
    about: 'Without a trust list, a bad holder signature still stops.',
    text: present({}, { holder: KEYS.otherHolder }),
    context: { trustList: null },
    verdict: 'stop',
    findings: ['trust-list-missing/cannot-tell', 'bad-holder-signature/stop'],
  },
  {
    name: 'trust-list-expired',
    about: 'The trust list expired this second.',
    text: present(),
    context: { trustList: { ...TRUST_LIST, expiresAt: NOW } },
    verdict: 'cannot-tell',
    findings: ['trust-list-expired/cannot-tell'],
  },
  {
    name: 'trust-list-expired-red',
    about: 'With an expired trust list a red code looks like any other.',
    text: present({ colour: 'red' }),
    context: { trustList: { ...TRUST_LIST, expiresAt: NOW } },
    verdict: 'cannot-tell',
    findings: ['trust-list-expired/cannot-tell'],
  },
];

async function changedByte(): Promise<string> {
  const data = decodeBase45(await present(), 4);
  // The masked name is *小明; its last byte, 0x8e, becomes 0x8d, which is another character.
  const at = Buffer.from(data).indexOf(Buffer.from('明')) + 2;
  data[at] = 0x8d;
  return `TX1:${encodeBase45(data)}`;
}
