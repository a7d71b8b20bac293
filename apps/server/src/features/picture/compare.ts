import { fromUnix, toEdge } from '../../platform/clock.ts';
import type { NodeContext } from '../../node-context.ts';
import { identityOf, personCard } from '../identity/index.ts';
import { type CodeDeps, compareCode } from './compare-code.ts';
import { comparePage } from './compare-page.ts';
import type { PictureFinding } from './findings.ts';
import type { Reading } from './reading/reading.ts';
import type { LiveCode } from './store.ts';

export type CompareDeps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province' | 'divisions'> & CodeDeps;

export interface Compared {
  readonly findings: readonly PictureFinding[];
  /** The text of the verified code. */
  readonly code: string | undefined;
  readonly live: (LiveCode & { readonly until: Date }) | undefined;
}

/** Holds what was read against the person and the province of the application, at the instant at which the picture came. */
export async function comparePicture(
  deps: CompareDeps,
  reading: Reading,
  { personId, origin, receivedAt }: { personId: string; origin: string; receivedAt: Date },
): Promise<Compared> {
  const { checkpoint, picture, division } = deps.province;
  const { name } = await identityOf(deps.db, deps, personId);
  const { maskedName, lastFour } = await personCard(deps.db, deps, personId);
  const about = { name, maskedName, lastFour, receivedAt, freshSeconds: picture.freshMinutes * 60 };
  const { findings, strip, isLive, text } = await compareCode(deps, reading.codes, {
    ...about,
    origin,
    here: division,
    asOfLimit: checkpoint.asOfLimitSeconds,
    displayFuture: checkpoint.displayFutureSeconds,
    listRequired: checkpoint.foreignListRequired,
  });
  const page = comparePage(reading.lines, reading.colour, strip?.colour ?? undefined, {
    ...about,
    origin: origin.slice(0, 2),
    provinces: provinceNames(deps, receivedAt),
  });
  const live =
    strip === undefined || !isLive || strip.colour === null
      ? undefined
      : {
          colour: strip.colour,
          decidedAt: toEdge(fromUnix(strip.issuedAt)),
          validUntil: toEdge(fromUnix(strip.expiresAt)),
          until: fromUnix(strip.expiresAt),
        };
  return { findings: [...findings, ...page], code: text, live };
}

/** As pages write them: 山西 of 山西省, 内蒙古 of 内蒙古自治区. */
function provinceNames({ divisions }: CompareDeps, at: Date): ReadonlyMap<string, string> {
  return new Map(
    divisions
      .inside(null, at)
      .map(({ code, name }) => [
        code.slice(0, 2),
        name.zh.replace(/(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$/, ''),
      ]),
  );
}
