export { applicationOf, listConversions } from './show.ts';
export { type Apply, type ApplyDeps, createApply } from './apply.ts';
export { readLoad } from './pace.ts';
export { prolongReview, takeReviewed } from './reviewed.ts';
export { tellDoubt } from './second-look.ts';
export { sealEarlierConsents } from './consent-at-rest.ts';
export { keptForms } from './kept.ts';
export { conversionJobs, conversionTicks } from './jobs.ts';
export { committedConversion, knownConversion } from './certificate.ts';
export { conversionRoutes } from './routes.ts';
export { conversionMeasures } from './measures.ts';
export { type State, states, transitions } from './states.ts';
export {
  type ApplicationKey,
  type ApplicationsMoved,
  type MovedApplication,
  type Step,
  type StepDeps,
  takeSteps,
} from './store.ts';
