import type { schemas } from '@tongxing/contract';
import { inputNames, type Decision } from '@tongxing/rules';
import type { Guidance } from '../../guidance.ts';

const names: readonly string[] = inputNames;

/** What the person can do now: what the province's list says for her colour and for what her reasons read or lack. */
export function actionsFor(guidance: readonly Guidance[], outcome: Decision): schemas.PersonAction[] {
  const read = new Set(outcome.reasons.flatMap(({ trace }) => trace.map(({ path }) => path.split('.', 1)[0]!)));
  const reasons = new Set([...read].filter((name) => names.includes(name)));
  const unknown = new Set(outcome.unknown.map(({ input }) => input));
  return guidance
    .filter(
      ({ colours, reasons: ifRead, unknown: ifUnknown }) =>
        colours.includes(outcome.colour) &&
        ((ifRead === undefined && ifUnknown === undefined) ||
          ifRead?.some((input) => reasons.has(input)) === true ||
          ifUnknown?.some((input) => unknown.has(input)) === true),
    )
    .map(({ code, text, route }) => ({ code, text, ...(route === undefined ? {} : { route }) }));
}
