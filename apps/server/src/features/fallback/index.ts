export { fallbackWord } from './kind.ts';
export { heldFallback } from './published.ts';
export { fallbackRoutes } from './routes.ts';
export { fallbackTick } from './sign.ts';
