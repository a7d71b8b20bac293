import type { TrustList, VerificationContext, VerificationRules } from '../src/index.ts';
import type { Case } from './expectation.ts';
import { bytesOf, type KeyJson, keyJsonOf, publicKeyOf } from './json.ts';
import type { Codec, Platform } from './platform.ts';

export type RootJson = KeyJson & { readonly kid: string };
type StatusJson = NonNullable<ReturnType<VerificationContext['statusOf']>> & {
  readonly uri: string;
  readonly idx: number;
};

/** A file of `codes`: what decoding the text yields. */
export function codeCase(codec: Codec, _: Platform, name: string, content: unknown): Case {
  const { text, expected } = content as { text: string; expected: unknown };
  return {
    name,
    expected,
    run() {
      const { kind, strip } = codec.decodeCode(text);
      const { holder, ...claims } = strip.claims;
      return { kind, claims: holder ? { ...claims, holder: keyJsonOf(codec, holder) } : claims };
    },
  };
}

interface PresentationVector {
  readonly text: string;
  readonly expected: unknown;
  readonly context: {
    readonly now: number;
    readonly division: string;
    readonly trustList: string | null;
    readonly trustListAsOf?: number;
    readonly clockAhead?: number;
    readonly roots: readonly RootJson[];
    readonly threshold: number;
    readonly status: readonly StatusJson[];
    readonly rules: VerificationRules;
  };
}

/** A file of `presentations`: the verdict on a text at a checkpoint that knows what the file says. */
export function presentationCase(codec: Codec, platform: Platform, name: string, content: unknown): Case {
  const { text, expected, context } = content as PresentationVector;
  return {
    name,
    expected,
    async run() {
      const { now, division, trustListAsOf, clockAhead, status, rules } = context;
      const { verdict, step, findings } = await codec.verifyCode(
        text,
        {
          now,
          division,
          trustList:
            context.trustList === null
              ? undefined
              : await trustListOf(codec, platform, { ...context, list: context.trustList, minimumVersion: 1 }),
          ...(trustListAsOf === undefined ? {} : { trustListAsOf }),
          ...(clockAhead === undefined ? {} : { clockAhead }),
          statusOf: (uri, idx) => status.find((answer) => answer.uri === uri && answer.idx === idx),
          rules,
        },
        platform.verifier,
      );
      return { verdict, step, findings };
    },
  };
}

interface TrustListVector {
  readonly list: string;
  readonly roots: readonly RootJson[];
  readonly threshold: number;
  readonly now: number;
  readonly minimumVersion: number;
}

/** A file of `trust-lists`: whom the verified list names, and which keys. */
export function trustListCase(codec: Codec, platform: Platform, name: string, content: unknown): Case {
  const { expected, ...vector } = content as TrustListVector & { expected: unknown };
  return {
    name,
    expected,
    async run() {
      const { version, nodes } = await trustListOf(codec, platform, vector);
      const kids = nodes.flatMap(({ keys }) => keys.map(({ kid }) => codec.encodeBase64(kid)));
      return { version, divisions: nodes.map(({ division }) => division), kids };
    },
  };
}

/** The trust list of a vector file, verified. */
export function trustListOf(codec: Codec, platform: Platform, vector: TrustListVector): Promise<TrustList> {
  const { threshold, now, minimumVersion } = vector;
  const roots = vector.roots.map((root) => ({ kid: bytesOf(codec, root.kid), key: publicKeyOf(codec, root) }));
  const requirements = { roots, threshold, now, minimumVersion };
  return codec.verifyTrustList(bytesOf(codec, vector.list), requirements, platform.verifier);
}
