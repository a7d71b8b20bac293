export { doorRules } from './door-rules.ts';
export { placeOf, readCode, verifyRead } from './read-code.ts';
export { openSigned, readSigned } from './batch.ts';
export { type CodeHolderDeps, holderOfCode } from './code-holder.ts';
export { createDeviceReader, devicePrincipal, type DeviceReader } from './device.ts';
export { authorizeGate } from './gate-request.ts';
export { checkpointRoutes } from './routes.ts';
export { createScanWriter } from './scan-writer.ts';
export { checkpointTicks } from './ticks.ts';
