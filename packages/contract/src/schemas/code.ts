import { Type, type Static } from 'typebox';
import { Base64Url, Colour, Division, HolderKey, Id, Instant, closed } from './basics.ts';

export const CodeApplication = closed({ scope: Division });

export const Code = closed({
  codeId: Id,
  scope: Division,
  colour: Colour,
  validFrom: Instant,
  validTo: Instant,
  basis: Type.Union([Type.Literal('declaration'), Type.Literal('conversion')]),
});
export type Code = Static<typeof Code>;

/** One device asks for strips: a public key for each validity day, today first, at most as many as the province signs ahead. */
export const CodeMaking = closed({
  deviceId: Id,
  keys: Type.Array(HolderKey, { minItems: 1, maxItems: 8 }),
});
export type CodeMaking = Static<typeof CodeMaking>;

export const StripBatch = closed({
  strips: Type.Array(Base64Url(1024), {
    description: 'strips in the order of the keys; fewer where the code or the decision ends before a day begins',
  }),
  serverTime: Instant,
  display: closed({ refreshSeconds: Type.Integer() }),
});
export type StripBatch = Static<typeof StripBatch>;

/** The devices that count for a person now, the one used last first. */
export const Devices = closed({
  most: Type.Integer({ description: 'how many may hold her code at once, not counting those of guardians' }),
  devices: Type.Array(
    closed({
      deviceId: Id,
      addedAt: Instant,
      lastSeenAt: Instant,
      byGuardian: Type.Boolean({ description: 'the phone of somebody who acts for her' }),
    }),
  ),
});
export type Devices = Static<typeof Devices>;

/** A code that was printed and still stands. */
export const PaperRecord = closed({ paperId: Id, scope: Division, issuedAt: Instant, expiresAt: Instant });
export type PaperRecord = Static<typeof PaperRecord>;

/** A code to print. It carries no colour: whoever checks it looks at the document, and asks the node. */
export const PaperCode = closed({
  ...PaperRecord.properties,
  text: Type.String({ maxLength: 600, pattern: '^TXP1:', description: 'for a QR code' }),
  maskedName: Type.String(),
  documentType: Type.String(),
  lastFour: Type.String(),
});
export type PaperCode = Static<typeof PaperCode>;

export const DeviceRemoved = closed({ removed: Type.Boolean() });

/**
 * The way from something committed about a person to a signed checkpoint of the log: value and salt make a leaf, the leaf with
 * its path the batch root, which stands in the entry, and the entry with its path the root in the checkpoint.
 */
export const LogProof = closed({
  kind: Type.Union([
    Type.Literal('decision'),
    Type.Literal('code'),
    Type.Literal('attestation'),
    Type.Literal('access'),
    Type.Literal('correction'),
    Type.Literal('conversion'),
  ]),
  value: Type.String({ description: 'canonical JSON (RFC 8785) of what was committed to', maxLength: 262_144 }),
  salt: Base64Url(22, 22),
  batchIndex: Type.Integer({ minimum: 0 }),
  batchSize: Type.Integer({ minimum: 1 }),
  batchPath: Type.Array(Base64Url(43, 43), { maxItems: 54, description: 'RFC 6962 audit path, nearest sibling first' }),
  entry: Base64Url(87_380),
  logIndex: Type.Integer({ minimum: 0 }),
  logPath: Type.Array(Base64Url(43, 43), { maxItems: 54, description: 'RFC 6962 audit path, nearest sibling first' }),
  checkpoint: Type.String({ description: 'signed note (C2SP tlog-checkpoint)' }),
});
export type LogProof = Static<typeof LogProof>;
