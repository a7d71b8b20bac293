export { devicePrincipal } from './device.ts';
export { checkpointRoutes } from './routes.ts';
export { createScanWriter } from './scan-writer.ts';
