import type { ProblemCode } from '@tongxing/contract';
import { pathParameters, queryParameters, type Target } from './operations.ts';
import type { JsonSchema } from '../../src/pages/openapi-document.ts';

/** A kind of bad input: what is wrong, on which operations it can be tried, and what each of them answers. */
export interface Kind {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** The problems an operation may answer with; none where there is nothing of this kind to try. */
  readonly answers: (target: Target) => readonly ProblemCode[];
}

const withBody =
  (...codes: ProblemCode[]) =>
  ({ body }: Target) =>
    body === undefined ? [] : codes;

/** Does anything in the schema of the body hold? */
function anywhere(
  schema: JsonSchema | undefined,
  holds: (schema: JsonSchema, name: string) => boolean,
  name = '',
): boolean {
  if (schema === undefined) return false;
  if (holds(schema, name)) return true;
  const inside: [string, JsonSchema][] = [
    ...Object.entries(schema.properties ?? {}),
    ...(schema.items === undefined ? [] : [[name, schema.items] as [string, JsonSchema]]),
    ...(schema.anyOf ?? []).map((branch): [string, JsonSchema] => [name, branch]),
  ];
  return inside.some(([inner, each]) => anywhere(each, holds, inner));
}

export const isDivision = ({ pattern }: JsonSchema) => pattern?.startsWith('^[1-9]\\d{5}') === true;
/** A consent that ran out is no wrong request: it is refused in the answer. */
export const ofConsent = new Set(['expiresAt']);
export const isInstant = ({ pattern }: JsonSchema) => pattern?.startsWith('^\\d{4}-(0[1-9]|1[0-2])') === true;
export const isText = ({ type }: JsonSchema) => type === 'string';
export const isDocument = ({ properties }: JsonSchema) =>
  properties?.['documentType'] !== undefined && properties['documentNumber'] !== undefined;
const isApproval = (_schema: JsonSchema, name: string) => name === 'approval';
const isLeg = (_schema: unknown, name: string) => name === 'arriveAt';
const isSince = (_schema: JsonSchema, name: string) => name === 'since';
const isStays = (_schema: JsonSchema, name: string) => name === 'stays';

/** Each request is signed, by a key and not with a token. */
export const isSigned = ({ access }: Pick<Target, 'access'>) => access === 'peer' || access === 'gate';
const isOpen = ({ access }: Target) => access === 'public';
const megabyte = 1_100_000;

/** What a caller who is not who the operation is for is told. A peer and a reader without a token are asked for a signature. */
const unlessOpen =
  (code: ProblemCode, whereSigned: ProblemCode) =>
  (target: Target): ProblemCode[] => {
    if (isOpen(target)) return [];
    if (target.access === 'gateway') return ['signature-invalid'];
    return [isSigned(target) ? whereSigned : code];
  };

/** What somebody can use once: a code that was sent, an enrolment, a signed request. */
const usedUp: Readonly<Record<string, ProblemCode>> = {
  signIn: 'phone-code-wrong',
  enrolDevice: 'enrolment-invalid',
};

/** The caller draws the id of what it makes: there is nothing of that id before. */
const namesItself: ReadonlySet<string> = new Set(['uploadTable']);

