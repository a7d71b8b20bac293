import { Type, type Static } from 'typebox';
import { Base64Url, Bilingual, Colour, Division, HolderKey, Id, Instant, closed } from './basics.ts';
import { CheckRecord, DoorCheck, ManualRegistration } from './door-check.ts';
import { PlaceType } from './place-type.ts';

export const VenueName = Type.String({ minLength: 1, maxLength: 60, pattern: '^[^\\x00-\\x1f\\x7f<>]+$' });

export const EnrolmentRequest = closed({
  venue: closed({
    name: VenueName,
    placeType: PlaceType,
    division: Division,
  }),
});

export const Enrolment = closed({
  venueId: Id,
  enrolmentCode: Base64Url(43, 43),
  rootsFingerprint: Type.String({
    pattern: '^[A-Za-z0-9_-]{22}$',
    contentEncoding: 'base64url',
    examples: ['AQIDBAUGBwgJCgsMDQ4PEA'],
    description: 'of the root keys by which the device is to judge: the app takes no others',
  }),
  expiresAt: Instant,
});

export const DeviceEnrolment = closed({ enrolmentCode: Base64Url(43, 43), publicKey: HolderKey });

export const DeviceEnrolled = closed({ deviceId: Id, venueId: Id, token: Base64Url(43, 43) });

/** Everything a checkpoint needs before it can judge without a network. */
export const CheckpointProfile = closed({
  division: Division,
  venueId: Id,
  venue: closed({ name: VenueName, placeType: PlaceType }),
  check: DoorCheck,
  codes: closed(
    {
      scope: Type.Enum(['province', 'city'], { description: 'for what a code of this province is good' }),
      app: Type.String({ description: "address of the citizens' app, ending in /" }),
    },
    { description: 'what the way out of a code for another place is made of, without a network too: scopeChangeFor' },
  ),
  collection: Type.Union(
    [
      closed({
        tubeSizes: Type.Array(Type.Integer(), { description: 'for how many people a tube may be' }),
      }),
      Type.Null(),
    ],
    { description: 'for who samples here: uploadCollection; null where the province does not sample at such a place' },
  ),
  statusLists: Type.Array(Type.String({ description: 'URI of each shard to poll' })),
  rules: closed({
    displayPast: Type.Integer({ description: 'seconds' }),
    displayFuture: Type.Integer({ description: 'seconds' }),
    asOfLimit: Type.Integer({ description: 'seconds' }),
    staleDisplay: Type.Union([Type.Literal('stop'), Type.Literal('pass')]),
    foreignGreen: Type.Union([Type.Literal('pass'), Type.Literal('cannot-tell')]),
    foreignGreenOf: Type.Record(Type.String(), Type.Union([Type.Literal('pass'), Type.Literal('cannot-tell')]), {
      description: 'by the division of the other province; of every other, foreignGreen',
    }),
    foreignListRequired: Type.Boolean({
      description: "whether another province's code counts only with a status list of that province",
    }),
  }),
  foreignStatusLists: Type.Array(
    closed({
      uri: Type.String({ maxLength: 34 }),
      origin: Division,
      listId: Id,
      issuedAt: Instant,
    }),
    { description: 'lists of other provinces that this checkpoint is to hold, those most needed first' },
  ),
  foreignPollSeconds: Type.Integer({ description: 'how often they are fetched' }),
  fallback: Type.Union(
    [
      closed({
        order: Type.String({ contentEncoding: 'base64url', description: 'the signed fallback order' }),
        word: Type.Union([Type.String({ contentEncoding: 'base64url' }), Type.Null()], {
          description: 'what the node last said about it: it applies, or does not',
        }),
      }),
      Type.Null(),
    ],
    { description: 'to be kept for when the node cannot be reached; null before the first was signed' },
  ),
  serverTime: Instant,
});
export type CheckpointProfile = Static<typeof CheckpointProfile>;

export const CodeVerification = closed({
  scanId: Id,
  text: Type.String({ minLength: 1, maxLength: 600, description: 'the text of the QR code as read' }),
});

export const Verdict = Type.Union([Type.Literal('pass'), Type.Literal('stop'), Type.Literal('cannot-tell')]);

export const Finding = closed({
  code: Type.String(),
  severity: Type.Union([Type.Literal('stop'), Type.Literal('cannot-tell'), Type.Literal('note')]),
  text: Bilingual,
});

/** What the holder of a code for another place taps once. */
export const ScopeChange = closed({
  kind: Type.Enum(['scope', 'conversion']),
  scope: Division,
  text: Bilingual,
  url: Type.String({ description: 'to show as a QR code: opens the change on her phone with what is known filled in' }),
});

export const VerificationResult = closed({
  kind: Type.Union([Type.Enum(['phone', 'paper']), Type.Null()], {
    description: 'of a code whose signature holds; null of any other',
  }),
  verdict: Verdict,
  findings: Type.Array(Finding),
  colour: Type.Union([Colour, Type.Null()]),
  maskedName: Type.Union([Type.String(), Type.Null()]),
  lastFour: Type.Union([Type.String(), Type.Null()]),
  asOf: Type.Union([Instant, Type.Null()]),
  pollNow: Type.Boolean(),
  permit: Type.Union([closed({ until: Instant }), Type.Null()], {
    description: 'the movement permit that stands beside a yellow code',
  }),
  origin: Type.Union([closed({ division: Division, name: Bilingual }), Type.Null()], {
    description: "whose code it is, where it is another province's and its signature holds",
  }),
  change: Type.Union([ScopeChange, Type.Null()], {
    description: 'for a code of another place: what its holder taps once; null for a code that is good here',
  }),
});
export type VerificationResult = Static<typeof VerificationResult>;

/**
 * Scans made without a network, and what else has happened at the door: the device signs the batch, so that a receipt can be given before
 * each scan is verified. A check goes with its scan, or after it. Something has to be in it.
 */
export const ScanBatch = closed({
  batchId: Id,
  scans: Type.Array(
    closed({
      scanId: Id,
      scannedAt: Instant,
      verdict: Verdict,
      findings: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 }),
      text: Type.String({ minLength: 1, maxLength: 600 }),
    }),
    { maxItems: 500 },
  ),
  checks: Type.Optional(Type.Array(CheckRecord, { maxItems: 500 })),
  manualRegistrations: Type.Optional(Type.Array(ManualRegistration, { maxItems: 100 })),
});
export type ScanBatch = Static<typeof ScanBatch>;

export const SignedScanBatch = closed({
  // The node checks what it decodes: a pattern over half a million characters takes longer than decoding them.
  payload: Type.String({
    minLength: 2,
    maxLength: 1_000_000,
    contentEncoding: 'base64url',
    description: 'a ScanBatch as the device signed it, base64url without padding',
  }),
  signature: Base64Url(86, 86),
});

/** Everything in the batch is durably stored. */
export const ScanReceipt = closed({
  batchId: Id,
  received: Type.Integer({ description: 'scans of the batch that are durably stored' }),
  alreadyKnown: Type.Integer({ description: 'of these, stored by an earlier upload' }),
});

/** Scans that devices have uploaded and the node has not verified yet. */
export const ScanBacklog = closed({
  scans: Type.Integer(),
  oldestReceivedAt: Type.Union([Instant, Type.Null()]),
  failedOnce: Type.Integer({ description: 'of these, in batches that could not be verified at the first attempt' }),
});
export type ScanBacklog = Static<typeof ScanBacklog>;
