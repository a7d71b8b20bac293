import type { CauseCode } from '@tongxing/contract';
import type { Tx } from '../../platform/db.ts';
import type { Reviewed } from '../review/index.ts';
import { requestAdvance } from './jobs.ts';
import { needed } from './steps.ts';
import { type ApplicationKey, findConversion, type Step, type StepDeps, takeSteps } from './store.ts';
import type { NodeContext } from '../../node-context.ts';

type Deps = Pick<NodeContext, 'clock' | 'province'> & StepDeps;

/**
 * Takes an application on as its reviewer decided: what was compared goes on to the origin, whose answer still decides; what is refused
 * ends with the ground as its cause; for better documents the person is asked. A second look moves nothing: see `secondLooked`.
 */
export async function takeReviewed(tx: Tx, deps: Deps, reviewed: Reviewed): Promise<void> {
  const { personId, conversionId, kind } = reviewed;
  const row = await findConversion(tx, personId, conversionId);
  if (row === undefined || kind === 'second-look') return;
  await takeSteps(tx, deps, [{ personId, conversionId, ...stepAfter(deps, reviewed) }]);
  if (reviewed.decision === 'approve') await requestAdvance(tx, row.origin_division);
}

function stepAfter(deps: Deps, { decision, ground }: Reviewed): Step {
  if (decision === 'approve') return { state: 'submitted', cause: null, dueAt: deps.clock.now() };
  // The grounds of a refusal are causes: see `reviewGrounds`.
  const cause = ground as CauseCode;
  return decision === 'more' ? needed(deps, cause) : { state: 'rejected', cause, dueAt: null };
}

/** A review goes on at the province: the person sees by when. */
export async function prolongReview(tx: Tx, deps: StepDeps, key: ApplicationKey, dueAt: Date): Promise<void> {
  await takeSteps(tx, deps, [{ ...key, state: 'in-review', cause: null, dueAt }]);
}
