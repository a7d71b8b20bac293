import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mapOf, record, text, whole } from '../shape.ts';
import { identifier, phone } from '../wire.ts';

const codeLife = 60_000;
const tokenLife = 300_000;
const millis = whole(0, Number.MAX_SAFE_INTEGER);
const word = text(/^[\x21-\x7e]{1,512}$/, 'a word');

const grantShape = record({
  clientId: identifier,
  phone,
  redirectUri: word,
  nonce: word,
  challenge: word,
  until: millis,
});
type Grant = ReturnType<typeof grantShape>;

const memoryShape = record({
  made: millis,
  privateKey: text(/^[A-Za-z0-9+/=]{1,4000}$/, 'a private key'),
  grants: mapOf(word, grantShape),
  tokens: mapOf(word, record({ phone, until: millis })),
});
type Memory = ReturnType<typeof memoryShape>;

/** Everything the app remembers: its key, and what it has granted. */
export class Ledger {
  readonly #memory: Memory;
  readonly #privateKey: KeyObject;

  constructor(memory: unknown) {
    this.#memory = memory === undefined ? newMemory() : memoryShape(memory, 'memory');
    const der = Buffer.from(this.#memory.privateKey, 'base64');
    this.#privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  }

  get memory(): Memory {
    return this.#memory;
  }

  /** RFC 7517 */
  get keys(): object {
    const jwk = createPublicKey(this.#privateKey).export({ format: 'jwk' });
    return { keys: [{ ...jwk, kid: this.#kid, use: 'sig', alg: 'RS256' }] };
  }

  grant(given: Omit<Grant, 'until'>, now: number): string {
    const code = this.#next('code');
    this.#memory.grants[code] = { ...given, until: now + codeLife };
    return code;
  }

  /** What was granted, once, whatever comes of it. */
  useCode(code: string, now: number): Grant | undefined {
    const grant = Object.hasOwn(this.#memory.grants, code) ? this.#memory.grants[code] : undefined;
    delete this.#memory.grants[code];
    return grant === undefined || grant.until <= now ? undefined : grant;
  }

  tokenFor(phoneNumber: string, now: number): { accessToken: string; expiresIn: number } {
    const accessToken = this.#next('access');
    this.#memory.tokens[accessToken] = { phone: phoneNumber, until: now + tokenLife };
    return { accessToken, expiresIn: tokenLife / 1000 };
  }

  ownerOf(accessToken: string, now: number): string | undefined {
    const token = Object.hasOwn(this.#memory.tokens, accessToken) ? this.#memory.tokens[accessToken] : undefined;
    return token === undefined || token.until <= now ? undefined : token.phone;
  }

  /** A name of somebody that tells nothing of her. */
  subjectOf(phoneNumber: string): string {
    return createHash('sha256').update(`${this.#kid} ${phoneNumber}`).digest('base64url').slice(0, 24);
  }

  /** A JSON Web Token by RS256 (RFC 7515, RFC 7518 §3.3). */
  signed(claims: object): string {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const text = `${encode({ alg: 'RS256', kid: this.#kid, typ: 'JWT' })}.${encode(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), this.#privateKey).toString('base64url')}`;
  }

  get #kid(): string {
    const spki = createPublicKey(this.#privateKey).export({ format: 'der', type: 'spki' });
    return createHash('sha256').update(spki).digest('base64url').slice(0, 16);
  }

  #next(kind: string): string {
    this.#memory.made += 1;
    const secret = createHash('sha256').update(`${this.#memory.privateKey} ${kind} ${this.#memory.made}`);
    return `${kind}-${secret.digest('base64url')}`;
  }
}

function newMemory(): Memory {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  return { made: 0, privateKey: der, grants: {}, tokens: {} };
}
