import { Type, type Static } from 'typebox';
import { Bilingual, Colour, Id, Instant, closed } from './basics.ts';

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** What the code that is sent to her own phone is for. */
export const OwnDataCode = closed({ use: Type.Enum(['export', 'closure']) });
export type OwnDataCode = Static<typeof OwnDataCode>;

export const OwnDataConfirmation = closed({ code: Type.String({ pattern: '^\\d{6}$' }) });

/** What keeps an account from being closed for now. */
export const ClosureWait = Type.Enum(['measure', 'review']);
export type ClosureWait = Static<typeof ClosureWait>;

/** An account that its owner has asked to close. Until it begins she can take it back. */
export const Closure = closed({
  closureId: { ...Id, description: 'also the number of the receipt, once everything has been destroyed' },
  askedAt: Instant,
  dueAt: { ...Instant, description: 'when it is carried out, or looked at again where something keeps it' },
  waitsFor: OrNull(ClosureWait),
  begunAt: OrNull(Instant),
});
export type Closure = Static<typeof Closure>;

/** What she can know before she asks: what was handed out, and what closing would do. */
export const OwnData = closed({
  exports: Type.Array(closed({ exportId: Id, at: Instant })),
  closure: OrNull(Closure),
  closing: closed({
    coolOffDays: Type.Integer(),
    /** Yellow or red: closing waits for the end of it, as far as that is known. */
    measure: OrNull(closed({ colour: Colour, until: OrNull(Instant) })),
    destroyed: Type.Array(Bilingual),
    kept: Type.Array(closed({ what: Bilingual, why: Bilingual, days: Type.Integer() })),
  }),
});
export type OwnData = Static<typeof OwnData>;

/** Everything that the node holds of a person, table by table, with what each table and column is called in both languages. */
export const OwnDataDocument = closed({
  format: Type.Literal('tongxing-own-data/1'),
  at: Instant,
  issuer: Bilingual,
  about: Bilingual,
  tables: Type.Array(
    closed({
      table: Type.String(),
      title: Bilingual,
      complete: Type.Boolean({ description: 'false: there are more rows than one document holds' }),
      rows: Type.Array(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
  columns: Type.Record(Type.String(), Bilingual),
  leftOut: Type.Array(closed({ table: Type.String(), why: Bilingual })),
});
export type OwnDataDocument = Static<typeof OwnDataDocument>;
