import { createHash } from 'node:crypto';
import { list, mapOf, oneOf, optional, record, text, whole } from '../shape.ts';
import { identifier, line, phone } from '../wire.ts';
import { sentShape, type Sent } from './shapes.ts';

const MOST = 10_000;
const millis = whole(0, Number.MAX_SAFE_INTEGER);
const word = text(/^[\w.:-]{1,200}$/, 'a word');

const memoryShape = record({
  made: whole(0, Number.MAX_SAFE_INTEGER),
  codes: mapOf(
    word,
    record({ kind: oneOf('login', 'phone'), appid: identifier, phone, until: millis, used: whole(0, 1) }),
  ),
  tokens: mapOf(identifier, record({ token: line, until: millis })),
  faces: optional(
    mapOf(word, record({ order: word, openid: word, certHash: word, until: millis, result: whole(0, 99_999) })),
  ),
  subscriptions: mapOf(word, whole(0, 10_000)),
  messages: list(sentShape, MOST),
});
type Memory = ReturnType<typeof memoryShape>;

/** What a face check is bound to. */
interface Face {
  readonly order: string;
  readonly openid: string;
  readonly certHash: string;
}

/** The platform's numbers: passed; wrong parameters, and a face that is not the one on the card. */
const passed = 10_000;
const wrongFace = { argument: 10_001, unlike: 10_004 } as const;
/** Of this simulator's own naming: nobody has shown a face yet. */
const notDone = 0;

const codeLife = 300_000;
const tokenLife = 7_200_000;
/** The platform gives the next token so long before the end of one. */
const renewal = 300_000;

/** Everything the platform remembers: codes, tokens, who accepts which messages, and what was sent. */
export class Ledger {
  readonly #memory: Memory;

  constructor(memory: unknown) {
    this.#memory =
      memory === undefined
        ? { made: 0, codes: {}, tokens: {}, subscriptions: {}, messages: [] }
        : memoryShape(memory, 'memory');
  }

  get memory(): Memory {
    return this.#memory;
  }

  /** A name for a person in one mini-program: another one in the next. */
  openid(appid: string, phone: string): string {
    return `o${createHash('sha256').update(`${appid} ${phone}`).digest('base64url').slice(0, 27)}`;
  }

  makeCode(kind: 'login' | 'phone', appid: string, phone: string, now: number): string {
    const code = `${kind}-code-${this.#next()}`;
    this.#memory.codes[code] = { kind, appid, phone, until: now + codeLife, used: 0 };
    return code;
  }

  /** Whose code this is, once; or the platform's number for why not. */
  useCode(kind: 'login' | 'phone', appid: string, code: string, now: number): { phone: string } | 40_029 | 40_163 {
    const found = Object.hasOwn(this.#memory.codes, code) ? this.#memory.codes[code] : undefined;
    if (found === undefined || found.kind !== kind || found.appid !== appid || found.until <= now) return 40_029;
    if (found.used > 0) return 40_163;
    found.used = 1;
    return { phone: found.phone };
  }

  token(appid: string, now: number, fresh: boolean): { token: string; expiresIn: number } {
    const held = this.#memory.tokens[appid];
    if (!fresh && held !== undefined && held.until - now > renewal)
      return { ...held, expiresIn: seconds(held.until - now) };
    const made = { token: `access-token-${this.#next()}`, until: now + tokenLife };
    this.#memory.tokens[appid] = made;
    return { ...made, expiresIn: seconds(tokenLife) };
  }

  /** Whose token this is, while it is good. */
  ownerOf(token: string, now: number): string | undefined {
    return Object.entries(this.#memory.tokens).find(([, held]) => held.token === token && held.until > now)?.[0];
  }

  beginFace(face: Face & { readonly until: number }): string {
    const verifyId = `verify-${this.#next()}`;
    const { order, openid, certHash, until } = face;
    (this.#memory.faces ??= {})[verifyId] = { order, openid, certHash, until, result: notDone };
    return verifyId;
  }

  /** Somebody holds her face in front of her telephone: the platform's number for what came of it. */
  endFace(verifyId: string, openid: string, isHers: boolean, now: number): number {
    const face = this.#memory.faces?.[verifyId];
    if (face === undefined || face.openid !== openid || face.until <= now) return wrongFace.argument;
    face.result = isHers ? passed : wrongFace.unlike;
    return face.result;
  }

  faceResult(verifyId: string, asked: Face, now: number): number {
    const face = this.#memory.faces?.[verifyId];
    const isSame =
      face !== undefined &&
      face.order === asked.order &&
      face.openid === asked.openid &&
      face.certHash === asked.certHash;
    return isSame && face.until > now ? face.result : wrongFace.argument;
  }

  accept(openid: string, templateId: string, count: number): number {
    const key = `${openid}:${templateId}`;
    return (this.#memory.subscriptions[key] = (this.#memory.subscriptions[key] ?? 0) + count);
  }

  knows(openid: string): boolean {
    return Object.values(this.#memory.codes).some(({ appid, phone }) => this.openid(appid, phone) === openid);
  }

  /** Uses up one subscription, where there is one. */
  useSubscription(openid: string, templateId: string): boolean {
    const key = `${openid}:${templateId}`;
    const left = this.#memory.subscriptions[key] ?? 0;
    if (left === 0) return false;
    this.#memory.subscriptions[key] = left - 1;
    return true;
  }

  sentOn(appid: string, day: string): number {
    return this.#memory.messages.filter((message) => message.appid === appid && message.at.startsWith(day)).length;
  }

  add(message: Omit<Sent, 'msgid'>): Sent {
    const sent = { msgid: Number(this.#next()), ...message };
    this.#memory.messages.push(sent);
    if (this.#memory.messages.length > MOST) this.#memory.messages.shift();
    return sent;
  }

  to(openid: string | undefined): Sent[] {
    return this.#memory.messages.filter(({ touser }) => openid === undefined || touser === openid);
  }

  #next(): string {
    this.#memory.made += 1;
    return String(this.#memory.made).padStart(8, '0');
  }
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
