import { type State, type StateRow, states } from '../src/features/conversion/states.ts';

const all = Object.entries(states) as [State, StateRow][];

/** The table of states as docs/conversion.md shows it: a Mermaid state diagram, and what each state tells the person. */
export function drawStates(): string {
  const arrows = all.flatMap(([from, { to }]) =>
    to.length === 0 ? [`  ${name(from)} --> [*]`] : to.map((next) => `  ${name(from)} --> ${name(next)}`),
  );
  const names = all.filter(([state]) => state.includes('-')).map(([state]) => `  state "${state}" as ${name(state)}`);
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...names,
    '  [*] --> draft',
    ...['submitted', 'waiting-for-documents'].map((first) => `  [*] --> ${name(first as State)}`),
    ...arrows,
    '```',
    '',
    '| state | the person sees | can do | happens by itself |',
    '|---|---|---|---|',
    ...all.map(([state, { shown, actions, next }]) => {
      const doing = actions.map((action) => `\`${action}\``).join(', ');
      return `| \`${state}\` | ${shown.zh} / ${shown.en} | ${doing} | ${next === null ? '' : `${next.zh} / ${next.en}`} |`;
    }),
  ].join('\n');
}

function name(state: State): string {
  return state.replaceAll('-', '_');
}
