import type { Case } from './expectation.ts';
import { type RootJson, trustListOf } from './code-case.ts';
import { bytesOf } from './json.ts';
import type { Codec, Platform } from './platform.ts';

interface PlaceCodeVector {
  readonly text: string;
  readonly visit?: string;
  readonly expected: unknown;
  readonly context: {
    readonly at: number;
    readonly trustList: string;
    readonly roots: readonly RootJson[];
    readonly threshold: number;
    readonly elementPast: number;
    readonly elementFuture: number;
  };
}

/** A file of `place-codes`: what is wrong with what a place shows, and whether a visit was signed for it. */
export function placeCodeCase(codec: Codec, platform: Platform, name: string, content: unknown): Case {
  const { text, visit, expected, context } = content as PlaceCodeVector;
  return {
    name,
    expected,
    async run() {
      const { at, elementPast, elementFuture, trustList: list, roots, threshold } = context;
      const trustList = await trustListOf(codec, platform, { list, roots, threshold, now: at, minimumVersion: 1 });
      const judged = await codec.verifyPlaceCode(
        text,
        { at, trustList, elementPast, elementFuture },
        platform.verifier,
      );
      const { fault, card, elementTime } = judged;
      const found = {
        fault,
        ...(card ? { venueName: card.venueName } : {}),
        ...(elementTime === undefined ? {} : { elementTime }),
      };
      if (visit === undefined) return found;
      const decoded = codec.decodeVisit(bytesOf(codec, visit), codec.decodePlaceCode(text));
      return { ...found, visitSigned: await codec.verifyVisit(decoded, trustList, platform.verifier) };
    },
  };
}
