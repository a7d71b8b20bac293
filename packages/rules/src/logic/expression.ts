/** The units CertLogic's `plusTime` accepts. */
export type TimeUnit = 'year' | 'month' | 'day' | 'hour';

export type IntegerRelation = '<' | '>' | '<=' | '>=';
export type InstantRelation = 'after' | 'before' | 'not-after' | 'not-before';

/** A checked CertLogic expression: every operand is there, of the right number, and within the bounds. */
export type Expression =
  | { op: 'literal'; value: string | number | boolean }
  | { op: 'array'; items: readonly Expression[] }
  | { op: 'var'; path: string; fragments: readonly string[] }
  | { op: 'if'; guard: Expression; consequent: Expression; alternative: Expression }
  | { op: 'and' | 'or'; operands: readonly Expression[] }
  | { op: '!'; operand: Expression }
  | { op: '===' | 'in' | '+'; left: Expression; right: Expression }
  | { op: 'compare-integers'; relation: IntegerRelation; operands: readonly Expression[] }
  | { op: 'compare-instants'; relation: InstantRelation; operands: readonly Expression[] }
  | { op: 'plusTime'; operand: Expression; amount: number; unit: TimeUnit }
  | { op: 'reduce'; operand: Expression; lambda: Expression; initial: Expression; lambdaSize: number }
  | { op: 'extractFromUVCI'; operand: Expression; index: number }
  | { op: 'dccDateOfBirth'; operand: Expression };

export type Operation<Op extends Expression['op']> = Extract<Expression, { op: Op }>;
