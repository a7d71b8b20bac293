import { defineRoute } from '../route.ts';
import { AttachmentContent } from '../schemas/appeal-review.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as review from '../schemas/review.ts';

const tag = 'conversion';
const params = closed({ reviewId: Id });
const ofReviewers = { staff: ['reviewer'], scope: 'own-division', divisionOf: 'the review' } as const;

export const listReviews = defineRoute({
  name: 'listReviews',
  method: 'GET',
  path: '/staff/reviews',
  summary: { zh: '待审核的转码申请', en: 'Applications to be reviewed, the first due first' },
  tag,
  access: { staff: ['reviewer'], scope: 'own-division', divisionOf: 'each row' },
  status: 200,
  response: review.ReviewQueue,
});

export const claimReview = defineRoute({
  name: 'claimReview',
  method: 'POST',
  path: '/staff/reviews/:reviewId/claim',
  summary: { zh: '领取并查看一份审核', en: 'Take up a review, and see findings and documents side by side' },
  tag,
  access: ofReviewers,
  params,
  status: 200,
  response: review.ReviewCase,
  problems: ['review-closed', 'review-claimed'],
});

export const readReviewDocument = defineRoute({
  name: 'readReviewDocument',
  method: 'GET',
  path: '/staff/reviews/:reviewId/documents/:documentId',
  summary: { zh: '查看审核中的材料', en: 'A document of a review' },
  tag,
  access: ofReviewers,
  params: closed({ reviewId: Id, documentId: Id }),
  status: 200,
  response: AttachmentContent,
  problems: ['review-not-claimed'],
});

export const decideReview = defineRoute({
  name: 'decideReview',
  method: 'POST',
  path: '/staff/reviews/:reviewId/decision',
  summary: { zh: '作出审核结论', en: 'Decide a review' },
  tag,
  access: ofReviewers,
  params,
  body: review.ReviewDecision,
  status: 200,
  response: review.ReviewDecided,
  problems: ['review-closed', 'review-not-claimed', 'ground-mismatched'],
});
