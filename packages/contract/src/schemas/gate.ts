import { Type, type Static } from 'typebox';
import { Bilingual, Id, closed } from './basics.ts';
import { Finding, Verdict } from './checkpoint.ts';
import { CheckStep } from './door-check.ts';

/** What a turnstile or a wall reader has seen of one person. What has not been done yet is left out. */
export const GateCheck = closed({
  scanId: Id,
  text: Type.String({ minLength: 1, maxLength: 600, description: 'the text of the QR code as read' }),
  document: Type.Optional(
    closed(
      {
        lastFour: Type.String({
          pattern: '^[0-9A-Z]{4}$',
          examples: ['002X'],
          description: 'of the number that the reader has read',
        }),
        maskedName: Type.Optional(
          Type.String({ minLength: 1, maxLength: 40, description: 'as the code has it: 王秀英 is 王*英' }),
        ),
      },
      { description: 'of a document reader; never a whole name or number' },
    ),
  ),
  temperature: Type.Optional(Type.Number({ minimum: 20, maximum: 50, description: '°C' })),
});
export type GateCheck = Static<typeof GateCheck>;

export const GateAnswer = closed({
  scanId: Id,
  open: Type.Boolean({ description: 'the one thing a gate acts on' }),
  validForSeconds: Type.Integer({ description: 'how long after the answer the gate may open; 0 where it stays shut' }),
  verdict: Verdict,
  next: Type.Union([CheckStep, Type.Null()], {
    description: 'the step that is still to do, sent with a new scanId and all that was seen',
  }),
  say: Bilingual,
  findings: Type.Array(Type.Omit(Finding, ['text'])),
});
export type GateAnswer = Static<typeof GateAnswer>;
