import {
  decodeCode,
  type StatusAnswer,
  type StripClaims,
  type Verification,
  verifyCode,
  type Verifier,
} from '@tongxing/codec';
import { addSeconds, fromUnix, toEdge, toUnix } from '../../platform/clock.ts';
import type { TrustListSource } from '../federation/index.ts';
import type { ForeignStatusReader } from '../foreign-status/index.ts';
import { finding, type PictureFinding } from './findings.ts';
import { nameOnPage } from './name-on-page.ts';

export interface CodeDeps {
  readonly trustList: TrustListSource;
  readonly verifier: Verifier;
  /** What the status lists of other provinces say, as far as this node holds them. */
  readonly foreignStatusOf: ForeignStatusReader;
}

/** What the application says that a code is compared with. */
export interface ClaimedCode {
  readonly name: string;
  readonly maskedName: string;
  readonly lastFour: string;
  /** Division of the origin, and of this node. */
  readonly origin: string;
  readonly here: string;
  readonly receivedAt: Date;
  readonly freshSeconds: number;
  /** How old what the strip says may be, in seconds. */
  readonly asOfLimit: number;
  readonly displayFuture: number;
  /** Another province's code counts only with a status list of that province. */
  readonly listRequired: boolean;
}

export interface ComparedCode {
  readonly findings: readonly PictureFinding[];
  /** Present where the origin's signature and the holder's stand: the one thing on a picture that nobody can paint. */
  readonly strip?: StripClaims;
  /** The text of the code with that strip. */
  readonly text?: string;
  /** The code would pass at a door at that moment, and is the applicant's, of the province she named. */
  readonly isLive: boolean;
}

const codeFindings = [
  'code-signature',
  'code-issuer',
  'code-person',
  'code-time',
  'code-status',
  'code-colour',
] as const;

/** Verifies the code in a picture as a door does, with a display as old as an upload may be, and compares it with the application. */
export async function compareCode(
  deps: CodeDeps,
  texts: readonly string[],
  claimed: ClaimedCode,
): Promise<ComparedCode> {
  const ours = [...new Set(texts.filter((text) => /^TXP?\d/.test(text)))];
  // Of several nobody can say which is meant.
  const [text] = ours.length === 1 ? ours : [];
  if (text === undefined) return { findings: codeFindings.map((code) => finding(code, null)), isLive: false };
  const verification = await verifyCode(text, await contextOf(deps, claimed), deps.verifier);
  const signature = signatureOf(verification);
  const strip = signature === true ? verification.strip : undefined;
  if (strip === undefined || !isPresentation(text)) {
    const rest = codeFindings.slice(1).map((code) => finding(code, null));
    return { findings: [finding('code-signature', signature), ...rest], isLive: false };
  }
  const stands = standsAt(await deps.foreignStatusOf(strip.status), toUnix(claimed.receivedAt));
  const findings = [finding('code-signature', true), ...compareStrip(strip, verification, stands, claimed)];
  const may = (each: PictureFinding) => each.code === 'code-status' && each.agrees === null && !claimed.listRequired;
  const isLive = verification.verdict === 'pass' && findings.every((each) => each.agrees === true || may(each));
  return { findings, strip, text, isLive };
}

async function contextOf({ trustList }: CodeDeps, claimed: ClaimedCode) {
  const { receivedAt, here, freshSeconds, displayFuture, asOfLimit } = claimed;
  return {
    now: toUnix(receivedAt),
    division: here,
    ...(await trustList.current()),
    statusOf: () => undefined,
    rules: {
      displayPast: freshSeconds,
      displayFuture,
      asOfLimit,
      staleDisplay: 'stop',
      foreignGreen: 'pass',
    },
  } as const;
}

/** A bad signature contradicts whatever else there is; a key that is not known, or no longer, only leaves it open. */
function signatureOf({ findings, strip, displayTime }: Verification): boolean | null {
  const isForged = findings.some(({ code }) => code === 'bad-issuer-signature' || code === 'bad-holder-signature');
  if (isForged || findings.some(({ code }) => code === 'malformed')) return false;
  return strip !== undefined && displayTime !== undefined ? true : null;
}

/** A paper code has no holder and no time: anybody may hold a picture of it. */
function isPresentation(text: string): boolean {
  return decodeCode(text).kind === 'presentation';
}

/** What was taken back never stands again, however old the list; that it stands a list says only in its time. */
function standsAt(answer: StatusAnswer | undefined, now: number): boolean | null {
  if (answer === undefined) return null;
  if (answer.status !== 0) return false;
  return answer.expiresAt === undefined || now < answer.expiresAt ? true : null;
}

function compareStrip(
  strip: StripClaims,
  { displayTime = 0 }: Verification,
  stands: boolean | null,
  claimed: ClaimedCode,
): PictureFinding[] {
  const { origin, name, maskedName, lastFour, receivedAt, freshSeconds, displayFuture } = claimed;
  // Another implementation may mask the same name in another way.
  const isNamed = nameOnPage([strip.maskedName], name, maskedName).fits === true;
  const shownAt = fromUnix(displayTime);
  const isFresh =
    shownAt >= addSeconds(receivedAt, -freshSeconds) &&
    shownAt <= addSeconds(receivedAt, displayFuture) &&
    strip.expiresAt > toUnix(receivedAt);
  return [
    finding('code-issuer', strip.issuer === origin, origin, strip.issuer),
    finding(
      'code-person',
      isNamed && strip.lastFour === lastFour,
      `${maskedName} ${lastFour}`,
      `${strip.maskedName} ${strip.lastFour}`,
    ),
    finding('code-time', isFresh, toEdge(receivedAt), toEdge(shownAt)),
    finding('code-status', stands),
    finding('code-colour', strip.colour === 'green', 'green', strip.colour),
  ];
}
