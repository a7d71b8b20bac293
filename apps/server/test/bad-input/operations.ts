import type { JsonSchema, OpenApiDocument, Operation, Parameter } from '../../src/pages/openapi-document.ts';

/** What the served document says of one operation, as far as somebody who sends nonsense has to know it. */
export interface Target {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/devices/{deviceId}` */
  readonly path: string;
  /** `citizen`, `public`, …, or `staff: admin, guard` */
  readonly access: string;
  readonly parameters: readonly Parameter[];
  readonly body: JsonSchema | undefined;
  /** Bytes of body accepted. */
  readonly bodyLimit: number;
}

/** Every operation of a served OpenAPI document. */
export function targetsOf(document: OpenApiDocument): Target[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      name: operation.operationId,
      method: method.toUpperCase() as Target['method'],
      path,
      access: operation['x-access'],
      parameters: operation.parameters ?? [],
      body: bodyOf(operation),
      bodyLimit: operation['x-body-limit'],
    })),
  );
}

function bodyOf({ requestBody }: Operation): JsonSchema | undefined {
  return requestBody?.content['application/json']?.schema;
}

/** The methods with which the address of an operation is answered by some operation: `/staff/session` is also a `/staff/{staffId}`. */
export function methodsAt(targets: readonly Target[], { path }: Target): Set<string> {
  const answering = targets.filter((target) => {
    const template = target.path.replaceAll(/\{[^}]+\}/g, '[^/]+');
    return new RegExp(`^${template}$`).test(path);
  });
  return new Set(answering.map(({ method }) => method));
}

export function pathParameters({ parameters }: Target): readonly Parameter[] {
  return parameters.filter((parameter) => parameter.in === 'path');
}

export function queryParameters({ parameters }: Target): readonly Parameter[] {
  return parameters.filter((parameter) => parameter.in === 'query');
}
