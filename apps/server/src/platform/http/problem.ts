import { problemTypePrefix, problems, type ProblemCode, type schemas } from '@tongxing/contract';
import type { FastifyError } from 'fastify';
import { outageOf } from '../outage.ts';
import { Refusal, type RefusalDetail } from '../refusal.ts';

/** The one place where an error becomes a problem document (RFC 9457). An unknown error is a 500 with a number and no detail. */
export function toProblem(error: unknown, incident: string, language: string | undefined): schemas.Problem {
  if (error instanceof Refusal) return build(error.code, error.more, language);
  const outage = outageOf(error);
  if (outage !== undefined) return build(outage.code, { retryAfterSeconds: outage.retryAfterSeconds }, language);
  const known = error instanceof Object ? fromFramework(error as FastifyError) : undefined;
  if (known !== undefined) return build(known.code, known.more, language);
  return { ...build('internal', {}, language), instance: incident };
}

function build(code: ProblemCode, more: RefusalDetail, language: string | undefined): schemas.Problem {
  const { status, zh, en } = problems[code];
  const own = language?.toLowerCase().startsWith('en') === true ? en : zh;
  return {
    type: problemTypePrefix + code,
    title: own.title,
    status,
    detail: more.detail ?? own.cure,
    titles: { zh: zh.title, en: en.title },
    cure: { zh: zh.cure, en: en.cure },
    ...(more.errors === undefined ? {} : { errors: more.errors.slice(0, 20).map((item) => ({ ...item })) }),
    ...(more.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: more.retryAfterSeconds }),
    ...(more.ticket === undefined ? {} : { ticket: more.ticket }),
  };
}

const frameworkCodes: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-input',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-input',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-input',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
  FST_ERR_NOT_FOUND: 'not-found',
};

function fromFramework(error: FastifyError): { code: ProblemCode; more: RefusalDetail } | undefined {
  if (error.validation !== undefined) {
    // Only the place and the rule: the offending value may be personal and is never sent back.
    // (A member that may not be there is reported twice, once under its own name; the other report is enough.)
    const errors = error.validation
      .filter((item) => !item.schemaPath.endsWith('/additionalProperties'))
      .map((item) => ({
        path: `/${error.validationContext ?? 'body'}${item.instancePath}`,
        rule: item.keyword,
      }));
    return { code: 'invalid-input', more: { errors } };
  }
  const code = frameworkCodes[error.code];
  if (code !== undefined) return { code, more: {} };
  if (error.statusCode === 400) return { code: 'invalid-input', more: {} };
  return undefined;
}
