import { describe, expect, test } from 'vitest';
import { answerTo, summary } from '../test/answer.ts';
import { nodeVerifier } from '../test/node-verifier.ts';
import { checkpoint, greenClaims, KEYS, NOW, present, signStrip, TRUST_LIST } from '../test/two-provinces.ts';
import { presentStrip } from './presentation.ts';
import { FINDINGS, type FindingCode } from './verification-findings.ts';
import { verifyCode } from './verification.ts';

describe('a green code passes', () => {
  test('with a fresh status list, and the answer carries its age', async () => {
    const verification = await verifyCode(await present(), checkpoint(), nodeVerifier);
    expect(verification).toEqual({
      verdict: 'pass',
      findings: [],
      step: 'code',
      strip: greenClaims(),
      asOf: NOW - 300,
      age: 300,
      displayTime: NOW - 5,
    });
  });

  test('without any status list while the strip itself is young enough', async () => {
    const noLists = checkpoint({ statusOf: () => undefined });
    const verification = await verifyCode(await present(), noLists, nodeVerifier);
    expect([verification.verdict, verification.asOf, verification.age]).toEqual(['pass', NOW - 600, 600]);
  });

  test('of a dependant on a guardian’s phone', async () => {
    expect(await answerTo(await present({ kind: 'dependant' }))).toBe('pass');
  });

  test('of the city in which the checkpoint stands', async () => {
    expect(await answerTo(await present({ scope: '370100' }))).toBe('pass');
  });
});

describe('signatures', () => {
  test('a strip signed by somebody who borrows the id of a known key stops, and shows nothing of the strip', async () => {
    const text = await present({}, { issuer: { ...KEYS.forger, kid: KEYS.shandongStrip.kid } });
    const verification = await verifyCode(text, checkpoint(), nodeVerifier);
    expect(summary(verification)).toBe('stop, bad-issuer-signature (stop)');
    expect(Object.keys(verification).sort()).toEqual(['findings', 'step', 'verdict']);
  });

  test('somebody else’s strip with one’s own signature stops, without a display time', async () => {
    const text = await present({}, { holder: KEYS.otherHolder });
    const verification = await verifyCode(text, checkpoint(), nodeVerifier);
    expect(summary(verification)).toBe('stop, bad-holder-signature (stop)');
    expect(verification.displayTime).toBe(undefined);
  });

  test('both wrong: both are found', async () => {
    const forger = { ...KEYS.forger, kid: KEYS.shandongStrip.kid };
    const text = await present({}, { issuer: forger, holder: KEYS.otherHolder });
    expect(await answerTo(text)).toBe('stop, bad-issuer-signature (stop), bad-holder-signature (stop)');
  });

  test('a bad signature stops even where the trust list is missing or expired', async () => {
    const text = await present({}, { holder: KEYS.otherHolder });
    expect(await answerTo(text, checkpoint({ trustList: undefined }))).toBe(
      'stop, trust-list-missing (cannot-tell), bad-holder-signature (stop)',
    );
    expect(await answerTo(text, checkpoint({ now: TRUST_LIST.expiresAt, trustList: TRUST_LIST }))).toMatch(
      /^stop, trust-list-expired \(cannot-tell\), bad-holder-signature \(stop\)/,
    );
  });

  test('a signature made for a visit is none for a display', async () => {
    const strip = await signStrip(greenClaims());
    const text = await presentStrip(strip, NOW, (message) => {
      const display = Buffer.from('tongxing-display-v1');
      const at = Buffer.from(message).indexOf(display);
      expect(at).toBeGreaterThan(0);
      return KEYS.holder.sign(
        Buffer.concat([message.slice(0, at), Buffer.from('tongxing-visit-v1'), message.slice(at + display.length)]),
      );
    });
    expect(await answerTo(text)).toBe('stop, bad-holder-signature (stop)');
  });
});

