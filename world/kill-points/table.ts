import { provinces } from '../provinces.ts';
import type { Lived } from './live.ts';
import type { Trial } from './trial.ts';

/** The kill-point table as Markdown: what died where in which step, and what came of it. */
export function renderKillPoints({ points, trials }: Lived): string {
  const lines = trials.map(
    ({ deed, machine, point, nth, outcome }) =>
      `| ${deed.title} | ${nameOf(machine.division)} ${machine.role} | \`${point}\`${nth === 1 ? '' : ` (${nth})`} | ${describeOutcome(outcome)} |`,
  );
  return [
    `${trials.length} of ${points} points were tried. After each, the invariants held, exactly the rows of the step had been added,`,
    'and nothing was left undone, unless the last column says otherwise.',
    '',
    '| step | process killed | at | how the step came to its end |',
    '|---|---|---|---|',
    ...lines,
  ].join('\n');
}

/** Those that came to another end than they should. */
export function failures({ trials }: Lived): string[] {
  return trials
    .filter(({ outcome }) => outcome !== 'by itself' && outcome !== 'sent again')
    .map(({ deed, machine, point, nth, outcome }) => {
      return `${deed.title}: ${machine.division} ${machine.role} killed at ${point} (${nth}): ${describeOutcome(outcome)}`;
    });
}

function describeOutcome(outcome: Trial['outcome']): string {
  return typeof outcome === 'string' ? outcome : `**${outcome.found.replaceAll('|', '/')}**`;
}

function nameOf(division: string): string {
  return provinces.find((province) => province.division === division)?.name.en ?? division;
}
