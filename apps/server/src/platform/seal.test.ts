import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSeal } from './seal.ts';

const key = (byte: number) => Buffer.alloc(32, byte);
const seal = createSeal(new Map([[1, key(1)]]), key(9));

describe('a sealed value', () => {
  it.each(['王秀英', '', 'x'.repeat(10_000), '𠮷\u0000'])('opens to what was sealed: %j', (value) => {
    expect(seal.open('name', seal.seal('name', value))).toBe(value);
  });

  it('is another every time', () => {
    expect(seal.seal('phone', '15400000001')).not.toEqual(seal.seal('phone', '15400000001'));
  });

  it('is key version ‖ nonce ‖ AES-256-GCM ‖ tag under a key of its kind, as documented', () => {
    const bytes = seal.seal('document', '11010519491231002X');
    const kindKey = Buffer.from(hkdfSync('sha256', key(1), Buffer.alloc(0), 'tongxing seal document', 32));
    const decipher = createDecipheriv('aes-256-gcm', kindKey, bytes.subarray(1, 13), { authTagLength: 16 });
    decipher.setAuthTag(bytes.subarray(-16));
    expect(bytes[0]).toBe(1);
    expect(decipher.update(bytes.subarray(13, -16), undefined, 'utf8') + decipher.final('utf8')).toBe(
      '11010519491231002X',
    );
  });

  it('does not open when any of its bytes was changed', () => {
    const bytes = seal.seal('phone', '15400000001');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(() => seal.open('phone', changed)).toThrow(Error);
    }
    expect(seal.open('phone', bytes)).toBe('15400000001');
  });

  it('does not open when it was cut short, nor as another kind', () => {
    const bytes = seal.seal('phone', '15400000001');
    for (const length of [0, 1, 12, 13, 28, bytes.length - 1]) {
      expect(() => seal.open('phone', bytes.subarray(0, length))).toThrow(Error);
    }
    expect(() => seal.open('name', bytes)).toThrow(Error);
  });

  it('opens by the key version it names; the newest seals', () => {
    const later = createSeal(
      new Map([
        [1, key(1)],
        [2, key(2)],
      ]),
      key(9),
    );
    const old = seal.seal('name', '王秀英');
    expect(later.open('name', old)).toBe('王秀英');
    const fresh = later.seal('name', '王秀英');
    expect(fresh[0]).toBe(2);
    expect(() => seal.open('name', fresh)).toThrow('version 2');
  });

  it('with a tag of four bytes is not taken for one with sixteen', () => {
    const kindKey = Buffer.from(hkdfSync('sha256', key(1), Buffer.alloc(0), 'tongxing seal name', 32));
    const nonce = Buffer.alloc(12);
    const cipher = createCipheriv('aes-256-gcm', kindKey, nonce, { authTagLength: 4 });
    const body = Buffer.concat([cipher.update('王秀英', 'utf8'), cipher.final()]);
    expect(() => seal.open('name', Buffer.concat([Buffer.of(1), nonce, body, cipher.getAuthTag()]))).toThrow(Error);
  });
});

describe('a blind index', () => {
  it('is the HMAC of kind and value: the same for the same, whatever else is sealed', () => {
    const expected = createHmac('sha256', key(9)).update('phone\u000015400000001').digest();
    expect(seal.index('phone', '15400000001')).toEqual(expected);
    expect(seal.index('name', '15400000001')).not.toEqual(expected);
    expect(createSeal(new Map([[1, key(1)]]), key(8)).index('phone', '15400000001')).not.toEqual(expected);
  });

  it('is the same for a name in either Unicode form', () => {
    expect(seal.index('name', 'López')).toEqual(seal.index('name', 'Lo\u0301pez'));
  });
});
