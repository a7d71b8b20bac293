export type { FaceAsked, FaceCertificate, FaceProvider, FaceProviders } from './ports.ts';
export { requireFace } from './require.ts';
export { faceRoutes } from './routes.ts';
