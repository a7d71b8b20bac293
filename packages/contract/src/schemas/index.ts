export * from './basics.ts';
export * from './checkpoint.ts';
export * from './code.ts';
export * from './conversion.ts';
export * from './declaration.ts';
export * from './federation.ts';
export * from './identity.ts';
export * from './problem.ts';
