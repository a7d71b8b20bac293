export { requireFace } from './face.ts';
export type { FaceCertificate, FacePort } from './ports.ts';
export { faceRoutes } from './routes.ts';