describe('who may issue', () => {
  test('a province that is not in the trust list: stop', async () => {
    expect(await answerTo(await present({ issuer: '410000', scope: '410000' }))).toBe('stop, untrusted-issuer (stop)');
  });

  test('a neighbour’s key: stop', async () => {
    expect(await answerTo(await present({}, { issuer: KEYS.shanxiStrip }))).toBe('stop, key-not-allowed (stop)');
  });

  test('the node’s own key for status lists: stop', async () => {
    expect(await answerTo(await present({}, { issuer: KEYS.shandongStatus }))).toBe('stop, key-not-allowed (stop)');
  });

  test('an unknown key on a strip that is older than our knowledge of the list: stop', async () => {
    const text = await present({}, { issuer: KEYS.forger });
    expect(await answerTo(text, checkpoint({ trustListAsOf: NOW - 600 }))).toBe('stop, unknown-key (stop)');
  });

  test('an unknown key on a strip that is younger: the list may be behind', async () => {
    const text = await present({}, { issuer: KEYS.forger });
    expect(await answerTo(text)).toBe('cannot-tell, trust-list-behind (cannot-tell)');
    expect(await answerTo(text, checkpoint({ trustListAsOf: NOW - 601 }))).toBe(
      'cannot-tell, trust-list-behind (cannot-tell)',
    );
  });

  test('without a trust list nothing can be told, and nothing is shown', async () => {
    const verification = await verifyCode(
      await present({ colour: 'red' }),
      checkpoint({ trustList: undefined }),
      nodeVerifier,
    );
    expect(summary(verification)).toBe('cannot-tell, trust-list-missing (cannot-tell)');
    expect(verification.strip).toBe(undefined);
  });

  const expired = { ...TRUST_LIST, expiresAt: NOW };
  test('with an expired list nothing can be told, for any colour', async () => {
    for (const colour of ['green', 'yellow', 'red', 'pending'] as const)
      expect(await answerTo(await present({ colour }), checkpoint({ trustList: expired }))).toBe(
        'cannot-tell, trust-list-expired (cannot-tell)',
      );
  });

  test('with an expired list, a stranger may have joined since', async () => {
    const text = await present({ issuer: '410000', scope: '410000' });
    expect(await answerTo(text, checkpoint({ trustList: expired }))).toBe(
      'cannot-tell, trust-list-expired (cannot-tell), untrusted-issuer (cannot-tell)',
    );
  });

  test('a key whose time is over: stop', async () => {
    const nodes = TRUST_LIST.nodes.map((node) => ({
      ...node,
      keys: node.keys.map((key) => ({ ...key, validTo: NOW })),
    }));
    expect(await answerTo(await present(), checkpoint({ trustList: { ...TRUST_LIST, nodes } }))).toBe(
      'stop, key-not-current (stop)',
    );
  });
});

describe('what cannot be read', () => {
  test.each([
    ['another kind of code', 'https://pay.example/123', 'stop, malformed (stop)'],
    ['nothing', '', 'stop, malformed (stop)'],
    ['a later version', 'TX2:ABC', 'cannot-tell, unknown-version (cannot-tell)'],
  ])('%s', async (_, text, expected) => {
    expect(await answerTo(text)).toBe(expected);
  });

  test('a suite that this checkpoint’s cryptography lacks is unknown, not bad', async () => {
    const text = await present({ holder: { ...KEYS.holder.publicKey, suite: 'SM2-SM3' } });
    expect(await answerTo(text)).toBe('cannot-tell, unknown-suite (cannot-tell)');
  });

  test('cryptography that fails, and a status store that fails, tell nothing', async () => {
    const broken = {
      verify: () => Promise.reject(new Error('no crypto today')),
    };
    expect(summary(await verifyCode(await present(), checkpoint(), broken))).toBe(
      'cannot-tell, verifier-failed (cannot-tell)',
    );
    const store = checkpoint({
      statusOf() {
        throw new TypeError('store closed');
      },
    });
    expect(await answerTo(await present(), store)).toBe('cannot-tell, verifier-failed (cannot-tell)');
  });

  test('a verifier that answers anything but true has not said yes', async () => {
    const vague = { verify: () => 'yes' as unknown as boolean };
    expect(summary(await verifyCode(await present(), checkpoint(), vague))).toMatch(/^stop, bad-issuer-signature/);
  });
});

test('no finding that means "cannot tell" is worded or weighed as a stop', () => {
  const cannotTell: FindingCode[] = [
    'unknown-version',
    'unknown-suite',
    'verifier-failed',
    'trust-list-missing',
    'trust-list-expired',
    'trust-list-behind',
    'clock-wrong',
    'reader-clock-wrong',
    'status-uri-foreign',
    'ask-node',
    'status-unknown',
    'too-old',
    'out-of-scope',
    'colour-pending',
    'paper-needs-document',
  ];
  const found = Object.entries(FINDINGS).filter(([, { severity }]) => severity === 'cannot-tell');
  expect(found.map(([code]) => code).sort()).toEqual([...cannotTell].sort());
});