export const kinds: readonly Kind[] = [
  {
    name: 'wrong-type',
    zh: '每一处换成别的类型',
    en: 'another type at every place',
    answers: withBody('invalid-input'),
  },
  {
    name: 'missing',
    zh: '每一处缺一项',
    en: 'a member missing at every place',
    answers: ({ body }) => (anywhere(body, ({ required = [] }) => required.length > 0) ? ['invalid-input'] : []),
  },
  { name: 'extra', zh: '每一处多一项', en: 'a member too many at every place', answers: withBody('invalid-input') },
  {
    name: 'megabyte',
    zh: '每处文字长 1 MB',
    en: 'a text of 1 MB at every place',
    answers: ({ body, bodyLimit }) =>
      anywhere(body, isText) ? [bodyLimit > megabyte ? 'invalid-input' : 'too-large'] : [],
  },
  {
    name: 'long',
    zh: '每处文字长 6 万字',
    en: 'a text of 60,000 characters at every place',
    answers: ({ body }) => (anywhere(body, isText) ? ['invalid-input'] : []),
  },
  { name: 'deep', zh: '每处嵌套两万层', en: 'twenty thousand lists in lists', answers: withBody('invalid-input') },
  {
    name: 'characters',
    zh: '每处文字含 NUL 或半个字符',
    en: 'NUL or half a character in every text',
    answers: ({ body }) => (anywhere(body, isText) ? ['invalid-input'] : []),
  },
  {
    name: 'not-json',
    zh: '不是 JSON、不是 UTF-8',
    en: 'bytes that are no JSON or no UTF-8',
    answers: withBody('invalid-input'),
  },
  { name: 'media-type', zh: '别的内容类型', en: 'another content type', answers: withBody('unsupported-media-type') },
  {
    name: 'check-character',
    zh: '证件号码校验位错',
    en: 'a document number with a wrong check character',
    // To a peer, and to staff who look somebody up, a number that does not exist is one they may ask about.
    answers: (target) =>
      target.access === 'account' && anywhere(target.body, isDocument) ? ['document-number-invalid'] : [],
  },
  {
    name: 'instant',
    zh: '将来的、不存在的、荒唐的时间',
    en: 'future, impossible and absurd instants',
    answers: ({ body }) => {
      if (!anywhere(body, (schema, name) => isInstant(schema) && !ofConsent.has(name))) return [];
      if (anywhere(body, isApproval))
        return ['approval-invalid', ...(anywhere(body, isSince) ? (['invalid-input'] as const) : [])];
      if (anywhere(body, isLeg)) return ['stay-invalid', 'trip-invalid'];
      if (anywhere(body, (_schema, name) => name === 'leavesAt')) return ['leaving-date-invalid'];
      return anywhere(body, isStays) ? ['stay-invalid'] : ['invalid-input'];
    },
  },
  {
    name: 'division',
    zh: '不存在或已撤销的区划',
    en: 'divisions that do not exist, or no longer',
    answers: ({ body }) => (anywhere(body, isDivision) ? ['division-unknown'] : []),
  },
  {
    name: 'replay',
    zh: '同一请求再来一次',
    en: 'what can be used once, again',
    answers: (target) => {
      const code = usedUp[target.name];
      if (isSigned(target)) return ['nonce-replayed'];
      return code === undefined ? [] : [code];
    },
  },
  {
    name: 'path',
    zh: '路径中的胡乱内容',
    en: 'nonsense in the path',
    answers: (target) => (pathParameters(target).length > 0 ? ['invalid-input', 'not-found'] : []),
  },
  {
    name: 'unknown-id',
    zh: '不存在的编号',
    en: 'ids of nothing',
    answers: (target) => (pathParameters(target).length > 0 && !namesItself.has(target.name) ? ['not-found'] : []),
  },
  {
    name: 'others-id',
    zh: '别人的编号',
    en: "another person's ids",
    answers: (target) => (target.access === 'citizen' && pathParameters(target).length > 0 ? ['not-found'] : []),
  },
  {
    name: 'query',
    zh: '错误的查询参数',
    en: 'wrong query parameters',
    answers: (target) => (queryParameters(target).length > 0 ? ['invalid-input'] : []),
  },
  {
    name: 'no-token',
    zh: '没有令牌或不成其为令牌',
    en: 'no token, or what is none',
    answers: (target) =>
      target.access === 'reader'
        ? ['signature-invalid', 'sign-in-required']
        : unlessOpen('sign-in-required', 'signature-invalid')(target),
  },
  {
    name: 'unknown-token',
    zh: '未知的令牌或密钥',
    en: 'an unknown token or key',
    answers: (target) =>
      target.access === 'gate' ? ['device-unknown'] : unlessOpen('sign-in-required', 'peer-unknown')(target),
  },
  {
    name: 'expired-token',
    zh: '过期的令牌或签名',
    en: 'an expired token or signature',
    answers: unlessOpen('session-expired', 'signature-expired'),
  },
  {
    name: 'other-token',
    zh: '别种令牌、别的请求的签名',
    en: 'a token of another kind, a signature of another request',
    answers: (target) =>
      target.access === 'citizen'
        ? ['not-permitted', 'verification-required']
        : unlessOpen('not-permitted', 'signature-invalid')(target),
  },
  { name: 'method', zh: '别的方法', en: 'another method', answers: () => ['not-found'] },
];
