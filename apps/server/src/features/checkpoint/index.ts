export { createDeviceReader, devicePrincipal, type DeviceReader } from './device.ts';
export { keptOfDoors } from './kept.ts';
export { checkpointRoutes } from './routes.ts';
export { createScanWriter } from './scan-writer.ts';
export { checkpointTicks } from './ticks.ts';
