import { isSignedBy, sha256, type Sign } from './keys.ts';
import type { Answer, Request } from './send.ts';
import type { ListedKey } from './trust-list.ts';

/** What of a request's signature is done otherwise than the protocol asks. */
export interface Otherwise {
  readonly label?: string;
  readonly components?: readonly string[];
  /** Values as they stand in the field; undefined leaves the parameter out. */
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  readonly order?: readonly string[];
  /** The address that is signed, in place of the one that is asked for. */
  readonly targetUri?: string;
  /** The body whose digest is given, in place of the one that is sent. */
  readonly digestOf?: Buffer;
}

export interface SigningContext {
  readonly kid: string;
  readonly sign: Sign;
  readonly now: Date;
  readonly nonce: string;
}

const usual = ['"@method"', '"@target-uri"', '"content-digest"'];

export function digestField(body: Buffer): string {
  return `sha-256=:${sha256(body).toString('base64')}:`;
}

/** Adds the fields of RFC 9421 to a request, as docs/protocol/recognition.md, section 2 says. */
export function signRequest(request: Request, context: SigningContext, otherwise: Otherwise = {}): Request {
  const { label = 'sig1', components = usual, parameters = {}, targetUri = request.url } = otherwise;
  const created = Math.floor(context.now.getTime() / 1000);
  const values: Record<string, string | undefined> = {
    created: String(created),
    expires: String(created + 120),
    nonce: `"${context.nonce}"`,
    keyid: `"${context.kid}"`,
    alg: '"ecdsa-p256-sha256"',
    tag: '"tongxing"',
    ...parameters,
  };
  const { order = Object.keys(values) } = otherwise;
  const written = order.flatMap((name) => (values[name] === undefined ? [] : [`;${name}=${values[name]}`]));
  const input = `(${components.join(' ')})${written.join('')}`;
  const digest = digestField(otherwise.digestOf ?? request.body);
  const contents: Record<string, string> = {
    '"@method"': request.method,
    '"@target-uri"': targetUri,
    '"@authority"': new URL(request.url).host,
    '"content-digest"': digest,
  };
  const lines = components.map((name) => `${name}: ${contents[name]}`);
  const base = [...lines, `"@signature-params": ${input}`].join('\n');
  const signature = context.sign(Buffer.from(base)).toString('base64');
  return {
    ...request,
    headers: {
      ...request.headers,
      'content-digest': digest,
      'signature-input': `${label}=${input}`,
      signature: `${label}=:${signature}:`,
    },
  };
}

/** The six parts that the signature of an answer covers, for a request whose signature has this label. */
export function coveredByAnswer(label: string): string[] {
  return [
    '"@status"',
    '"content-digest"',
    '"@method";req',
    '"@target-uri";req',
    '"content-digest";req',
    `"signature";req;key="${label}"`,
  ];
}

export interface AnswerSignature {
  readonly components: readonly string[];
  readonly parameters: string;
  readonly keyid: string;
  /** Who of these keys has made it; undefined when none has, or the digest is not the body's. */
  readonly key: ListedKey | undefined;
}

/** The signature of an answer that carries our tag; undefined when there is none. */
export function signatureOf(
  request: Request,
  answer: Answer,
  keys: readonly ListedKey[],
  label = 'sig1',
): AnswerSignature | undefined {
  const found = /([a-z][\w.*-]*)=(\(([^)]*)\)([^,]*;tag="tongxing"[^,]*))/.exec(
    answer.headers['signature-input'] ?? '',
  );
  if (found === null) return undefined;
  const [, name = '', input = '', inside = '', parameters = ''] = found;
  const components = inside.split(' ').filter((part) => part !== '');
  const signature = memberOf(answer.headers['signature'] ?? '', name);
  const contents: Record<string, string | undefined> = {
    '"@status"': String(answer.status),
    '"content-digest"': answer.headers['content-digest'],
    '"@method";req': request.method,
    '"@target-uri";req': request.url,
    '"content-digest";req': request.headers['content-digest'],
    [`"signature";req;key="${label}"`]: memberOf(request.headers['signature'] ?? '', label),
  };
  const lines = components.map((part) => `${part}: ${contents[part] ?? ''}`);
  const base = Buffer.from([...lines, `"@signature-params": ${input}`].join('\n'));
  const keyid = /;keyid="([^"]*)"/.exec(parameters)?.[1] ?? '';
  const isWhole = answer.headers['content-digest'] === digestField(answer.body);
  const bytes = Buffer.from((signature ?? '').replaceAll(':', ''), 'base64');
  const key = keys.find((candidate) => isWhole && candidate.kid === keyid && isSignedBy(candidate, base, bytes));
  return { components, parameters, keyid, key };
}

/** A member of a dictionary field whose value is a byte sequence, with its colons. */
function memberOf(field: string, name: string): string | undefined {
  return field
    .split(',')
    .map((member) => member.trim())
    .find((member) => member.startsWith(`${name}=:`))
    ?.slice(name.length + 1);
}
