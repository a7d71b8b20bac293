// For the compiler and the editor: a build takes the file of its platform.
export { vendor } from './index.h5';
export type { FaceShown, PhoneGrant, PlatformFace, PlatformLogin, Vendor } from './vendor';
