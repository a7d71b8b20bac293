import { parseSync } from 'vite';
import type { TextFile } from './files.ts';

/** A node of the syntax tree (ESTree with TypeScript's additions), as far as checks look at it. */
export type SyntaxNode = { type: string; start: number } & Record<string, unknown>;

export type Import = { specifier: string; line: number };

/** A TypeScript file taken apart. */
export type Source = {
  path: string;
  /** every module it names: imports, type imports, re-exports, dynamic imports with a constant name */
  imports: Import[];
  nodes: SyntaxNode[];
  lineOf: (offset: number) => number;
};

/** Takes a file apart. A file that does not parse has no nodes: the compiler reports it. */
export function parseSource({ path, text }: TextFile): Source {
  const { program } = parseSync(path, text, { lang: 'ts' });
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  const nodes = [...walk(program)];
  const imports = nodes.flatMap((node) => {
    const specifier = isNode(node['source']) ? node['source']['value'] : undefined;
    return typeof specifier === 'string' ? [{ specifier, line: lineOf(node.start) }] : [];
  });
  return { path, imports, nodes, lineOf };
}

function* walk(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item);
  } else if (isNode(value)) {
    yield value;
    for (const part of Object.values(value)) yield* walk(part);
  }
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
