export { explainPerson, type ExplanationDeps } from './explain.ts';
export { explanationRoutes } from './routes.ts';
export { wayInWords } from './to-green.ts';
export { unknownInWords } from './unknown-in-words.ts';
