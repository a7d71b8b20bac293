import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { flag, list, mapOf, oneOf, optional, record, text, whole } from '../shape.ts';
import { identifier, line, phone } from '../wire.ts';
import { sentShape, type Certification, type Sent } from './shapes.ts';

const MOST = 10_000;
const codeLife = 300_000;
/** Milliseconds for which a face check can be gone through with: 23 hours. */
const faceLife = 82_800_000;

const memoryShape = record({
  made: whole(0, Number.MAX_SAFE_INTEGER),
  privateKey: text(/^[A-Za-z0-9+/=]{1,4000}$/, 'a private key'),
  contentKey: text(/^[A-Za-z0-9+/=]{24}$/, 'sixteen bytes in base64'),
  codes: mapOf(
    identifier,
    record({ appId: identifier, phone, until: whole(0, Number.MAX_SAFE_INTEGER), used: whole(0, 1) }),
  ),
  /** Face checks by their id; of the card only a digest. */
  faces: optional(
    mapOf(
      identifier,
      record({
        appId: identifier,
        order: identifier,
        about: line,
        user: optional(identifier),
        until: whole(0, Number.MAX_SAFE_INTEGER),
        opened: flag,
        passed: oneOf('T', 'F'),
      }),
    ),
  ),
  accepted: list(line, MOST),
  messages: list(sentShape, MOST),
});
type Memory = ReturnType<typeof memoryShape>;

/** Everything the platform remembers: its keys, codes, who accepts which messages, and what was sent. */
export class Ledger {
  readonly #memory: Memory;
  readonly privateKey: KeyObject;

  constructor(memory: unknown) {
    this.#memory = memory === undefined ? newMemory() : memoryShape(memory, 'memory');
    const der = Buffer.from(this.#memory.privateKey, 'base64');
    this.privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  }

  get memory(): Memory {
    return this.#memory;
  }

  /** What an application needs to check answers and to read what its mini-program hands on; both in base64. */
  get keys(): { publicKey: string; contentKey: string } {
    const spki = createPublicKey(this.privateKey).export({ format: 'der', type: 'spki' });
    return { publicKey: spki.toString('base64'), contentKey: this.#memory.contentKey };
  }

  /** 2088 and twelve digits, as the platform's users are named; another in every application. */
  userId(appId: string, phone: string): string {
    const digest = createHash('sha256').update(`${appId} ${phone}`).digest();
    return `2088${String(digest.readUIntBE(0, 6) % 1_000_000_000_000).padStart(12, '0')}`;
  }

  makeCode(appId: string, phone: string, now: number): string {
    this.#memory.made += 1;
    const code = `auth-code-${String(this.#memory.made).padStart(8, '0')}`;
    this.#memory.codes[code] = { appId, phone, until: now + codeLife, used: 0 };
    return code;
  }

  /** Whose code this is, once. */
  useCode(appId: string, code: string, now: number): string | undefined {
    const found = Object.hasOwn(this.#memory.codes, code) ? this.#memory.codes[code] : undefined;
    if (found === undefined || found.appId !== appId || found.until <= now || found.used > 0) return undefined;
    found.used = 1;
    return found.phone;
  }

  /** The id of a face check; asked again under the same order the same, undefined where that was for something else. */
  beginFace(appId: string, asked: Certification, now: number): string | undefined {
    const faces = (this.#memory.faces ??= {});
    const { outer_order_no: order, identity_param: param } = asked;
    const about = createHash('sha256').update(JSON.stringify(param)).digest('hex');
    const earlier = Object.entries(faces).find(([, face]) => face.appId === appId && face.order === order);
    if (earlier !== undefined) return earlier[1].about === about ? earlier[0] : undefined;
    this.#memory.made += 1;
    const certifyId = createHash('sha256').update(`face ${this.#memory.made}`).digest('hex').slice(0, 32);
    const user = param.user_id ?? param.open_id;
    const open = { until: now + faceLife, opened: false, passed: 'F' as const };
    faces[certifyId] = { appId, order, about, ...(user === undefined ? {} : { user }), ...open };
    return certifyId;
  }

  /** Its page is open, where there is such a check. */
  openFace(appId: string, certifyId: string, now: number): boolean {
    const face = this.#face(appId, certifyId);
    if (face === undefined || face.until <= now) return false;
    face.opened = true;
    return true;
  }

  /** Somebody holds her face in front of her telephone. False where that is not hers to do, or its page is not open. */
  endFace(appId: string, certifyId: string, user: string, isHers: boolean): boolean {
    const face = this.#face(appId, certifyId);
    if (face === undefined || !face.opened || (face.user !== undefined && face.user !== user)) return false;
    face.passed = isHers ? 'T' : 'F';
    // Gone through with once.
    face.opened = false;
    face.until = 0;
    return true;
  }

  facePassed(appId: string, certifyId: string): 'T' | 'F' | undefined {
    return this.#face(appId, certifyId)?.passed;
  }

  #face(appId: string, certifyId: string) {
    const faces = this.#memory.faces ?? {};
    const face = Object.hasOwn(faces, certifyId) ? faces[certifyId] : undefined;
    return face?.appId === appId ? face : undefined;
  }

  knows(appId: string, userId: string): boolean {
    return Object.values(this.#memory.codes).some(
      (code) => code.appId === appId && this.userId(appId, code.phone) === userId,
    );
  }

  accept(userId: string, templateId: string): void {
    this.#memory.accepted.push(`${userId} ${templateId}`);
  }

  /** Uses up one acceptance, where there is one. */
  useAcceptance(userId: string, templateId: string): boolean {
    const at = this.#memory.accepted.indexOf(`${userId} ${templateId}`);
    if (at >= 0) this.#memory.accepted.splice(at, 1);
    return at >= 0;
  }

  add(message: Sent): void {
    this.#memory.messages.push(message);
    if (this.#memory.messages.length > MOST) this.#memory.messages.shift();
  }

  to(userId: string | undefined): Sent[] {
    return this.#memory.messages.filter(({ toUserId }) => userId === undefined || toUserId === userId);
  }
}

function newMemory(): Memory {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    made: 0,
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    contentKey: randomBytes(16).toString('base64'),
    codes: {},
    accepted: [],
    messages: [],
  };
}
