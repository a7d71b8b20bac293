import { routes } from '@tongxing/contract';
import { transact } from '../../platform/db.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { Tick } from '../../platform/jobs.ts';
import { claimReview, readReviewDocument } from './case.ts';
import { decideReview, escalateDue, type ReviewDeps } from './decide.ts';
import { reviewQueue } from './queue.ts';

export function reviewRoutes(deps: ReviewDeps): Implementation[] {
  return [
    implement(routes.listReviews, ({ principal }) => reviewQueue(deps, principal)),
    implement(routes.claimReview, ({ principal, params }) =>
      transact(deps.db, (tx) => claimReview(tx, deps, principal, params.reviewId)),
    ),
    implement(routes.readReviewDocument, ({ principal, params }) =>
      transact(deps.db, (tx) => readReviewDocument(tx, deps, principal, params)),
    ),
    implement(routes.decideReview, ({ principal, params, body }) =>
      transact(deps.db, (tx) => decideReview(tx, deps, principal, params.reviewId, body)),
    ),
  ];
}

export function reviewTicks(deps: ReviewDeps): Tick[] {
  return [{ name: 'review.escalate', everySeconds: 60, run: (now) => escalateDue(deps, now) }];
}
