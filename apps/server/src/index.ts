export { readConfig, type Config } from './config.ts';
export { roles, startNode, type Role, type RunningNode } from './node.ts';
export { addSeconds, systemClock, toEdge, type Clock } from './platform/clock.ts';
export type { FaultPoints } from './platform/fault-points.ts';
export { importPoint, createVerifier } from './platform/ecdsa.ts';
export { openKeyFolder, ensureKeys } from './platform/key-folder.ts';
export { daysShownUntil, deflateStatuses } from './features/code/index.ts';
export { logOrigin } from './features/transparency/index.ts';
export { noTelemetry } from './platform/telemetry.ts';
