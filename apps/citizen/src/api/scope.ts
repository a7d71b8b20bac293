import { getKept, keep, keepDraft, type Kept } from '@/store/kept';
import { routes } from '@tongxing/contract';
import { takeStrips } from '@/phone/code';
import { node } from './node';

export interface ProposedScope {
  /** Undefined where a city has to be chosen, and none is known. */
  readonly scope: string | undefined;
  /** What it is known by. */
  readonly by: 'card' | 'home' | undefined;
}

type Province = NonNullable<Kept['province']>;

/** What a code would be for: the province; where codes are for cities, the one she was last seen in, else the one she lives in. */
export function proposeScope(
  { division, codeScope }: Pick<Province, 'division' | 'codeScope'>,
  seenIn: string | undefined,
  residence: string | undefined,
): ProposedScope {
  if (codeScope === 'province') return { scope: division, by: undefined };
  const cityHere = (place: string | undefined) =>
    place === undefined || place.slice(0, 2) !== division.slice(0, 2) || place.slice(2, 4) === '00'
      ? undefined
      : `${place.slice(0, 4)}00`;
  const [seen, home] = [cityHere(seenIn), cityHere(residence)];
  if (seen !== undefined) return { scope: seen, by: 'card' };
  return { scope: home, by: home === undefined ? undefined : 'home' };
}

/** Gets the code of a scope, or renews it, and takes to the phone what is shown of it. */
export async function takeCode(scope: string): Promise<void> {
  keep({ code: await node().call(routes.applyForCode, { body: { scope } }) });
  if (getKept().drafts.city !== undefined) keepDraft({ city: undefined });
  await takeStrips();
}
