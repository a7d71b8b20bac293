import type { Finding } from './finding.ts';
import { isNode, type Source, type SyntaxNode } from './source.ts';

/**
 * Reading the clock or drawing randomness in a pure package. Other globals (process, console, timers, TextEncoder, URL,
 * crypto) are unknown to the compiler there, and the linter names them; a bare `new Date()` only this finds.
 */
export function purityFindings(source: Source): Finding[] {
  if (!/^packages\/[^/]+\/src\//.test(source.path) || source.path.endsWith('.test.ts')) return [];
  return source.nodes.flatMap((node) => {
    const what = impurity(node);
    return what === undefined
      ? []
      : [
          {
            place: `${source.path}:${source.lineOf(node.start)}`,
            message: `${what} is impure: take it as an argument`,
          },
        ];
  });
}

function impurity(node: SyntaxNode): string | undefined {
  const callee = node['callee'];
  const none = Array.isArray(node['arguments']) && node['arguments'].length === 0;
  if (node.type === 'NewExpression' && nameOf(callee) === 'Date' && none) return 'new Date()';
  if (node.type === 'CallExpression' && nameOf(callee) === 'Date') return 'Date()';
  if (node.type !== 'MemberExpression') return undefined;
  const member = `${nameOf(node['object'])}.${nameOf(node['property'])}`;
  return ['Date.now', 'Math.random'].includes(member) ? member : undefined;
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : undefined;
}
