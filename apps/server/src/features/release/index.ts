export { policyRelease, type ReleaseDeps } from './propose.ts';
export { policyRollback } from './rollback.ts';
export { releaseRoutes } from './routes.ts';
export { type Affected, takeEffectTick, type TakeEffectDeps } from './take-effect.ts';
