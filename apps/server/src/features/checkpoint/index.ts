export { devicePrincipal } from './device.ts';
export { checkpointTicks } from './recent-display.ts';
export { checkpointRoutes } from './routes.ts';
export { createScanWriter } from './scan-writer.ts';
