import type { LimitedBy, StaffAccess } from '@tongxing/contract';
/** The parts of an OpenAPI 3.1 document that the node fills in and its reference page reads. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description?: string; license?: { name: string; identifier: string } };
  servers?: { url: string }[];
  tags?: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, Record<string, string>> };
}

export interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, Media> };
  responses: Record<string, Answer>;
  security?: Record<string, string[]>[];
  'x-access': string;
  /** Only where staff may call: their roles, and where they may act. */
  'x-staff'?: StaffAccess;
  'x-summary': { zh: string; en: string };
  'x-body-limit': number;
  /** How often one caller may call it; `shared`: together with its other routes. */
  'x-limit': { per: LimitedBy; count: number; seconds: number; shared: boolean };
  'x-gbt-38963-service'?: string;
  'x-problems': string[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required?: boolean;
  schema: JsonSchema;
}

export interface Answer {
  description: string;
  content?: Record<string, Media>;
}

export interface Media {
  schema?: JsonSchema;
  examples?: Record<string, { summary: string; value: unknown }>;
}

/** The keywords of JSON Schema 2020-12 that the contract uses. */
export interface JsonSchema {
  $ref?: string;
  type?: string;
  const?: string | number | boolean;
  enum?: readonly unknown[];
  anyOf?: readonly JsonSchema[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  items?: JsonSchema;
  additionalProperties?: boolean;
  description?: string;
  examples?: readonly unknown[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
}
