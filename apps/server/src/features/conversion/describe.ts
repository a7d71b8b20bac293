import { causes, type Cause, type CauseCode, originGrades, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { contactsNear } from '../../contacts-near.ts';
import { asking, finalStates, type State, type StateRow, states } from './states.ts';
import type { ConversionRow } from './store.ts';

/** Causes with which somebody at the destination can help. */
const withContacts: readonly (string | null)[] = ['itinerary-complex', 'high-risk-sojourn', 'documents-unreadable'];

interface More {
  readonly colour?: schemas.Colour | null;
  readonly estimate?: schemas.ConversionEstimate | null;
  readonly documents?: readonly schemas.ApplicationDocument[];
}

/** An application as the person sees it: how it stands, why, what happens next by itself, and what she can do now. */
export function describeConversion(
  { province }: Pick<NodeContext, 'province'>,
  row: ConversionRow,
  more: More = {},
): schemas.Conversion {
  const state = row.state as State;
  const { shown, next }: StateRow = states[state];
  const cause: Cause | undefined = row.cause === null ? undefined : causes[row.cause as CauseCode];
  const destination = row.destination_division ?? row.scope;
  return {
    conversionId: row.conversion_id,
    originDivision: row.origin_division,
    scope: row.scope,
    destination,
    path: row.path as schemas.ConversionPath,
    state,
    shown,
    cause: cause === undefined ? null : { code: row.cause as CauseCode, text: cause.text, cure: cause.cure },
    submittedAt: toEdge(row.submitted_at),
    updatedAt: toEdge(row.updated_at),
    nextTryAt: asking.includes(state) ? toEdgeOrNull(row.due_at) : null,
    next: next === null || row.due_at === null ? null : { at: toEdge(row.due_at), what: next },
    estimate: more.estimate ?? null,
    renews: row.renews_conversion_id,
    groupId: row.group_id,
    actions: actionsOf(row),
    contacts: withContacts.includes(row.cause) ? contactsNear(province, destination) : [],
    documents: [...(more.documents ?? [])],
    colour: more.colour ?? null,
    codeId: row.code_id,
    grade:
      row.grade === null
        ? null
        : { code: row.grade as schemas.OriginGrade, text: originGrades[row.grade as schemas.OriginGrade] },
  };
}

/** What can be done with an application now: what its state offers and, while it is open, what cures its cause. */
export function actionsOf(row: Pick<ConversionRow, 'state' | 'cause'>): string[] {
  const state = row.state as State;
  const cause: Cause | undefined = row.cause === null ? undefined : causes[row.cause as CauseCode];
  const cure = finalStates.includes(state) ? undefined : cause?.action;
  return [...new Set<string>([...states[state].actions, ...(cure === undefined ? [] : [cure])])];
}
