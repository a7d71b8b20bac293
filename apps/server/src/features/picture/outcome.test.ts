import type { PictureFindingCode } from '@tongxing/contract';
import { describe, expect, it } from 'vitest';
import { finding, type PictureFinding } from './findings.ts';
import { outcomeOf } from './outcome.ts';

const signed = ['code-signature', 'code-issuer', 'code-person', 'code-time', 'code-status', 'code-colour'] as const;
const painted = ['painted-colour', 'read-name', 'read-number', 'read-province', 'read-time', 'used-before'] as const;

/** Everything agrees but what is said otherwise. */
function found(otherwise: Partial<Record<PictureFindingCode, boolean | null>> = {}): PictureFinding[] {
  return [...signed, ...painted].map((code) => finding(code, code in otherwise ? (otherwise[code] ?? null) : true));
}

const unsigned = Object.fromEntries(signed.map((code) => [code, null]));

describe('a picture that was read', () => {
  it('and agrees in everything has the origin asked; nothing on it makes anybody green', () => {
    expect(outcomeOf(found())).toEqual({ state: 'submitted', cause: null });
  });

  it.each([
    ['code-signature', 'rejected', 'picture-forged'],
    ['code-person', 'rejected', 'picture-of-another'],
    ['used-before', 'rejected', 'picture-reused'],
    ['code-issuer', 'rejected', 'picture-other-province'],
    ['code-time', 'waiting-for-documents', 'picture-old'],
    ['code-status', 'waiting-for-documents', 'picture-superseded'],
  ] as const)('and is contradicted by signatures in %s is %s: %s', (code, state, cause) => {
    expect(outcomeOf(found({ [code]: false }))).toEqual({ state, cause });
  });

  it.each(['painted-colour', 'read-name', 'read-number', 'read-province', 'read-time', 'code-colour'] as const)(
    'and is contradicted by what was only painted, or may have changed, in %s leaves it to the origin',
    (code) => {
      expect(outcomeOf(found({ [code]: false })).state).toBe('submitted');
    },
  );

  it('and looks like another’s without a verified code leaves it to the origin and a reviewer', () => {
    expect(outcomeOf(found({ ...unsigned, 'used-before': false })).state).toBe('submitted');
  });

  it('and shows nothing at all is asked for again', () => {
    const nothing = Object.fromEntries([...signed, ...painted].map((code) => [code, null]));
    expect(outcomeOf(found({ ...nothing, 'used-before': true }))).toEqual({
      state: 'waiting-for-documents',
      cause: 'picture-unreadable',
    });
  });
});
