export { openReview, type ReviewToOpen } from './open.ts';
