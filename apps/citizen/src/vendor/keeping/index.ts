// For the compiler and the editor: a build takes the file of its platform. The web has none: its guards have an app of their own.
export { keeping } from './index.weapp';
export type { Keeping } from './keeping';
