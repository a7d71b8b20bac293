import type { NodeContext } from '../../node-context.ts';
import type { DecisionDeps } from '../decision/index.ts';

/** What an appeal touches: it reads decisions and facts, states what counts no longer, and has the person decided on anew. */
export interface AppealDeps
  extends DecisionDeps, Pick<NodeContext, 'config' | 'province' | 'divisions' | 'seal' | 'signer'> {}
