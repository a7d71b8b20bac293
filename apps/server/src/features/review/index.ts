export { keptReviews } from './kept.ts';
export { endReviews, openReview, type ReviewToOpen } from './open.ts';
export type { ReviewDeps, Reviewed } from './decide.ts';
export { reviewRoutes, reviewTicks } from './routes.ts';
