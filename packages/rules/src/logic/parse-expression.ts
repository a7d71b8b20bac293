import type { Expression, InstantRelation, IntegerRelation, TimeUnit } from './expression.ts';
import { LogicError } from './logic-error.ts';

/** `certlogic` is the specification 1.3.2; `extended` adds `or`, which certlogic-js knows only as sugar. */
export type Dialect = 'certlogic' | 'extended';

export const MAX_DEPTH = 256;
export const MAX_NODES = 20_000;

const timeUnits: readonly unknown[] = ['year', 'month', 'day', 'hour'] satisfies TimeUnit[];

type Budget = { nodes: number; readonly dialect: Dialect };
type Parse = (operands: readonly unknown[], depth: number, budget: Budget) => Expression;

function arity(operator: string, operands: readonly unknown[], least: number, most = least): void {
  if (operands.length < least || operands.length > most) {
    throw new LogicError('wrong-arity', `"${operator}" does not take ${operands.length} operands`);
  }
}

const binary =
  (op: '===' | 'in' | '+'): Parse =>
  (operands, depth, budget) => {
    arity(op, operands, 2);
    return { op, left: parse(operands[0], depth, budget), right: parse(operands[1], depth, budget) };
  };

const all = (operands: readonly unknown[], depth: number, budget: Budget): Expression[] =>
  operands.map((operand) => parse(operand, depth, budget));

const integers =
  (relation: IntegerRelation): Parse =>
  (operands, depth, budget) => {
    arity(relation, operands, 2, 3);
    return { op: 'compare-integers', relation, operands: all(operands, depth, budget) };
  };

const instants =
  (relation: InstantRelation): Parse =>
  (operands, depth, budget) => {
    arity(relation, operands, 2, 3);
    return { op: 'compare-instants', relation, operands: all(operands, depth, budget) };
  };

function integer(operator: string, operand: unknown): number {
  if (!Number.isInteger(operand)) {
    throw new LogicError('invalid-operand', `the second operand of "${operator}" must be an integer`);
  }
  return operand as number;
}

const operators = new Map<string, Parse>([
  ['===', binary('===')],
  ['in', binary('in')],
  ['+', binary('+')],
  ['<', integers('<')],
  ['>', integers('>')],
  ['<=', integers('<=')],
  ['>=', integers('>=')],
  ['after', instants('after')],
  ['before', instants('before')],
  ['not-after', instants('not-after')],
  ['not-before', instants('not-before')],
  [
    'if',
    (operands, depth, budget) => {
      arity('if', operands, 3);
      const [guard, consequent, alternative] = all(operands, depth, budget) as [Expression, Expression, Expression];
      return { op: 'if', guard, consequent, alternative };
    },
  ],
  [
    'and',
    (operands, depth, budget) => {
      arity('and', operands, 2, Infinity);
      return { op: 'and', operands: all(operands, depth, budget) };
    },
  ],
  [
    'or',
    (operands, depth, budget) => {
      if (budget.dialect !== 'extended') throw new LogicError('unknown-operator', 'CertLogic has no operator "or"');
      arity('or', operands, 2, Infinity);
      return { op: 'or', operands: all(operands, depth, budget) };
    },
  ],
  [
    '!',
    (operands, depth, budget) => {
      arity('!', operands, 1);
      return { op: '!', operand: parse(operands[0], depth, budget) };
    },
  ],
  [
    'plusTime',
    (operands, depth, budget) => {
      arity('plusTime', operands, 3);
      if (!timeUnits.includes(operands[2])) {
        throw new LogicError('invalid-operand', 'the third operand of "plusTime" must be year, month, day or hour');
      }
      const amount = integer('plusTime', operands[1]);
      return { op: 'plusTime', operand: parse(operands[0], depth, budget), amount, unit: operands[2] as TimeUnit };
    },
  ],
  [
    'reduce',
    (operands, depth, budget) => {
      arity('reduce', operands, 3);
      const operand = parse(operands[0], depth, budget);
      const before = budget.nodes;
      const lambda = parse(operands[1], depth, budget);
      const lambdaSize = budget.nodes - before;
      return { op: 'reduce', operand, lambda, initial: parse(operands[2], depth, budget), lambdaSize };
    },
  ],
  [
    'extractFromUVCI',
    (operands, depth, budget) => {
      arity('extractFromUVCI', operands, 2);
      const index = integer('extractFromUVCI', operands[1]);
      return { op: 'extractFromUVCI', operand: parse(operands[0], depth, budget), index };
    },
  ],
  [
    'dccDateOfBirth',
    (operands, depth, budget) => {
      arity('dccDateOfBirth', operands, 1);
      return { op: 'dccDateOfBirth', operand: parse(operands[0], depth, budget) };
    },
  ],
]);

function parseVar(path: unknown): Expression {
  if (typeof path !== 'string') throw new LogicError('invalid-path', 'a "var" names its path by a string');
  const fragments = path === '' ? [] : path.split('.');
  if (fragments.includes(''))
    throw new LogicError('invalid-path', `a path has no empty fragment: ${path.slice(0, 80)}`);
  return { op: 'var', path, fragments: fragments.map(canonicalIndex) };
}

/** "An integer path fragment signifies array indexing" (specification, Data access): `01` is the index 1. */
const canonicalIndex = (fragment: string): string =>
  /^\d{1,15}$/.test(fragment) ? String(Number(fragment)) : fragment;

/** The list without holes, after its length is known to be in bounds. */
function bounded(list: readonly unknown[]): readonly unknown[] {
  if (list.length > MAX_NODES) throw new LogicError('too-large', `an expression has at most ${MAX_NODES} parts`);
  return Array.from(list);
}

function parse(value: unknown, depth: number, budget: Budget): Expression {
  budget.nodes += 1;
  if (budget.nodes > MAX_NODES) throw new LogicError('too-large', `an expression has at most ${MAX_NODES} parts`);
  if (depth > MAX_DEPTH) throw new LogicError('too-deep', `an expression is at most ${MAX_DEPTH} levels deep`);
  if (typeof value === 'string' || typeof value === 'boolean') return { op: 'literal', value };
  if (typeof value === 'number') {
    if (Number.isInteger(value)) return { op: 'literal', value };
    throw new LogicError('invalid-expression', 'a number in an expression must be an integer');
  }
  if (Array.isArray(value)) return { op: 'array', items: all(bounded(value), depth + 1, budget) };
  if (typeof value !== 'object' || value === null) {
    throw new LogicError('invalid-expression', `${value === null ? 'null' : typeof value} is no CertLogic expression`);
  }
  const keys = Object.keys(value);
  if (keys.length !== 1) throw new LogicError('invalid-expression', 'an operation has exactly one operator');
  const operator = keys[0] as string;
  const operands = (value as Record<string, unknown>)[operator];
  if (operator === 'var') return parseVar(operands);
  const parseOperands = operators.get(operator);
  if (parseOperands === undefined) {
    throw new LogicError('unknown-operator', `CertLogic has no operator "${operator.slice(0, 40)}"`);
  }
  if (!Array.isArray(operands)) throw new LogicError('invalid-expression', `"${operator}" takes a list of operands`);
  return parseOperands(bounded(operands), depth + 1, budget);
}

/**
 * Checks a JSON value as a CertLogic expression (specification 1.3.2, "Operations") and returns it in typed form.
 * Bounds: {@link MAX_DEPTH} levels, {@link MAX_NODES} parts. Throws {@link LogicError}.
 */
export function parseExpression(value: unknown, dialect: Dialect = 'certlogic'): Expression {
  return parse(value, 1, { nodes: 0, dialect });
}
