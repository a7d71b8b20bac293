export * as routes from './routes/index.ts';
export * as schemas from './schemas/index.ts';
export { createClient, ProblemError, type Client, type Transport } from './client.ts';
export { problems, problemTypePrefix, type ProblemCode, type ProblemDefinition } from './problems.ts';
export { findingTexts } from './findings.ts';
export { causes, type CauseCode } from './causes.ts';
export { defaultLimits, limitOf, type LimitedBy, type RouteLimit } from './limits.ts';
export type { Access, AnswerOf, BodyOf, NationalService, ParamsOf, QueryOf, RouteDefinition } from './route.ts';
