export { createDeviceReader, devicePrincipal, type DeviceReader } from './device.ts';
export { authorizeGate } from './gate-request.ts';
export { checkpointRoutes } from './routes.ts';
export { createScanWriter } from './scan-writer.ts';
export { checkpointTicks } from './ticks.ts';
