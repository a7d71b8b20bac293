import {
  limitOf,
  problems,
  problemTypePrefix,
  routes,
  schemas,
  type ProblemCode,
  type RouteDefinition,
} from '@tongxing/contract';
import type { JsonSchema, Media, OpenApiDocument, Operation } from './openapi-document.ts';
import { tagNames } from './names.ts';

const definitions: ReadonlyMap<string, RouteDefinition> = new Map(
  Object.values<RouteDefinition>(routes).map((route) => [route.name, route]),
);
const problemSchema = { $ref: '#/components/schemas/Problem' };
const defaultBodyLimit = 65_536;

/** The least a generated document has; its operations do not say yet what only the contract knows. */
export type GeneratedDocument = Pick<OpenApiDocument, 'openapi' | 'info' | 'components'> & {
  servers?: { url: string }[];
  paths: Record<string, Record<string, Pick<Operation, 'operationId' | 'summary' | 'tags' | 'responses'>>>;
};

/**
 * The OpenAPI 3.1 document of the node: what the framework generated from its routes, with what it cannot know of them: the
 * media type of problems (RFC 9457 §3) and which of them a route has, answers that are not JSON, who may call, and the tags.
 *
 * @throws Error for an operation that is not in the contract
 */
export function completeDocument(generated: GeneratedDocument): OpenApiDocument {
  const paths = Object.entries(generated.paths).map(([path, operations]) => [
    path,
    Object.fromEntries(Object.entries(operations).map(([method, each]) => [method, completeOperation(each)])),
  ]);
  return {
    ...generated,
    info: {
      ...generated.info,
      description:
        '一个省级健康码节点的公开接口。所有时间带时区;所有问题按 RFC 9457 回答,含中英文说明与办法。\n\nThe public HTTP of a provincial health-code node. Instants carry an offset; problems follow RFC 9457, with text and cure in Chinese and English.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: Object.entries(tagNames).map(([name, { zh, en }]) => ({ name, description: `${zh} · ${en}` })),
    paths: Object.fromEntries(paths) as OpenApiDocument['paths'],
    components: {
      schemas: { ...generated.components.schemas, Problem: plain(schemas.Problem) },
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'The token of a session, or of an enrolled device.' },
        staffCookie: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-tongxing-staff',
          description: 'A session of staff in a browser.',
        },
        ownPage: {
          type: 'apiKey',
          in: 'header',
          name: 'tongxing-csrf',
          description: 'What the page was given when the session in the cookie began.',
        },
        httpMessageSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description: 'HTTP Message Signatures (RFC 9421) with a federation key of the trust list.',
        },
        gatewaySign: {
          type: 'apiKey',
          in: 'header',
          name: 'x-sign',
          description: 'The sign of the gateway for text messages, with x-app-id and x-timestamp beside it.',
        },
      },
    },
  };
}

function completeOperation(generated: Pick<Operation, 'operationId' | 'summary' | 'tags' | 'responses'>): Operation {
  const route = definitions.get(generated.operationId);
  if (route === undefined) throw new Error(`${generated.operationId} is not in the contract`);
  return {
    ...generated,
    security: securityOf(route),
    responses: { ...answerOf(route, generated.responses), ...problemAnswers(route) },
    'x-access': typeof route.access === 'string' ? route.access : `staff: ${route.access.staff.join(', ')}`,
    ...(typeof route.access === 'string' ? {} : { 'x-staff': { ...route.access, staff: [...route.access.staff] } }),
    'x-summary': route.summary,
    'x-body-limit': route.bodyLimit ?? defaultBodyLimit,
    'x-limit': limitIn(route),
    ...(route.service === undefined ? {} : { 'x-gbt-38963-service': route.service }),
    'x-problems': [...(route.problems ?? [])],
  };
}

function limitIn(route: RouteDefinition): Operation['x-limit'] {
  const { per, count, seconds } = limitOf(route);
  return { per, count, seconds, shared: route.limit === undefined };
}

function securityOf({ access, method }: RouteDefinition): Record<string, string[]>[] {
  if (typeof access === 'object') {
    return [{ session: [] }, { staffCookie: [], ...(method === 'GET' ? {} : { ownPage: [] }) }];
  }
  if (access === 'public') return [];
  if (access === 'peer' || access === 'gate') return [{ httpMessageSignature: [] }];
  if (access === 'gateway') return [{ gatewaySign: [] }];
  return access === 'reader' ? [{ session: [] }, { httpMessageSignature: [] }] : [{ session: [] }];
}

function answerOf(route: RouteDefinition, generated: Operation['responses']): Operation['responses'] {
  const status = String(route.status);
  if (route.status === 204) return { [status]: { description: 'Done; there is nothing to answer.' } };
  const content = 'mediaType' in route.response ? { [route.response.mediaType]: {} } : generated[status]?.content;
  return { [status]: { description: route.summary.en, ...(content === undefined ? {} : { content }) } };
}

/** Problems of its own by their status, with an example of each; any other under 4XX and 5XX. */
function problemAnswers(route: RouteDefinition): Operation['responses'] {
  const answers: Operation['responses'] = {};
  for (const code of route.problems ?? []) {
    const status = String(problems[code].status);
    const answer = (answers[status] ??= {
      description: '',
      content: { 'application/problem+json': { schema: problemSchema, examples: {} } },
    });
    answer.description += `${answer.description === '' ? '' : '; '}${problems[code].en.title}`;
    const media = answer.content?.['application/problem+json'] as Required<Media>;
    media.examples[code] = { summary: problems[code].en.title, value: problemExample(code) };
  }
  const content = { 'application/problem+json': { schema: problemSchema } };
  return {
    ...answers,
    '4XX': { description: 'What was asked cannot be done as it stands; the problem says why and what helps.', content },
    '5XX': { description: 'The node cannot answer at the moment; the problem says what was kept.', content },
  };
}

/** The problem as a client that prefers English gets it. */
function problemExample(code: ProblemCode) {
  const { status, zh, en } = problems[code];
  return {
    type: problemTypePrefix + code,
    title: en.title,
    status,
    detail: en.cure,
    titles: { zh: zh.title, en: en.title },
    cure: { zh: zh.cure, en: en.cure },
  };
}

/** Without the library's marks, which are no JSON. */
function plain(schema: unknown): JsonSchema {
  return JSON.parse(JSON.stringify(schema)) as JsonSchema;
}
