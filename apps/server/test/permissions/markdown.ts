import { routes, type RouteDefinition } from '@tongxing/contract';
import { callers, expectedAnswer, expectedOfStaff, places, type Place } from './expected.ts';
import { roles, type StaffRow } from './row.ts';
import { permissionTable } from './table.ts';

const placeNames: Readonly<Record<Place, string>> = {
  own: 'in the own division',
  below: 'below it',
  above: 'above it',
  beside: 'beside it',
};

/** The permission table as the test holds it, in Markdown. */
export function permissionMarkdown(): string {
  return [
    '# Who may call what\n',
    'Every route and everybody who can call it. ✓: let in. –: `not-permitted`. Anything else is the problem that is answered.\n',
    callersTable(),
    '\n# Where staff may act\n',
    'Every route of staff on things of a division, every role, by where the thing lies seen from the caller: in the own division, below',
    'it, above it, beside it. Routes on what is the caller’s own have no such place.\n',
    staffTable(),
  ].join('\n');
}

function callersTable(): string {
  const rows = definitions().map((route) => {
    const row = permissionTable[route.name as keyof typeof routes];
    return [...nameOf(route), ...callers.map((caller) => mark(expectedAnswer(row, caller)))];
  });
  return table(['route', 'operation', ...callers], rows);
}

function staffTable(): string {
  const rows = definitions().flatMap((route) => {
    const row = permissionTable[route.name as keyof typeof routes];
    if (typeof row !== 'object' || row.scope === 'self') return [];
    const tried = row.tried === undefined ? '' : `, tried with ${row.tried.what}`;
    return places.map((place) => [
      ...nameOf(route),
      `${row.divisionOf}${tried}`,
      placeNames[place],
      ...cells(row, place),
    ]);
  });
  return table(['route', 'operation', 'division of', 'where it lies', ...roles], rows);
}

function cells(row: StaffRow, place: Place): string[] {
  return roles.map((role) => mark(expectedOfStaff(row, role, place)));
}

function definitions(): RouteDefinition[] {
  return Object.values(routes);
}

function nameOf({ method, path, name }: RouteDefinition): string[] {
  return [`${method} ${path}`, name];
}

function mark(answer: string): string {
  return { 'let in': '✓', 'not-permitted': '–' }[answer] ?? answer;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
