export { isRemembered, remember } from './acquaintance.ts';
export { charge, forgetLimits, type DurableLimit, type LimitDeps } from './durable.ts';
export { tryAfterDelay, type GrowingDelay } from './growing-delay.ts';
export { createLease } from './lease.ts';
export { createMemoryLimits } from './memory.ts';
