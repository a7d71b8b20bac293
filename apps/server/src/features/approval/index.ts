export { withdrawAllOf } from './decide.ts';
export { keptApprovals } from './kept.ts';
export type { ApprovalKind, ApprovedProposal, KnownKinds } from './kind.ts';
export { isProposed } from './store.ts';
export { requireAnother, requireParty } from './party.ts';
export { propose, requireGround, type Proposal, type ProposeDeps } from './propose.ts';
export { approvalRoutes, approvalTicks } from './routes.ts';
export { approvalStates } from './store.ts';
