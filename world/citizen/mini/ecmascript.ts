import { createRequire } from 'node:module';
import { newerThan2017 } from './newer-than-2017.ts';

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

interface Token {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
}

/** Of the packages that the app is built with: the parser that its bundler reads programs with. */
const { parse } = createRequire(new URL('../../../apps/citizen/package.json', import.meta.url))('acorn') as {
  parse(source: string, options: { ecmaVersion: number; onToken?: Token[] }): Node;
};

/** What a program asks of the engine that runs it. */
export interface Demands {
  /** Undefined where the syntax is that of ECMAScript 2017, but for literals of BigInt; else what it is not. */
  readonly syntax: string | undefined;
  /** Standard functions that came after 2017: `Object.hasOwn`, `flatMap`. */
  readonly functions: readonly string[];
  /** Names that it neither declares nor looks for with `typeof` before it uses them. */
  readonly globals: readonly string[];
}

/** The functions of standard objects, as `Object.hasOwn`; and the methods, by whose names alone nothing else is meant here. */
const newStatics = new Set(
  Object.entries(newerThan2017).flatMap(([owner, names]) =>
    owner === '' || isPrototype(owner) ? [] : names.map((name) => `${owner}.${name}`),
  ),
);
const newMethods = new Set(
  Object.entries(newerThan2017)
    .filter(([owner]) => /^(Array|String|Promise)\.prototype$/.test(owner))
    .flatMap(([, names]) => names)
    // Libraries have functions of their own of this name.
    .filter((name) => name !== 'with'),
);

function isPrototype(owner: string): boolean {
  return owner.includes('prototype');
}

export function demandsOf(source: string): Demands {
  const tokens: Token[] = [];
  const tree = parse(source, { ecmaVersion: 2025, onToken: tokens });
  const functions = new Set<string>();
  const declared = new Set<string>();
  const used = new Set<string>();
  visit(tree, (node) => {
    const { callee, object, property, argument } = node as Record<string, Node | undefined>;
    if (node.type === 'CallExpression' && callee?.type === 'MemberExpression') {
      const name = nameOf(callee['property']);
      if (callee['computed'] === false && newMethods.has(name)) functions.add(name);
    }
    if (node.type === 'MemberExpression' && node['computed'] === false) {
      const path = `${nameOf(object)}.${nameOf(property)}`;
      if (newStatics.has(path)) functions.add(path);
    }
    if (node.type === 'UnaryExpression' && node['operator'] === 'typeof') declared.add(nameOf(argument));
    for (const name of declaredBy(node)) declared.add(name);
    if (node.type === 'Identifier') used.add(nameOf(node));
  });
  return {
    syntax: syntaxOf(source, tokens),
    functions: [...functions],
    globals: [...used].filter((name) => !declared.has(name)),
  };
}

function syntaxOf(source: string, tokens: readonly Token[]): string | undefined {
  let plain = source;
  for (const { value, start, end } of tokens) {
    if (typeof value === 'bigint') plain = `${plain.slice(0, start)}${'0'.padEnd(end - start)}${plain.slice(end)}`;
  }
  try {
    parse(plain, { ecmaVersion: 2017 });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** Every node but names that are not looked up: of members, of properties, of labels. */
function visit(node: Node, look: (node: Node) => void): void {
  look(node);
  for (const [key, value] of Object.entries(node)) {
    const isName = (key === 'property' || key === 'key') && node['computed'] === false && node['shorthand'] !== true;
    if (isName || key === 'label') continue;
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof each === 'object' && each !== null && 'type' in each) visit(each as Node, look);
    }
  }
}

function declaredBy(node: Node): string[] {
  if (node.type === 'VariableDeclarator') return namesIn(node['id']);
  if (node.type === 'CatchClause') return namesIn(node['param']);
  if (/Function|Class/.test(node.type))
    return [...namesIn(node['id']), ...((node['params'] ?? []) as unknown[]).flatMap(namesIn)];
  return [];
}

/** Of a pattern. */
function namesIn(pattern: unknown): string[] {
  if (typeof pattern !== 'object' || pattern === null) return [];
  const { type, name, left, argument, elements, properties, value } = pattern as Record<string, unknown>;
  if (type === 'Identifier') return [String(name)];
  return [left, argument, value, ...((elements ?? []) as unknown[]), ...((properties ?? []) as unknown[])].flatMap(
    namesIn,
  );
}

function nameOf(node: unknown): string {
  const { type, name } = (node ?? {}) as { type?: string; name?: string };
  return type === 'Identifier' && name !== undefined ? name : '';
}
