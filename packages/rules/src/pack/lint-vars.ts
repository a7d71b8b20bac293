import { documentShape, inputNames, testsSinceFields } from '../facts/document.ts';
import type { Expression } from '../logic/expression.ts';
import { operandsOf } from '../logic/operands.ts';

/** What a lambda's `current` is: the fields of an item, or anything where the list is not one of the document's. */
type Items = readonly string[] | 'any' | null;

/** A path of an expression that names nothing of the document. */
export interface VarFault {
  path: string;
  fault: 'unknown-var' | 'undeclared-input';
}

const inputs = new Set<string>(inputNames);
const fromAreas = new Set(
  'level levelNow levelLeft riskUntil hasCases casesUntil countyLevel countyRiskUntil'.split(' '),
);
const fromTests = new Set<string>([...testsSinceFields, 'retest']);

function splitIndex(path: string): { list: string; rest: string } {
  const match = /^(.+?)\.\d+(?:\.(.+))?$/.exec(path);
  return match === null ? { list: path, rest: '' } : { list: match[1] as string, rest: match[2] ?? '' };
}

function isDocumentPath(path: string): boolean {
  if (Object.hasOwn(documentShape, path) || inputs.has(path)) return path !== 'riskAreas';
  const dot = path.indexOf('.');
  if (dot > 0 && documentShape[path.slice(0, dot)]?.fields?.includes(path.slice(dot + 1))) return true;
  const { list, rest } = splitIndex(path);
  const items = documentShape[list]?.items;
  return items !== undefined && list !== path && (rest === '' || items.includes(rest));
}

function isItemPath(path: string, items: Items): boolean {
  if (path === 'accumulator' || path.startsWith('accumulator.')) return true;
  if (path !== 'current' && !path.startsWith('current.')) return false;
  const field = path.slice('current.'.length);
  if (items === 'any' || path === 'current') return true;
  const ofDays = /^(negativeDays|testedDays)\.\d+$/.exec(field)?.[1];
  return items?.includes(ofDays ?? field) === true;
}

function itemsOf(list: Expression): Items {
  if (list.op !== 'var') return 'any';
  return documentShape[list.path]?.items ?? 'any';
}

/** Paths that name nothing, or an input the pack does not ask for. */
export function findVarFaults(expression: Expression, declared: ReadonlySet<string>, items: Items = null): VarFault[] {
  if (expression.op === 'reduce') {
    return [
      ...findVarFaults(expression.operand, declared, items),
      ...findVarFaults(expression.initial, declared, items),
      ...findVarFaults(expression.lambda, declared, items === null ? itemsOf(expression.operand) : 'any'),
    ];
  }
  if (expression.op !== 'var') return operandsOf(expression).flatMap((part) => findVarFaults(part, declared, items));
  const { path, fragments } = expression;
  const found = items === null ? isDocumentPath(path) : isItemPath(path, items);
  if (!found) return [{ path, fault: 'unknown-var' }];
  const last = fragments.at(-1);
  const wanted = items === null ? [fragments[0] as string] : [];
  if (last !== undefined && fromAreas.has(last)) wanted.push('riskAreas');
  if (fragments.some((name) => fromTests.has(name))) wanted.push('tests');
  const missing = wanted.filter((input) => inputs.has(input) && !declared.has(input));
  return missing.length === 0 ? [] : [{ path, fault: 'undeclared-input' }];
}
